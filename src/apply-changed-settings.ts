/** Settings that changed since the last run and bear on stories there are: `overrides.origins`, and `dedupe` of a source. */
import { getDomain } from 'tldts'
import type { Context } from './context.ts'
import { foldAgain, idAfterLeaving, untracedOrigin } from './decide-articles.ts'
import type { Article } from './model/article.ts'
import type { SourceId, StoryId } from './model/brand.ts'
import { StoreError } from './model/errors.ts'
import type { SourceSettings } from './model/settings.ts'
import type { Change, StoredFingerprint } from './model/store.ts'
import type { StoryView } from './model/story.ts'

/** As far back as copies are looked for. */
const reachMs = 30 * 24 * 3600 * 1000

const blobName = 'settings-in-force'

/** What was in force at the last run, by key. */
interface InForce {
  readonly origins: Readonly<Record<string, string>>
  readonly dedupe: Readonly<Record<string, string>>
}

const isWords = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((word) => typeof word === 'string')

async function readInForce(context: Context): Promise<InForce> {
  const bytes = await context.store.blob(blobName)
  if (bytes === undefined) return { origins: {}, dedupe: {} }
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value === 'object' && value !== null && 'origins' in value && 'dedupe' in value) {
      const { origins, dedupe } = value
      if (isWords(origins) && isWords(dedupe)) return { origins, dedupe }
    }
  } catch (cause) {
    throw new StoreError(`the state is damaged: blob "${blobName}"`, { cause })
  }
  throw new StoreError(`the state is damaged: blob "${blobName}"`)
}

function inForceNow({ settings }: Context): InForce {
  const modes = settings.sources.filter(({ dedupe }) => dedupe !== 'cross')
  return {
    origins: { ...settings.overrides.origins },
    dedupe: Object.fromEntries(modes.map(({ id, dedupe }) => [id, dedupe])),
  }
}

function changedKeys(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  )
}

/** Articles of the last weeks, without their texts. */
async function recentArticles(
  context: Context,
  wanted: (stored: StoredFingerprint) => boolean,
): Promise<readonly StoredFingerprint[]> {
  const found: StoredFingerprint[] = []
  for await (const stored of context.store.fingerprintsSince(context.now() - reachMs))
    if (wanted(stored)) found.push(stored)
  return found
}

/** Stories with an article of one of the sites are traced anew in this run, or the next one when this is killed. */
async function retraceSites(context: Context, sites: readonly string[]): Promise<readonly StoryId[]> {
  const domains = new Set(sites.map((site) => getDomain(site) ?? site))
  const articles = await recentArticles(context, ({ site }) => domains.has(site))
  const ids = [...new Set(articles.map(({ storyId }) => storyId))]
  const changes: Change[] = []
  for (const id of ids) {
    const view = await context.store.story(id)
    if (view === undefined) continue
    const { story } = view
    const origin = { ...story.origin, tracedMs: 0 }
    changes.push({ kind: 'story', story: { ...story, origin, touchedMs: context.now() } })
  }
  await context.store.write(changes)
  return ids
}

/** A story of its own for the articles that leave; those that stay are traced anew. */
async function leaveStory(
  context: Context,
  view: StoryView,
  leaving: readonly Article[],
): Promise<StoryId | undefined> {
  const [first] = leaving
  const staying = view.members.filter(({ article }) => !leaving.some(({ id }) => id === article.id))
  const [stays] = staying
  if (first === undefined || stays === undefined) return undefined
  const nowMs = context.now()
  const { id, changes: freed } = await idAfterLeaving(context, view.story.id, [first, ...leaving.slice(1)])
  const createdMs = first.firstSeenMs
  const opened = { id, createdMs, touchedMs: nowMs, origin: untracedOrigin(first), speakerId: first.id }
  const { article } = staying.find((member) => member.article.id === view.story.speakerId) ?? stays
  const kept = { ...view.story, touchedMs: nowMs, origin: untracedOrigin(article), speakerId: article.id }
  await context.store.write([
    ...freed,
    { kind: 'story', story: opened },
    ...leaving.map((each): Change => ({ kind: 'articleMoved', articleId: each.id, storyId: id })),
    { kind: 'story', story: kept },
  ])
  const index = await context.index()
  for (const each of leaving) index.move(each.id, id, createdMs)
  return id
}

/** `off`: each article alone; `self`: those of the source together, without the others. */
async function separate(
  context: Context,
  source: SourceSettings,
  storyId: StoryId,
): Promise<readonly StoryId[]> {
  const view = await context.store.story(storyId)
  if (view === undefined) return []
  const own = view.members.map(({ article }) => article).filter(({ sourceId }) => sourceId === source.id)
  const touched: StoryId[] = []
  for (const leaving of source.dedupe === 'self' ? [own] : own.map((article) => [article])) {
    const now = await context.store.story(storyId)
    const left = now === undefined ? undefined : await leaveStory(context, now, leaving)
    if (left !== undefined) touched.push(storyId, left)
  }
  return touched
}

/** Separates first, then folds what may be folded under the mode of now. */
async function applyDedupe(context: Context, ids: readonly string[]): Promise<readonly StoryId[]> {
  const touched: StoryId[] = []
  for (const source of context.settings.sources.filter(({ id }) => ids.includes(id))) {
    const ofSource = ({ sourceId }: { readonly sourceId: SourceId }): boolean => sourceId === source.id
    const articles = await recentArticles(context, ofSource)
    if (source.dedupe !== 'cross')
      for (const id of new Set(articles.map(({ storyId }) => storyId)))
        touched.push(...(await separate(context, source, id)))
    if (source.dedupe === 'off') continue
    for (const { articleId } of articles) {
      const known = await context.store.article(articleId)
      const joined = known === undefined ? undefined : await foldAgain(context, known)
      if (joined !== undefined) touched.push(joined)
    }
  }
  return touched
}

/** Brings the stories of the last weeks in line with settings that changed; returns those to be traced. */
export async function applyChangedSettings(context: Context): Promise<readonly StoryId[]> {
  const before = await readInForce(context)
  const after = inForceNow(context)
  const sites = changedKeys(before.origins, after.origins)
  const sources = changedKeys(before.dedupe, after.dedupe)
  if (sites.length === 0 && sources.length === 0) return []
  const separated = sources.length === 0 ? [] : await applyDedupe(context, sources)
  const retraced = sites.length === 0 ? [] : await retraceSites(context, sites)
  // Last of all: a run that is killed before does it again.
  const bytes = new TextEncoder().encode(JSON.stringify(after))
  await context.store.write([{ kind: 'blob', name: blobName, bytes }])
  return [...separated, ...retraced]
}
