/** What a feed left out and why, read back from the audit file it publishes. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from './context.ts'
import type { FeedId } from './model/brand.ts'
import { htmlToText } from './normalize/html-to-text.ts'
import type { LeftOut } from './serve/dashboard/values.ts'

/** Empty when the feed was not published yet. */
export async function readLeftOut(context: Context, feedId: FeedId): Promise<readonly LeftOut[]> {
  const name = `${feedId}.dropped.atom`
  const bytes = await readFile(path.join(context.publicDir, name)).catch(() => undefined)
  if (bytes === undefined) return []
  const url = `http://localhost/${name}`
  const { limits } = context.settings
  const outcome = await context.parser.parse(bytes, { url, contentType: 'application/atom+xml', limits })
  if (outcome.kind !== 'parsed') return []
  return outcome.feed.entries.map((entry) => ({
    title: entry.title,
    url: entry.url,
    publisher: entry.authors[0] ?? '',
    reason: htmlToText(entry.contentHtml),
    atMs: entry.updatedMs ?? entry.publishedMs ?? 0,
    // The id is the story's with the article's number as fragment.
    storyId: entry.id?.split('#')[0] ?? '',
  }))
}
