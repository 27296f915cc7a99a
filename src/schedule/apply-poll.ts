/** What a poll leaves behind: the next state of a source from its outcome, by values alone. */
import type { ParsedFeed, ParseOutcome } from '../model/entry.ts'
import type { FetchOutcome, FetchRequest, Validators } from '../model/fetch-outcome.ts'
import type { SourceSettings } from '../model/settings.ts'
import { freshSourceState, type PollResult, type SourceState } from '../model/source-state.ts'
import { areAllPermanent, followFailure, followMove, isSecureTwin } from './follow-move.ts'
import { backOffMs, intervalMs, outsideSkipped, retryAfterMs } from './next-poll.ts'

/** A day of half-hours, for the sparkline of `status`. */
const recentResultsMax = 48

/** Enough to see what is wrong with a document; a damaged one has many flaws. */
const problemsMax = 5

const dayMs = 24 * 3_600_000

export interface PollInput {
  readonly state: SourceState
  readonly source: SourceSettings
  readonly outcome: FetchOutcome
  /** Undefined when there was no body to read. */
  readonly parse: ParseOutcome | undefined
  readonly articlesNew: number
  readonly nowMs: number
  /** 0..1 */
  readonly random: () => number
}

/** What is known of the address in the YAML now: another address is another source under the same name. */
function stateFor(state: SourceState, source: SourceSettings): SourceState {
  if (state.url === source.url) return state
  return { ...freshSourceState(source.id, source.url), articlesTotal: state.articlesTotal }
}

/** Whether a source is to be polled. One that said 410 is not, until its address changes or the user asks. */
export function isDue(state: SourceState, source: SourceSettings, nowMs: number): boolean {
  const known = stateFor(state, source)
  if (known.gone) return false
  // A poll well in the future was recorded by a wrong clock; its due time is as wrong.
  const clockWasWrong = (known.lastPollMs ?? 0) - nowMs > dayMs
  return clockWasWrong || known.nextPollMs <= nowMs
}

/**
 * Whether a source may be polled because the user asks for everything (`run --now`). One that said 410 is left alone for a
 * day: it said never, and a person who asks at once did not mean it.
 */
export function isWelcome(state: SourceState, source: SourceSettings, nowMs: number): boolean {
  const { gone, lastPollMs = Number.NEGATIVE_INFINITY } = stateFor(state, source)
  return !gone || Math.abs(nowMs - lastPollMs) >= dayMs
}

/**
 * The state of a source that is asked at the feed its page offers. Undefined when the source was a feed before or is asked
 * elsewhere already: a feed that turns into a page is down, and what that page offers need not be the same.
 */
export function sentTo(state: SourceState, source: SourceSettings, url: string): SourceState | undefined {
  const known = stateFor(state, source)
  const mayLead = known.isPage === true || known.lastSuccessMs === undefined
  return mayLead && known.movedTo === undefined ? { ...known, movedTo: url, isPage: true } : undefined
}

/** The conditional request for a source. Its headers go to the origin the user named, or to the same host over https. */
export function requestFor(state: SourceState, source: SourceSettings): FetchRequest {
  const known = stateFor(state, source)
  const url = known.movedTo ?? source.url
  const isHome = URL.parse(url)?.origin === URL.parse(source.url)?.origin || isSecureTwin(source.url, url)
  const headers = isHome ? source.headers : {}
  return { url, kind: 'feed', validators: known.validators, headers }
}

/** The state after a poll. Decides when to ask next, and what to ask with. */
export function applyPoll(input: PollInput): SourceState {
  const { outcome } = input
  switch (outcome.kind) {
    case 'fetched':
      return afterDocument(input, outcome)
    case 'notModified':
      return afterNotModified(input, outcome)
    case 'gone':
      return afterGone(input, outcome)
    case 'rateLimited':
      return afterFailure(input, {
        result: 'rateLimited',
        error: `asks for fewer requests (status ${outcome.status})`,
        retryAfterSeconds: outcome.retryAfterSeconds,
      })
    case 'refused':
      return afterFailure(input, { result: 'refused', error: `not asked: ${outcome.reason}` })
    case 'failed':
      break
  }
  return afterFailedRequest(input, outcome)
}

type Outcome<Kind extends FetchOutcome['kind']> = Extract<FetchOutcome, { readonly kind: Kind }>

function afterDocument(input: PollInput, outcome: Outcome<'fetched'>): SourceState {
  const { parse } = input
  if (parse?.kind === 'notAFeed') return afterWrongDocument(input, parse)
  if (parse?.kind === 'broken')
    return afterFailure(input, { result: 'broken', error: `cannot be read: ${parse.reason}` })
  return afterSuccess(input, outcome, isWhole(parse) ? outcome.validators : knownValidators(input))
}

/** With the validators of half a document its other half would be answered with 304 for ever. */
export function isWhole(parse: ParseOutcome | undefined): boolean {
  return parse?.kind !== 'parsed' || parse.feed.isCut !== true
}

const knownValidators = ({ state, source }: PollInput): Validators => stateFor(state, source).validators

function afterNotModified(input: PollInput, outcome: Outcome<'notModified'>): SourceState {
  const validators = knownValidators(input)
  if (validators.etag === undefined && validators.lastModified === undefined)
    return afterFailure(input, { result: 'failed', error: 'answered 304 although nothing was known' })
  return afterSuccess(input, outcome, renewed(validators, outcome.validators))
}

function afterFailedRequest(input: PollInput, outcome: Outcome<'failed'>): SourceState {
  const { reason, message: error, status, retryAfterSeconds } = outcome
  // Our own end of the run says nothing about the source.
  if (reason === 'aborted') return input.state
  const areRejected = rejectsValidators(status, input.state)
  const failure = { result: 'failed', error, retryAfterSeconds, areRejected } as const
  return afterFailure(input, { ...failure, isAbsent: status === 404 })
}

/** Validators in a 304 replace the stored ones; those it does not repeat stand (RFC 9111 section 3.2). */
function renewed(before: Validators, after: Validators): Validators {
  return { etag: after.etag ?? before.etag, lastModified: after.lastModified ?? before.lastModified }
}

const remember = (state: SourceState, result: PollResult): readonly PollResult[] =>
  [...state.recentResults, result].slice(-recentResultsMax)

const noValidators: Validators = { etag: undefined, lastModified: undefined }

function afterSuccess(
  input: PollInput,
  answer: Outcome<'fetched'> | Outcome<'notModified'>,
  validators: Validators,
): SourceState {
  const { source, parse, articlesNew, nowMs } = input
  const state = stateFor(input.state, source)
  const feed = parse?.kind === 'parsed' ? parse.feed : undefined
  const wishes = feed?.wishes ?? state.wishes
  const freshForSeconds =
    answer.freshForSeconds ?? (answer.kind === 'notModified' ? state.freshForSeconds : undefined)
  const interval = intervalMs({ everyMs: source.everyMs, wishes, freshForSeconds })
  const asked = state.movedTo ?? source.url
  const quiet: PollResult = answer.kind === 'notModified' ? 'notModified' : 'unchanged'
  const result: PollResult = articlesNew > 0 ? 'new' : quiet
  return {
    ...state,
    ...followMove(state, answer.hops, { home: source.url, asked, nowMs }),
    title: feed === undefined || feed.title === '' ? state.title : feed.title,
    validators,
    nextPollMs: outsideSkipped(nowMs + interval, wishes),
    lastPollMs: nowMs,
    lastSuccessMs: nowMs,
    failuresInARow: 0,
    lastError: undefined,
    problems: feed === undefined ? state.problems : problemsOf(feed),
    lastResult: result,
    recentResults: remember(state, result),
    gone: false,
    articlesTotal: state.articlesTotal + articlesNew,
    wishes,
    freshForSeconds,
  }
}

/** A ceiling that was reached is told with the source for as long as the document stays that way. */
const problemsOf = ({ problems }: ParsedFeed): readonly string[] | undefined =>
  problems.length === 0 ? undefined : problems.slice(0, problemsMax)

interface Failure {
  readonly result: PollResult
  /** In words, for `status`. */
  readonly error: string
  readonly retryAfterSeconds?: number | undefined
  /** 404 or 410: the address has ended. */
  readonly isAbsent?: boolean
  /** The server cannot take the validators it gave. */
  readonly areRejected?: boolean
}

/** To a request that was conditional: precondition failed, header fields too large, and, the second time, bad request. */
function rejectsValidators(status: number | undefined, { failuresInARow }: SourceState): boolean {
  return status === 412 || status === 431 || (status === 400 && failuresInARow > 0)
}

/** Validators and articles stay as they were: a broken answer must not make us miss the next good one. */
function afterFailure(input: PollInput, failure: Failure): SourceState {
  const { source, nowMs, random } = input
  const { result, error, retryAfterSeconds, isAbsent = false, areRejected = false } = failure
  const state = stateFor(input.state, source)
  const failuresInARow = state.failuresInARow + 1
  const { wishes } = state
  const interval = intervalMs({ everyMs: source.everyMs, wishes, freshForSeconds: undefined })
  const waitMs =
    retryAfterSeconds === undefined
      ? backOffMs(interval, failuresInARow, random)
      : retryAfterMs(interval, retryAfterSeconds, backOffMs(interval, state.failuresInARow, random))
  const whereabouts = followFailure(state, { isAbsent, failuresInARow })
  const hasReturned = state.movedTo !== undefined && whereabouts.movedTo === undefined
  return {
    ...state,
    ...whereabouts,
    // Validators belong to the address that gave them; a server that chokes on its own would do so for ever.
    validators: hasReturned || areRejected ? noValidators : state.validators,
    nextPollMs: outsideSkipped(Math.round(nowMs + waitMs), wishes),
    lastPollMs: nowMs,
    failuresInARow,
    lastError: error,
    lastResult: result,
    recentResults: remember(state, result),
  }
}

/** 410 stops a source for good, but only where the address itself said so and nowhere else is left to ask. */
function afterGone(input: PollInput, { hops }: Outcome<'gone'>): SourceState {
  const state = stateFor(input.state, input.source)
  const failed = afterFailure(input, { result: 'gone', error: 'gone for good (status 410)', isAbsent: true })
  const hasElsewhere = failed.movedTo !== state.movedTo
  return hasElsewhere || !areAllPermanent(hops) ? failed : { ...failed, gone: true }
}

/** A page instead of a feed. */
function afterWrongDocument(
  input: PollInput,
  { what, alternates }: Extract<ParseOutcome, { readonly kind: 'notAFeed' }>,
): SourceState {
  const offered = alternates[0]
  const hint = offered === undefined ? '' : `; the page offers ${offered}`
  return afterFailure(input, { result: 'notAFeed', error: `not a feed but ${what}${hint}` })
}
