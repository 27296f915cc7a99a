/** JSON Feed 1 and 1.1 as it comes off the wire (jsonfeed.org/version/1.1). A field of the wrong type counts as missing. */
import { z } from 'zod'

const text = z.string().optional().catch(undefined)

/** Ids must be strings; numbers are so common that the specification tells readers to take them. */
const id = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)

const author = z.object({ name: text, url: text })

/** Lists lose their bad members and keep the good ones. */
function listOf<Item extends z.ZodType>(item: Item): z.ZodType<z.output<Item>[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((members) =>
      members.flatMap((member) => {
        const parsed = item.safeParse(member)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

export const jsonItem = z.object({
  id,
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  author: author.optional().catch(undefined),
  authors: listOf(author),
  tags: listOf(z.string()),
  language: text,
  attachments: listOf(
    z.object({
      url: z.string(),
      mime_type: text,
      size_in_bytes: z.number().int().positive().optional().catch(undefined),
      duration_in_seconds: z.number().positive().optional().catch(undefined),
    }),
  ),
})

export const jsonFeed = z.object({
  version: text,
  title: text,
  home_page_url: text,
  feed_url: text,
  description: text,
  language: text,
  author: author.optional().catch(undefined),
  authors: listOf(author),
  items: z.array(z.unknown()),
})

export type JsonFeed = z.output<typeof jsonFeed>
export type JsonItem = z.output<typeof jsonItem>
