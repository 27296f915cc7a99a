/** One run from top to bottom: poll what is due, decide, trace, publish. The file to read first. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { applyOverrides } from './apply-overrides.ts'
import { completeArticle } from './complete-article.ts'
import type { Context } from './context.ts'
import { decideArticle, type Decision } from './decide-articles.ts'
import type { ArticleDraft } from './model/article.ts'
import type { SourceId, StoryId } from './model/brand.ts'
import type { OriginLevel } from './model/evidence.ts'
import { copyKinds, type VerdictKind } from './model/verdict.ts'
import { pollSources, stateAfter, type Poll } from './poll-sources.ts'
import { pingHubs } from './ping-hubs.ts'
import { publishFeeds, type PublishedFeed } from './publish-feeds.ts'
import { traceStory } from './trace-stories.ts'

export type Stage = 'poll' | 'decide' | 'trace' | 'publish'

export interface RunOptions {
  /** Polls every source, due or not. */
  readonly everySource: boolean
  readonly signal: AbortSignal
  readonly onProgress: (stage: Stage, done: number, total: number) => void
}

/** What a run did, for the summary, the log and the metrics. */
export interface RunReport {
  readonly startedMs: number
  readonly finishedMs: number
  readonly sourcesPolled: number
  readonly sourcesFailed: readonly { readonly id: SourceId; readonly error: string }[]
  /** Entries the polled feeds carried, known ones too. */
  readonly articlesSeen: number
  readonly articlesNew: number
  readonly articlesUpdated: number
  readonly storiesNew: number
  readonly verdicts: Readonly<Record<VerdictKind, number>>
  readonly origins: Readonly<Record<OriginLevel, number>>
  readonly feeds: readonly PublishedFeed[]
  /** True when the run was asked to stop before it had decided everything; the rest is polled again. */
  readonly interrupted: boolean
}

interface Decided {
  readonly decisions: readonly Decision[]
  readonly newBySource: ReadonlyMap<SourceId, number>
  readonly interrupted: boolean
}

const inTimeOrder = (a: ArticleDraft, b: ArticleDraft): number =>
  (a.publishedMs ?? a.firstSeenMs) - (b.publishedMs ?? b.firstSeenMs) || a.guid.localeCompare(b.guid)

async function decideAll(context: Context, polls: readonly Poll[], options: RunOptions): Promise<Decided> {
  const drafts = polls.flatMap((poll) => poll.drafts.map((draft) => ({ draft, source: poll.source })))
  drafts.sort((a, b) => inTimeOrder(a.draft, b.draft))
  const decisions: Decision[] = []
  const newBySource = new Map<SourceId, number>()
  for (const [done, { draft, source }] of drafts.entries()) {
    if (options.signal.aborted) return { decisions, newBySource, interrupted: true }
    // SQLite answers at once, so that nothing else would get a turn before the last article.
    await nextTurn()
    const decision = await decideArticle(context, draft, (known) => completeArticle(context, known, source))
    options.onProgress('decide', done + 1, drafts.length)
    if (decision === undefined) continue
    decisions.push(decision)
    if (!decision.isUpdate) newBySource.set(source.id, (newBySource.get(source.id) ?? 0) + 1)
  }
  return { decisions, newBySource, interrupted: false }
}

/** Texts let go in one run at most: ten times what a thousand sources bring between two ticks. */
const forgottenMax = 2_000

/** How long the original of a copy is looked for again, and how often at most. */
const retraceForMs = 48 * 3600 * 1000
const retraceEveryMs = 3600 * 1000
const retracedMax = 100
/** What a run left that was killed between deciding and tracing; a thousand new sources bring as many. */
const untracedMax = 10_000

/** Stories nobody traced, and those known from copies only: an original that goes online later takes over in place. */
async function storiesToRetrace({ settings, store, now }: Context): Promise<readonly StoryId[]> {
  const sourceIds = settings.sources.map(({ id }) => id)
  const unproven = await store.unprovenStories({
    createdSinceMs: now() - retraceForMs,
    tracedBeforeMs: now() - retraceEveryMs,
    sourceIds,
    limit: retracedMax,
  })
  return [...(await store.untracedStories(sourceIds, untracedMax)), ...unproven]
}

async function traceAll(
  context: Context,
  ids: ReadonlySet<StoryId>,
  options: RunOptions,
): Promise<Record<OriginLevel, number>> {
  const origins: Record<OriginLevel, number> = { E0: 0, E1: 0, E2: 0, E3: 0, E4: 0, EX: 0 }
  let done = 0
  for (const id of ids) {
    if (options.signal.aborted) break
    await nextTurn()
    const origin = await traceStory(context, id)
    if (origin !== undefined) origins[origin.level] += 1
    options.onProgress('trace', (done += 1), ids.size)
  }
  return origins
}

/** A source's validators are kept only after its articles are: a crash in between polls it again in full. */
async function settlePolls(
  context: Context,
  polls: readonly Poll[],
  decided: Decided,
): Promise<RunReport['sourcesFailed']> {
  const failed: { id: SourceId; error: string }[] = []
  const states = polls.map((poll) => stateAfter(context, poll, decided.newBySource.get(poll.source.id) ?? 0))
  for (const { id, lastError } of states) {
    if (lastError === undefined) continue
    failed.push({ id, error: lastError })
    context.log.warn({ source: id, error: lastError }, 'source failed')
  }
  if (!decided.interrupted) await context.store.write(states.map((state) => ({ kind: 'source', state })))
  return failed
}

/** What came of all batches of a run, counted: of 75,000 articles the decisions would take 15 MB. */
interface Worked
  extends
    Pick<RunReport, 'sourcesPolled' | 'articlesSeen' | 'articlesNew' | 'articlesUpdated' | 'storiesNew'>,
    Pick<RunReport, 'verdicts' | 'interrupted'> {
  readonly sourcesFailed: RunReport['sourcesFailed']
  readonly origins: RunReport['origins']
  /** What was published before the run was over. */
  readonly feeds: readonly PublishedFeed[]
  /** Stories that wait to be traced. */
  readonly touched: ReadonlySet<StoryId>
}

const noOrigins: RunReport['origins'] = { E0: 0, E1: 0, E2: 0, E3: 0, E4: 0, EX: 0 }

const addOrigins = (a: RunReport['origins'], b: RunReport['origins']): RunReport['origins'] => ({
  E0: a.E0 + b.E0,
  E1: a.E1 + b.E1,
  E2: a.E2 + b.E2,
  E3: a.E3 + b.E3,
  E4: a.E4 + b.E4,
  EX: a.EX + b.EX,
})

/** A feed that changed before the run was over has changed in this run. */
function withEarlier(
  earlier: readonly PublishedFeed[],
  feeds: readonly PublishedFeed[],
): readonly PublishedFeed[] {
  const changed = new Set(earlier.filter((feed) => feed.changed).map(({ id }) => id))
  return feeds.map((feed) => ({ ...feed, changed: feed.changed || changed.has(feed.id) }))
}

/** Batch by batch, so that neither a thousand new sources fill the memory nor a hanging one holds up what the others said. */
async function pollAndDecide(context: Context, options: RunOptions): Promise<Worked> {
  const verdicts = { new: 0, related: 0, sameAddress: 0, sameText: 0, nearDuplicate: 0, spun: 0 }
  const sourcesFailed: RunReport['sourcesFailed'][number][] = []
  let [sourcesPolled, articlesSeen, articlesNew, articlesUpdated, storiesNew] = [0, 0, 0, 0, 0]
  let interrupted = false
  let origins = noOrigins
  let feeds: readonly PublishedFeed[] = []
  // Many sources print the same story: it is traced once, when all of them were heard.
  const touched = new Set<StoryId>()
  const onDone = (done: number, total: number): void => options.onProgress('poll', done, total)
  const { everySource, signal } = options
  for await (const { polls, isPause } of pollSources(context, { everySource, signal, onDone })) {
    const decided = await decideAll(context, polls, options)
    for (const failure of await settlePolls(context, polls, decided)) sourcesFailed.push(failure)
    sourcesPolled += polls.length
    articlesSeen += polls.reduce((sum, { drafts }) => sum + drafts.length, 0)
    for (const { storyId, kind, isUpdate, opened } of decided.decisions) {
      touched.add(storyId)
      if (opened) storiesNew += 1
      if (isUpdate) articlesUpdated += 1
      else {
        articlesNew += 1
        verdicts[kind] += 1
      }
    }
    interrupted = decided.interrupted
    if (interrupted) break
    if (!isPause || touched.size === 0) continue
    origins = addOrigins(origins, await traceAll(context, touched, options))
    touched.clear()
    feeds = withEarlier(feeds, await publishFeeds(context))
  }
  const counts = { sourcesPolled, articlesSeen, articlesNew, articlesUpdated, storiesNew }
  return { ...counts, verdicts, touched, interrupted, sourcesFailed, origins, feeds }
}

async function runStages(context: Context, options: RunOptions): Promise<RunReport> {
  const { store, settings, now } = context
  const startedMs = now()
  context.pages.reset(settings.limits.pagesPerRunMax)
  for (const resolver of context.resolvers) resolver.reset()
  const { publicDir: dir, parser } = context
  await context.publishedIds.recover({
    dir,
    feedIds: settings.feeds.map(({ id }) => id),
    parser,
    limits: settings.limits,
  })
  const overridden = await applyOverrides(context)
  const decided = await pollAndDecide(context, options)
  const { sourcesPolled, sourcesFailed, articlesSeen, articlesNew, articlesUpdated, storiesNew } = decided
  const touched = new Set([...overridden, ...decided.touched, ...(await storiesToRetrace(context))])
  const origins = addOrigins(decided.origins, await traceAll(context, touched, options))
  const feeds = withEarlier(decided.feeds, await publishFeeds(context))
  await pingHubs(context, feeds)
  options.onProgress('publish', feeds.length, feeds.length)
  const { verdicts, interrupted } = decided
  const folded = Object.fromEntries(copyKinds.map((kind) => [kind, verdicts[kind]]))
  const finishedMs = now()
  const counts = { startedMs, finishedMs, sourcesPolled, articlesNew, storiesNew }
  const feedsChanged = feeds.filter(({ changed }) => changed).length
  await store.write([
    ...(articlesNew + articlesUpdated > 0 ? (await context.index()).learnt() : []),
    { kind: 'run', run: { ...counts, sourcesFailed: sourcesFailed.length, folded, feedsChanged } },
  ])
  await store.forgetTexts(finishedMs - settings.retainMs, forgottenMax)
  return { ...counts, sourcesFailed, articlesSeen, articlesUpdated, verdicts, origins, feeds, interrupted }
}

/** Runs once. Rejects with StoreError when the state cannot be written; nothing is then half-written. */
export async function runOnce(context: Context, options: RunOptions): Promise<RunReport> {
  try {
    await context.refreshIndex()
    const report = await context.store.together(() => runStages(context, options))
    await context.noteRun()
    return report
  } catch (error) {
    context.forgetIndex()
    throw error
  }
}
