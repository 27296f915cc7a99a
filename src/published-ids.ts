/** Which story each published address belongs to: a state that was lost gives its stories the ids their readers know. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { parseStoryId, type FeedId, type StoryId } from './model/brand.ts'
import type { Entry } from './model/entry.ts'
import type { Limits } from './model/limits.ts'
import type { Store } from './model/store.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'
import type { ParserPool } from './parser-pool.ts'

const blobName = 'published-ids'
const idsSchema = z.record(z.string(), z.string())

/** Atom first: it alone names the address of every copy. */
const formats = ['atom', 'json', 'rss'] as const

export interface PublishedIds {
  /** The id under which readers know the story of this address; undefined in a state that was never lost. */
  idOf(url: string): StoryId | undefined
  /** Reads what is published, when no run is on record. Rejects with StoreError. */
  recover(published: Published): Promise<void>
}

export interface Published {
  /** Folder of the published files. */
  readonly dir: string
  readonly feedIds: readonly FeedId[]
  readonly parser: ParserPool
  readonly limits: Limits
}

/** What an earlier recovery found; damaged notes count as none. */
export async function openPublishedIds(store: Store): Promise<PublishedIds> {
  const ids = new Map<string, StoryId>()
  const bytes = await store.blob(blobName)
  for (const [url, text] of Object.entries(bytes === undefined ? {} : decode(bytes))) {
    const id = parseStoryId(text)
    if (id !== undefined) ids.set(url, id)
  }
  return {
    idOf: (url) => ids.get(url),
    async recover(published) {
      if ((await store.runs(1)).length > 0) return
      for (const feedId of published.feedIds) {
        for (const entry of await readPublished(published, feedId)) note(ids, entry)
      }
      if (ids.size === 0) return
      const json = JSON.stringify(Object.fromEntries(ids))
      await store.write([{ kind: 'blob', name: blobName, bytes: Buffer.from(json) }])
    },
  }
}

/** The entries of the first format that can be read; none is no error, for then no reader has seen any. */
async function readPublished(published: Published, feedId: FeedId): Promise<readonly Entry[]> {
  const { dir, parser, limits } = published
  for (const format of formats) {
    const bytes = await readFile(path.join(dir, `${feedId}.${format}`)).catch(() => undefined)
    if (bytes === undefined) continue
    const url = 'http://published.invalid/'
    const outcome = await parser.parse(bytes, { url, contentType: undefined, limits })
    if (outcome.kind === 'parsed' && outcome.feed.entries.length > 0) return outcome.feed.entries
  }
  return []
}

/** An address stands for the first story that shows it. */
function note(ids: Map<string, StoryId>, { id, url, claims }: Entry): void {
  const storyId = parseStoryId(id ?? '')
  if (storyId === undefined) return
  for (const address of [url, ...claims.via]) {
    const canonical = address === undefined ? undefined : canonicalizeUrl(address)
    if (canonical !== undefined && !ids.has(canonical)) ids.set(canonical, storyId)
  }
}

function decode(bytes: Uint8Array): Readonly<Record<string, string>> {
  try {
    return idsSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? {}
  } catch {
    return {}
  }
}
