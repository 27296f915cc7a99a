/** Pings the WebSub hubs about feeds whose bytes changed; what a hub did not take is tried again with the next runs. */
import { z } from 'zod'
import type { Context } from './context.ts'
import type { PublishedFeed } from './publish-feeds.ts'

const blobName = 'pending-pings'
/** A hub that is down for good must not grow the list: the newest are kept. */
const pendingMax = 500
const attemptsMax = 20

const pendingSchema = z.array(z.object({ hub: z.string(), topic: z.string(), attempts: z.number().int() }))
type Ping = z.output<typeof pendingSchema>[number]

async function readPending(context: Context): Promise<readonly Ping[]> {
  const bytes = await context.store.blob(blobName)
  if (bytes === undefined) return []
  const parsed = pendingSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  return parsed.data ?? []
}

/** One ping for each hub and format, each address once. */
function newPings(context: Context, feeds: readonly PublishedFeed[]): readonly Ping[] {
  const { publish, feeds: settings } = context.settings
  const { baseUrl, websub } = publish
  if (baseUrl === undefined) return []
  const changed = new Set(feeds.filter((feed) => feed.changed).map(({ id }) => id))
  return settings
    .filter(({ id }) => changed.has(id))
    .flatMap(({ id, formats }) => formats.map((format) => `${baseUrl.replace(/\/+$/, '')}/${id}.${format}`))
    .flatMap((topic) => websub.map((hub) => ({ hub, topic, attempts: 0 })))
}

/** Never rejects for a hub's weather; rejects with StoreError when the list cannot be kept. */
export async function pingHubs(context: Context, feeds: readonly PublishedFeed[]): Promise<void> {
  if (context.settings.publish.websub.length === 0) return
  const pending = await readPending(context)
  const pings = new Map(
    [...pending, ...newPings(context, feeds)].map((ping) => [`${ping.hub} ${ping.topic}`, ping]),
  )
  const left: Ping[] = []
  for (const { hub, topic, attempts } of pings.values()) {
    const trouble = await context.notifier.notify(hub, topic)
    if (trouble === undefined) continue
    context.log.warn({ hub, topic, trouble }, 'the hub was not told')
    if (attempts + 1 < attemptsMax) left.push({ hub, topic, attempts: attempts + 1 })
  }
  if (left.length + pending.length === 0) return
  const bytes = Buffer.from(JSON.stringify(left.slice(-pendingMax)))
  await context.store.write([{ kind: 'blob', name: blobName, bytes }])
}
