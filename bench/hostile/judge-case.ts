/** Holds what a case left behind against what was expected of it. Decides from values alone. */
import { findActiveContent } from './active-content.ts'
import type { Case, LoggedRequest } from './manifest.ts'
import { findMalformed, itemsOf } from './read-output.ts'
import type { Output, Step } from './run-cases.ts'

export interface Evidence {
  readonly steps: readonly Step[]
  /** Requests for this case, in order of arrival. */
  readonly requests: readonly LoggedRequest[]
  /** Connections to the address nobody may reach, while this case ran. */
  readonly canaryHits: number
}

const textOf = ({ rss, atom, json }: Output): string => `${rss}\n${atom}\n${json}`
const occurrences = (text: string, part: string): number => text.split(part).length - 1

/** What was not as expected, in words; empty when all was. */
export async function judgeCase(candidate: Case, evidence: Evidence): Promise<readonly string[]> {
  const { steps } = evidence
  const crashed = steps.find(({ code }) => code === undefined || (code !== 0 && code !== 2))
  if (crashed !== undefined)
    return [`the process ended with ${crashed.code}: ${crashed.stderr.slice(0, 200)}`]
  return [
    ...judgeOutcome(candidate, evidence),
    ...judgeRequests(candidate, evidence),
    ...judgeSecondPoll(candidate, evidence),
    ...judgeThirdPoll(candidate, evidence),
    ...judgeCost(candidate, evidence),
    ...(await judgeOutput(candidate, evidence)),
    ...judgeStability(candidate, evidence),
  ]
}

const when = (isWrong: boolean | undefined, words: string): readonly string[] =>
  isWrong === true ? [words] : []

function judgeOutcome({ expect }: Case, { steps }: Evidence): readonly string[] {
  const last = steps.at(-1)
  const items = itemsOf(last?.output)
  const error = steps
    .map(({ state, code, stderr }) => (code === 2 ? stderr : state?.lastError))
    .findLast((e) => e)
  const has = items.length > 0
  const atFirst = steps[0]?.code === 2 ? steps[0].stderr : steps[0]?.state?.lastError
  return [
    ...when(expect.outcome === 'items' && !has, `no items${error === undefined ? '' : `: ${error}`}`),
    ...when(expect.outcome === 'error' && atFirst === undefined, 'no error reported'),
    ...when(expect.outcome === 'error' && has, `${items.length} items although an error was expected`),
    ...when(expect.outcome === 'items-or-error' && !has && error === undefined, 'neither items nor an error'),
    ...when(expect.outcome === 'no-items' && has, 'items of an empty feed'),
    ...when(expect.reportsError === true && last?.state?.lastError === undefined, 'the error is not shown'),
    ...when(
      expect.reportsError === false && last?.state?.lastError !== undefined,
      `shown as an error: ${error}`,
    ),
    ...when(expect.outputAbsent === true && has, 'items although none were expected'),
  ]
}

function judgeRequests({ expect }: Case, { steps, requests, canaryHits }: Evidence): readonly string[] {
  const perPoll = steps.map((_, index) => requests.filter(({ epoch }) => epoch === index + 1).length)
  const most = Math.max(0, ...perPoll)
  const {
    maxRequestsPerPoll,
    maxRequestsTotal,
    maxRequestsAt,
    forbidHeader = [],
    forbidHeaderAt,
    minGapSec,
  } = expect
  const at = requests.filter(({ url }) => url.startsWith(maxRequestsAt?.path ?? '?')).length
  const leaked = forbidHeader.filter((name) => requests.some(({ headers }) => headers[name] !== undefined))
  const leakedAt = (forbidHeaderAt?.headers ?? []).filter((name) =>
    requests.some(
      ({ url, headers }) => url.startsWith(forbidHeaderAt?.path ?? '?') && headers[name] !== undefined,
    ),
  )
  const gaps = requests.slice(1).map(({ t }, index) => t - (requests[index]?.t ?? 0))
  const agents = new Set(requests.map(({ headers }) => headers['user-agent']))
  return [
    ...when(maxRequestsPerPoll !== undefined && most > maxRequestsPerPoll, `${most} requests in one poll`),
    ...when(
      maxRequestsTotal !== undefined && requests.length > maxRequestsTotal,
      `${requests.length} requests in all`,
    ),
    ...when(maxRequestsAt !== undefined && at > maxRequestsAt.n, `${at} requests for ${maxRequestsAt?.path}`),
    ...when(leaked.length + leakedAt.length > 0, `sent ${[...leaked, ...leakedAt].join(', ')}`),
    ...when(
      minGapSec !== undefined && gaps.some((ms) => ms < minGapSec * 1000),
      'requests too close together',
    ),
    ...when(expect.sameUserAgent === true && agents.size > 1, 'changed its User-Agent'),
    ...when(
      canaryHits > 0 && expect.mustNotHit !== undefined,
      `reached the forbidden address ${canaryHits} times`,
    ),
  ]
}

function judgeSecondPoll({ expect }: Case, { requests }: Evidence): readonly string[] {
  const second = requests.find(({ epoch, rest = '' }) => epoch === 2 && rest === '')
  const inm = second?.headers['if-none-match']
  const ims = second?.headers['if-modified-since']
  const given = requests[0]?.note?.given ?? {}
  const target = requests.findLast(({ epoch }) => epoch === 2)
  const isExact =
    inm === given.etag && (ims === given.lastModified || (ims === undefined && inm !== undefined))
  const isNone = inm === undefined && ims === undefined
  const bySecond: Readonly<Record<string, boolean>> = {
    'conditional-exact': isExact,
    'conditional-exact-or-none': isExact || isNone,
    'conditional-exact-both': inm === given.etag && ims === given.lastModified,
    unconditional: isNone,
    'not-requested': second === undefined,
  }
  const { second: wanted, secondStatus, secondStatusAtTarget } = expect
  return [
    ...when(wanted !== undefined && bySecond[wanted] !== true, `second poll not ${wanted}: ${inm}, ${ims}`),
    ...when(
      secondStatus !== undefined && second?.status !== secondStatus,
      `second poll got ${second?.status}`,
    ),
    ...when(
      secondStatusAtTarget !== undefined && target?.status !== secondStatusAtTarget,
      `second poll got ${target?.status} at the target`,
    ),
  ]
}

function judgeThirdPoll({ expect }: Case, { requests, steps }: Evidence): readonly string[] {
  const third = requests.find(({ epoch }) => epoch === 3)
  const { thirdHeader = {}, thirdNotHeader = {}, third: wanted, thirdUrl } = expect
  const inm = third?.headers['if-none-match']
  const isOriginal = (third?.rest ?? '') === '' && steps.at(-1)?.state?.movedTo === undefined
  return [
    ...Object.entries(thirdHeader).flatMap(([name, value]) =>
      when(third?.headers[name] !== value, `third poll sent ${name}: ${third?.headers[name]}`),
    ),
    ...Object.entries(thirdNotHeader).flatMap(([name, value]) =>
      when(third?.headers[name] === value, `third poll sent ${name}: ${value}`),
    ),
    ...when(wanted === 'unconditional' && inm !== undefined, `third poll is conditional: ${inm}`),
    ...when(thirdUrl === 'original' && !isOriginal, `third poll went to ${third?.url}`),
  ]
}

function judgeCost({ expect }: Case, { steps, requests }: Evidence): readonly string[] {
  const slowest = Math.max(...steps.map(({ wallMs }) => wallMs)) / 1000
  const peak = Math.max(...steps.map(({ peakMb }) => peakMb))
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0)
  const state = steps[0]?.state
  const waitSec = state?.lastPollMs === undefined ? Infinity : (state.nextPollMs - state.lastPollMs) / 1000
  const { withinSec, maxRssMiB, maxBytes, notBeforeSec } = expect
  const dayLong = 7 * 86_400
  return [
    ...when(withinSec !== undefined && slowest > withinSec, `took ${slowest.toFixed(0)} s`),
    ...when(maxRssMiB !== undefined && peak > maxRssMiB, `${peak.toFixed(0)} MB of memory`),
    ...when(maxBytes !== undefined && bytes > maxBytes, `${bytes} bytes were sent to it`),
    ...when(notBeforeSec !== undefined && waitSec < notBeforeSec, `asks again after ${waitSec.toFixed(0)} s`),
    ...when(notBeforeSec !== undefined && waitSec > dayLong, `asks again after ${waitSec.toFixed(0)} s`),
  ]
}

async function judgeOutput({ expect }: Case, { steps }: Evidence): Promise<readonly string[]> {
  const output = steps.at(-1)?.output
  if (output === undefined) return []
  const text = textOf(output)
  const items = itemsOf(output)
  const {
    markers = [],
    markersOnce = [],
    outputContains = [],
    forbidOutput = [],
    forbidOutputItems = [],
  } = expect
  const missing = [...markers, ...markersOnce].filter((marker) => !output.json.includes(`[${marker}]`))
  const repeated = markersOnce.filter(
    (m) => items.filter(({ title = '' }) => title.includes(`[${m}]`)).length > 1,
  )
  const active = items.flatMap(({ content_html: html = '' }) => findActiveContent(html))
  const active2 = items.flatMap(({ url = '', external_url: e = '' }) =>
    /^\s*(?:javascript|vbscript|data|file):/i.test(url + e) ? [url] : [],
  )
  const malformed = expect.outputWellFormed === true ? await findMalformed(output) : undefined
  const dates = items.flatMap(({ date_published: date }) => (date === undefined ? [] : [Date.parse(date)]))
  const soon = Date.now() + 3_600_000
  const { minItems, outputMaxItems, outputMaxBytesDelta } = expect
  return [
    ...when(missing.length > 0, `lost ${missing.length}: ${missing.slice(0, 3).join(', ')}`),
    ...when(repeated.length > 0, `more than once: ${repeated.join(', ')}`),
    ...outputContains.flatMap((part) => when(!decoded(text).includes(part), `"${part}" is missing`)),
    ...forbidOutput.flatMap((part) => when(text.includes(part), `"${part}" was published`)),
    ...forbidOutputItems.flatMap((p) =>
      when(
        items.some(({ title }) => title === p),
        `"${p}" became an item`,
      ),
    ),
    ...when(
      expect.noActiveContent === true && active.length + active2.length > 0,
      `active: ${[...active, ...active2].join(' ')}`,
    ),
    ...when(malformed !== undefined, `not well-formed: ${malformed}`),
    ...when(minItems !== undefined && items.length < minItems, `only ${items.length} items`),
    ...when(outputMaxItems !== undefined && items.length > outputMaxItems, `${items.length} items`),
    ...when(
      outputMaxBytesDelta !== undefined && output.rss.length > outputMaxBytesDelta,
      `${output.rss.length} bytes were published`,
    ),
    ...when(expect.outputDatesValid === true && dates.some(Number.isNaN), 'a date nobody can read'),
    ...when(expect.outputNoFuture === true && dates.some((ms) => ms > soon), 'a date in the future'),
  ]
}

/** Entities of XML and JSON, so that text can be looked for in either. */
const decoded = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('\\"', '"')

function judgeStability({ expect }: Case, { steps }: Evidence): readonly string[] {
  const [first, ...later] = steps.map(({ output }) => output)
  const isMoving = later.some((output) => output?.json !== first?.json)
  const datesOf = (output: Output | undefined): ReadonlyMap<string, string | undefined> =>
    new Map(itemsOf(output).map(({ id, date_published: date }) => [id, date]))
  const known = datesOf(first)
  const shifted = later.some((output) =>
    [...datesOf(output)].some(([id, date]) => known.has(id) && known.get(id) !== date),
  )
  const doubled = later.some(
    (output) => new Set(itemsOf(output).map(({ id }) => id)).size !== itemsOf(output).length,
  )
  return [
    ...when(expect.outputStable === true && isMoving, 'the published bytes changed'),
    ...when(expect.outputDateStable === true && shifted, 'a published date changed'),
    ...when(doubled, 'an id twice'),
  ]
}

/** How often a story stands in all the feeds together: for stories two sources share. */
export function countAcross(outputs: readonly Output[], marker: string): number {
  return outputs.reduce((sum, { json }) => sum + occurrences(json, `[${marker}]`), 0)
}
