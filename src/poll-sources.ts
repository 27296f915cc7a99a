/** Polls the sources that are due: fetch, parse, normalize. One source's weather is that source's result and no one else's. */
import { createHash } from 'node:crypto'
import type { Context } from './context.ts'
import type { ArticleDraft } from './model/article.ts'
import type { ParseOutcome } from './model/entry.ts'
import { findFeed, offersOf } from './find-feed.ts'
import { explainError } from './model/errors.ts'
import type { FetchOutcome, FetchRequest } from './model/fetch-outcome.ts'
import type { SourceSettings } from './model/settings.ts'
import { gatherPolls, type Batch } from './gather-polls.ts'
import { freshSourceState, type SourceState } from './model/source-state.ts'
import { separateGuids } from './separate-guids.ts'
import { applyPoll, isDue, isWelcome, isWhole, requestFor, sentTo } from './schedule/apply-poll.ts'

/** What came of one poll, before anything is written. */
export interface Poll {
  readonly source: SourceSettings
  readonly before: SourceState
  readonly outcome: FetchOutcome
  readonly parse: ParseOutcome | undefined
  readonly bodyHash: string | undefined
  /** In the feed's order. */
  readonly drafts: readonly ArticleDraft[]
}

/** The state a poll leaves behind, to be written once its articles are. */
export function stateAfter(context: Context, poll: Poll, articlesNew: number): SourceState {
  const { source, outcome, parse } = poll
  const { before: state, bodyHash } = poll
  const nowMs = context.now()
  const after = applyPoll({ state, source, outcome, parse, articlesNew, nowMs, random: context.random })
  const isTaken = bodyHash !== undefined && parse?.kind === 'parsed' && isWhole(parse)
  return isTaken ? { ...after, bodyHash } : after
}

interface PollTask {
  readonly source: SourceSettings
  readonly before: SourceState
  readonly signal: AbortSignal
  /** One moment for the whole run: what has no date of its own is then ordered the same every time. */
  readonly nowMs: number
}

/** A body is parsed and let go: the polls of a run live until its last article is decided. */
const withoutBody = (outcome: FetchOutcome): FetchOutcome =>
  outcome.kind === 'fetched' ? { ...outcome, body: new Uint8Array() } : outcome

async function pollSource(context: Context, task: PollTask): Promise<Poll> {
  const { source, before, signal } = task
  const outcome = await context.fetcher.fetch({ ...requestFor(before, source), signal })
  const poll = await readAnswer(context, task, outcome)
  if (poll.parse?.kind !== 'notAFeed') return poll
  const requestOf = (url: string): FetchRequest => ({
    ...requestFor(sentTo(before, source, url) ?? before, source),
    signal,
  })
  const mayLead = sentTo(before, source, source.url) !== undefined
  const offers = mayLead ? offersOf({ outcome, parse: poll.parse }, source.url) : []
  const found = await findFeed(context, offers, requestOf)
  const after = found === undefined ? undefined : sentTo(before, source, found.url)
  if (found === undefined || after === undefined) return poll
  return readAnswer(context, { ...task, before: after }, found.outcome)
}

async function readAnswer(context: Context, task: PollTask, outcome: FetchOutcome): Promise<Poll> {
  const { source, before, nowMs } = task
  const light = withoutBody(outcome)
  const idle: Poll = { source, before, outcome: light, parse: undefined, bodyHash: undefined, drafts: [] }
  if (outcome.kind !== 'fetched') return idle
  const bodyHash = createHash('sha256').update(outcome.body).digest('hex')
  if (bodyHash === before.bodyHash) return { ...idle, bodyHash }
  const { url, contentType, body } = outcome
  const hints = { url, contentType, limits: context.settings.limits }
  const { id, publisher } = source
  const read = await context.parser.parseToDrafts(body, hints, { source: { id, publisher }, nowMs })
  const { parse } = read
  if (parse.kind === 'parsed' && parse.feed.isCut === true && read.drafts.length === 0) {
    const [reason = 'the document is cut off'] = parse.feed.problems
    return { ...idle, parse: { kind: 'broken', reason }, bodyHash }
  }
  return { ...idle, parse, bodyHash, drafts: separateGuids(read.drafts) }
}

/** A bug in one source's path is logged and becomes that source's failure: the others go on. */
async function pollGuarded(context: Context, task: PollTask): Promise<Poll> {
  try {
    return await pollSource(context, task)
  } catch (error) {
    const message = explainError(error)
    const { source, before } = task
    context.log.error({ source: source.id, error: message }, 'the poll broke')
    const outcome = {
      kind: 'failed',
      reason: 'protocol',
      message,
      status: undefined,
      retryAfterSeconds: undefined,
    } as const
    return { source, before, outcome, parse: undefined, bodyHash: undefined, drafts: [] }
  }
}

export interface PollOptions {
  /** Polls every source, due or not; one that said 410 only after a day. */
  readonly everySource: boolean
  readonly signal: AbortSignal
  readonly onDone: (done: number, total: number) => void
}

/**
 * Polls what is due, and what becomes due while a source lets us wait. The fetcher bounds how many requests are under way.
 * A batch is in the configuration's order; polls that were stopped are left out.
 */
export async function* pollSources(
  context: Context,
  { everySource, signal, onDone }: PollOptions,
): AsyncGenerator<Batch, void, undefined> {
  const { settings, store, now } = context
  const states = new Map((await store.sourceStates()).map((state) => [state.id, state]))
  const sources = settings.sources.map((source) => ({
    source,
    state: states.get(source.id) ?? freshSourceState(source.id, source.url),
  }))
  const places = new Map(settings.sources.map(({ id }, index) => [id, index]))
  const placeOf = ({ source }: Poll): number => places.get(source.id) ?? 0
  const nowMs = now()
  const batches = gatherPolls({
    due: () => sources.filter(({ source, state }) => (everySource ? isWelcome : isDue)(state, source, now())),
    poll: ({ source, state: before }, stop) => pollGuarded(context, { source, before, signal: stop, nowMs }),
    onDone,
    signal,
  })
  for await (const { polls, isPause } of batches) {
    const answered = polls.filter(({ outcome }) => outcome.kind !== 'failed' || outcome.reason !== 'aborted')
    yield { polls: answered.toSorted((a, b) => placeOf(a) - placeOf(b)), isPause }
  }
}
