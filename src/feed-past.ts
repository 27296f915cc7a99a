/** Remembers from run to run what left each feed, and which pages of its archive lie in the public folder. */
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import { parseStoryId, type FeedId, type StoryId } from './model/brand.ts'
import type { EvidenceKind, OriginLevel } from './model/evidence.ts'
import type { Change, Store } from './model/store.ts'
import type { VerdictKind } from './model/verdict.ts'
import { startPast, type FeedPast } from './publish/archive.ts'
import type { FeedItem } from './publish/feed-document.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)
const blobName = (id: FeedId): string => `past-of-${id}`

const storyId = z.string().transform((text, context): StoryId => {
  const id = parseStoryId(text)
  if (id !== undefined) return id
  context.issues.push({ code: 'custom', message: 'not a story id', input: text })
  return z.NEVER
})
/** The values were written by this program and are only read back. */
const word = <Word extends string>(): z.ZodType<Word> => z.custom<Word>((value) => typeof value === 'string')
const person = z.object({ url: z.string().optional(), publisher: z.string() })
const optionalPerson = person.transform(({ url, publisher }) => ({ url, publisher })).optional()

const item = z
  .object({
    id: storyId,
    url: z.string().optional(),
    title: z.string(),
    html: z.string(),
    summary: z.string(),
    publishedMs: z.number(),
    updatedMs: z.number(),
    authors: z.array(z.string()),
    categories: z.array(z.string()),
    language: z.string().optional(),
    image: z.string().optional(),
    enclosures: z.array(
      z
        .object({
          url: z.string(),
          type: z.string(),
          lengthBytes: z.number().optional(),
          durationSeconds: z.number().optional(),
        })
        .transform((file) => ({ lengthBytes: undefined, durationSeconds: undefined, ...file })),
    ),
    episode: z
      .object({
        number: z.number().optional(),
        season: z.number().optional(),
        kind: word<'full' | 'trailer' | 'bonus'>().optional(),
        isExplicit: z.boolean().optional(),
      })
      .optional(),
    publisher: z.string(),
    origin: z
      .object({
        url: z.string().optional(),
        publisher: z.string(),
        level: word<OriginLevel>(),
        confidence: z.number(),
        claimed: optionalPerson,
      })
      .transform((origin) => ({ url: undefined, claimed: undefined, ...origin })),
    source: optionalPerson,
    evidenceKinds: z.array(word<EvidenceKind>()),
    copies: z.array(
      z
        .object({ url: z.string().optional(), publisher: z.string(), verdict: word<VerdictKind>() })
        .transform((copy) => ({ url: undefined, ...copy })),
    ),
    related: z.array(z.object({ url: z.string(), title: z.string() })),
  })
  .transform((given): FeedItem => ({
    url: undefined,
    language: undefined,
    image: undefined,
    source: undefined,
    ...given,
  }))

const past = z.object({
  departed: z.array(storyId),
  pages: z.array(z.object({ number: z.int().positive(), items: z.array(item) })).min(1),
})

/** What left the feed so far. Damaged notes count as none: pages then go on after those that lie in `publicDir`. */
export async function readFeedPast(store: Store, id: FeedId, publicDir: string): Promise<FeedPast> {
  const bytes = await store.blob(blobName(id))
  if (bytes !== undefined) {
    const read = past.safeParse(
      await unpack(bytes).then(
        (json) => JSON.parse(json.toString('utf8')),
        () => undefined,
      ),
    )
    if (read.success) return read.data
  }
  return startPast(1 + Math.max(0, ...(await archiveFiles(publicDir, id)).map(({ page }) => page)))
}

/** The change that remembers it. */
export async function feedPastChange(id: FeedId, given: FeedPast): Promise<Change> {
  return { kind: 'blob', name: blobName(id), bytes: await pack(JSON.stringify(given)) }
}

export interface ArchiveFile {
  readonly name: string
  readonly page: number
}

/** Pages of the feed's archive on disk, in every format; none where the folder is missing. */
export async function archiveFiles(publicDir: string, id: FeedId): Promise<readonly ArchiveFile[]> {
  const names = await readdir(publicDir).catch(() => [])
  return names.flatMap((name) => {
    const rest = name.startsWith(`${id}.archive-`) ? name.slice(`${id}.archive-`.length) : ''
    const page = /^(\d{1,9})\.(?:rss|atom|json)$/.exec(rest)?.[1]
    return page === undefined ? [] : [{ name, page: Number(page) }]
  })
}
