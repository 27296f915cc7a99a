/** What a poll leaves behind. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParseOutcome } from '../../src/model/entry.ts'
import type { FetchOutcome } from '../../src/model/fetch-outcome.ts'
import type { SourceState } from '../../src/model/source-state.ts'
import { isDue, isWelcome, isWhole, requestFor, sentTo } from '../../src/schedule/apply-poll.ts'
import {
  dayMs,
  failed,
  feedUrl,
  fetched,
  freshState,
  hop,
  hourMs,
  knownState,
  minuteMs,
  noWishes,
  notModified,
  parsed,
  poll,
  source,
  startMs,
} from './make-poll.ts'

const waitOf = (state: SourceState): number => state.nextPollMs - startMs

const webPage: ParseOutcome = { kind: 'notAFeed', what: 'an HTML page', alternates: [] }
const cutOff: ParseOutcome = { kind: 'broken', reason: 'ends in the middle of a tag' }
const gone: FetchOutcome = { kind: 'gone', url: feedUrl, hops: [] }

describe('the next poll after an answer', () => {
  test.each([
    ['the interval of the source', {}, {}, hourMs],
    ['a quarter of an hour, however short the interval', { everyMs: minuteMs }, {}, 15 * minuteMs],
    ['the interval of the source when the feed allows less', {}, { everySeconds: 60 }, hourMs],
    ['what the feed asks for', {}, { everySeconds: 7_200 }, 2 * hourMs],
    ['a day, however long the feed asks for', {}, { everySeconds: 30 * 86_400 }, dayMs],
    [
      'the interval of the source, also when longer than a day',
      { everyMs: 3 * dayMs },
      { everySeconds: 60 },
      3 * dayMs,
    ],
    ['the next hour that is not skipped', {}, { skipHours: [9, 10] }, 3 * hourMs],
    ['the next day that is not skipped', { everyMs: 20 * hourMs }, { skipDays: [3, 4] }, 64 * hourMs],
    [
      'the interval of the source when everything is skipped',
      {},
      { skipDays: [0, 1, 2, 3, 4, 5, 6] },
      hourMs,
    ],
  ])('waits for %s', (_, settings, wishes, expected) => {
    expect(waitOf(poll({ source: { ...source, ...settings }, parse: parsed(wishes) }))).toBe(expected)
  })

  test.each([
    ['max-age longer than the interval', 7_200, 2 * hourMs],
    ['max-age shorter than the interval', 60, hourMs],
    ['max-age of a year', 365 * 86_400, dayMs],
  ])('obeys %s', (_, freshForSeconds, expected) => {
    expect(waitOf(poll({ outcome: fetched({ freshForSeconds }) }))).toBe(expected)
    expect(waitOf(poll({ outcome: notModified({ freshForSeconds }) }))).toBe(expected)
  })

  test('a 304 repeats neither ttl nor max-age: both stand', () => {
    const first = poll({
      outcome: fetched({ freshForSeconds: 7_200 }),
      parse: parsed({ everySeconds: 10_800 }),
    })
    expect(waitOf(poll({ state: first, outcome: notModified() }))).toBe(3 * hourMs)
    const aged = poll({ state: { ...first, wishes: noWishes }, outcome: notModified() })
    expect(waitOf(aged)).toBe(2 * hourMs)
  })

  test('a new document without max-age takes the old one back', () => {
    expect(poll({ state: { ...knownState, freshForSeconds: 7_200 } }).freshForSeconds).toBeUndefined()
  })
})

describe('the next poll after a failure', () => {
  test.each([
    [1, 2 * hourMs],
    [2, 4 * hourMs],
    [4, 16 * hourMs],
    [5, dayMs],
    [60, dayMs],
  ])('number %i in a row waits twice as long as before, to a day', (count, expected) => {
    expect(waitOf(poll({ state: { ...knownState, failuresInARow: count - 1 }, outcome: failed() }))).toBe(
      expected,
    )
  })

  test('comes up to a quarter sooner by luck, and never before the interval', () => {
    expect(waitOf(poll({ outcome: failed(), random: () => 1 }))).toBe(1.5 * hourMs)
    const slow = { ...source, everyMs: 3 * dayMs }
    expect(waitOf(poll({ source: slow, outcome: failed(), random: () => 1 }))).toBe(3 * dayMs)
  })

  test.each([
    ['Retry-After', 3 * 3_600, 3 * hourMs],
    ['Retry-After of a month, to a day', 30 * 86_400, dayMs],
    ['our own interval when Retry-After is shorter', 1, hourMs],
    ['back-off without Retry-After', undefined, 2 * hourMs],
  ])('obeys %s', (_, retryAfterSeconds, expected) => {
    const limited: FetchOutcome = { kind: 'rateLimited', status: 429, retryAfterSeconds }
    expect(waitOf(poll({ outcome: limited }))).toBe(expected)
    expect(waitOf(poll({ outcome: failed({ reason: 'status', status: 500, retryAfterSeconds }) }))).toBe(
      expected,
    )
  })

  test('lies within a quarter of an hour and a day of skipping, whatever happens', () => {
    const seconds = fc.option(fc.integer({ min: -5, max: 1e9 }), { nil: undefined })
    const luck = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.nat(200),
        luck,
        (retryAfterSeconds, everySeconds, failuresInARow, random) => {
          const state = { ...knownState, failuresInARow, wishes: { ...noWishes, everySeconds } }
          const after = poll({ state, outcome: failed({ retryAfterSeconds }), random: () => random })
          expect(waitOf(after)).toBeGreaterThanOrEqual(15 * minuteMs)
          expect(waitOf(after)).toBeLessThanOrEqual(dayMs)
          expect(after.failuresInARow).toBe(failuresInARow + 1)
        },
      ),
    )
  })
})

describe('validators', () => {
  test('of a document that was read replace the old ones, absent ones too', () => {
    expect(poll().validators).toEqual({ etag: '"two"', lastModified: undefined })
  })

  test.each([
    ['new', { etag: 'W/"three"', lastModified: 'x' }, { etag: 'W/"three"', lastModified: 'x' }],
    ['none', { etag: undefined, lastModified: undefined }, knownState.validators],
    ['one new', { etag: '"three"', lastModified: undefined }, { ...knownState.validators, etag: '"three"' }],
  ])('of a 304 renew the stored ones: %s', (_, validators, expected) => {
    expect(poll({ outcome: notModified({ validators }) }).validators).toEqual(expected)
  })

  test.each([
    ['a web page', fetched(), webPage],
    ['a broken document', fetched(), cutOff],
    ['a failure', failed(), undefined],
    ['a 410', gone, undefined],
  ])('stay as they were after %s', (_, outcome, parse) => {
    const after = poll({ outcome, parse })
    expect(after.validators).toEqual(knownState.validators)
    expect(after.lastSuccessMs).toBe(knownState.lastSuccessMs)
    expect(after.articlesTotal).toBe(10)
  })
})

describe('what status shows', () => {
  test.each([
    ['an HTML page', fetched(), webPage, 'notAFeed', 'not a feed but an HTML page'],
    [
      'an offer',
      fetched(),
      { ...webPage, alternates: ['https://harbour.example/rss'] },
      'notAFeed',
      'not a feed but an HTML page; the page offers https://harbour.example/rss',
    ],
    ['a cut document', fetched(), cutOff, 'broken', 'cannot be read: ends in the middle of a tag'],
    ['a time-out', failed(), undefined, 'failed', 'timed out after 20 s'],
    [
      'a 429',
      { kind: 'rateLimited', status: 429, retryAfterSeconds: 1 },
      undefined,
      'rateLimited',
      'asks for fewer requests (status 429)',
    ],
    [
      'a private address',
      { kind: 'refused', reason: '10.0.0.1 is private', url: feedUrl },
      undefined,
      'refused',
      'not asked: 10.0.0.1 is private',
    ],
    ['a 410', gone, undefined, 'gone', 'gone for good (status 410)'],
    ['a stray 304', notModified(), undefined, 'failed', 'answered 304 although nothing was known'],
  ] as const)('after %s is said in words', (_, outcome, parse, result, error) => {
    const state = outcome.kind === 'notModified' ? freshState : knownState
    const after = poll({ state, outcome, parse })
    expect([after.lastResult, after.lastError, after.failuresInARow]).toEqual([result, error, 1])
    expect(after.recentResults).toEqual([result])
  })

  test.each([
    ['new articles', fetched(), 3, 'new'],
    ['nothing new', fetched(), 0, 'unchanged'],
    ['a 304', notModified(), 0, 'notModified'],
  ] as const)('after %s the failures are forgotten', (_, outcome, articlesNew, result) => {
    const before = { ...knownState, failuresInARow: 3, lastError: 'x', gone: true }
    const after = poll({ state: before, outcome, articlesNew })
    expect(after).toMatchObject({
      lastResult: result,
      lastError: undefined,
      failuresInARow: 0,
      gone: false,
      lastPollMs: startMs,
      lastSuccessMs: startMs,
      articlesTotal: 10 + articlesNew,
    })
  })

  test('the last 48 results are kept', () => {
    let state = knownState
    for (let count = 0; count < 60; count += 1)
      state = poll({ state, outcome: count < 59 ? failed() : fetched() })
    expect(state.recentResults).toHaveLength(48)
    expect(state.recentResults.at(-1)).toBe('unchanged')
  })

  test('a title is kept when a later document has none', () => {
    const titled = poll({ parse: parsed({}, 'Harbour Gazette') })
    expect(poll({ state: titled, parse: parsed({}, '') }).title).toBe('Harbour Gazette')
  })

  test('our own end of the run leaves everything as it was', () => {
    expect(poll({ outcome: failed({ reason: 'aborted' }) })).toBe(knownState)
  })
})

describe('when a source is due', () => {
  test.each([
    ['never polled', freshState, true],
    ['its time has come', { ...knownState, nextPollMs: startMs }, true],
    ['its time has not come', { ...knownState, nextPollMs: startMs + 1 }, false],
    ['it is gone', { ...knownState, gone: true, nextPollMs: 0 }, false],
    [
      'its address in the YAML changed',
      { ...knownState, url: 'https://old.example/', gone: true, nextPollMs: startMs + dayMs },
      true,
    ],
    [
      'its last poll was recorded by a clock two days ahead',
      { ...knownState, lastPollMs: startMs + 2 * dayMs, nextPollMs: startMs + 3 * dayMs },
      true,
    ],
  ])('%s', (_, state, expected) => {
    expect(isDue(state, source, startMs)).toBe(expected)
  })
})

describe('the request', () => {
  test('echoes the validators byte for byte, with the headers of the source', () => {
    expect(requestFor(knownState, source)).toEqual({
      url: feedUrl,
      kind: 'feed',
      validators: knownState.validators,
      headers: source.headers,
    })
  })

  test('to a new address in the YAML knows nothing of the old one', () => {
    const state = { ...knownState, url: 'https://old.example/', movedTo: 'https://older.example/' }
    expect(requestFor(state, source)).toMatchObject({ url: feedUrl, validators: freshState.validators })
    expect(poll({ state, outcome: failed() })).toMatchObject({
      url: feedUrl,
      movedTo: undefined,
      articlesTotal: 10,
    })
  })

  test.each([
    ['the same origin', feedUrl, 'https://harbour.example/new.xml', true],
    ['the same host, now over https', 'http://harbour.example/feed', 'https://harbour.example/feed', true],
    ['another host', feedUrl, 'https://else.example/feed', false],
    ['the same host without https', feedUrl, 'http://harbour.example/feed', false],
    ['another port', feedUrl, 'https://harbour.example:8443/feed', false],
  ])('carries credentials to an adopted address only when it is %s', (_, url, movedTo, expected) => {
    const request = requestFor({ ...knownState, url, movedTo }, { ...source, url })
    expect(request.url).toBe(movedTo)
    expect(request.headers).toEqual(expected ? source.headers : {})
  })
})

describe('410', () => {
  test('stops the source until it is asked by hand and answers', () => {
    const after = poll({ outcome: gone })
    expect([after.gone, isDue(after, source, startMs + 365 * dayMs)]).toEqual([true, false])
    expect(poll({ state: after }).gone).toBe(false)
  })

  test.each([
    ['behind a temporary redirect is a failure only', [hop(302, 'https://else.example/')], false],
    ['behind a permanent redirect stops the source', [hop(301, 'https://else.example/')], true],
  ])('%s', (_, hops, expected) => {
    expect(poll({ outcome: { kind: 'gone', url: feedUrl, hops } }).gone).toBe(expected)
  })
})

describe('a web page at the address of a source', () => {
  const offered = 'https://harbour.example/rss'
  const offer: ParseOutcome = { ...webPage, alternates: [offered, 'https://harbour.example/comments'] }

  test('is a failure that names what the page offers', () => {
    expect(poll({ state: freshState, parse: offer })).toMatchObject({
      movedTo: undefined,
      failuresInARow: 1,
      lastError: expect.stringContaining(`the page offers ${offered}`),
    })
  })

  test('that never was a feed leads to the feed it offers', () => {
    const sent = sentTo(freshState, source, offered)
    expect(sent?.movedTo).toBe(offered)
    expect(sent === undefined ? '' : requestFor(sent, source).url).toBe(offered)
  })

  test('leads there anew when the feed it offered has ended', () => {
    const sent = sentTo(freshState, source, offered) ?? freshState
    const ended = poll({ state: poll({ state: sent }), outcome: failed({ status: 404, reason: 'status' }) })
    expect(ended.movedTo).toBeUndefined()
    expect(sentTo(ended, source, 'https://harbour.example/atom')?.movedTo).toBe(
      'https://harbour.example/atom',
    )
  })

  test.each([
    ['that was a feed before', knownState],
    ['that is asked elsewhere already', { ...freshState, movedTo: 'https://harbour.example/atom' }],
  ])('%s leads nowhere', (_, state) => {
    expect(sentTo(state, source, offered)).toBeUndefined()
  })
})

describe('a document that is cut off', () => {
  const whole = parsed()
  const cut: ParseOutcome =
    whole.kind === 'parsed'
      ? {
          kind: 'parsed',
          feed: { ...whole.feed, isCut: true, problems: ['the document is cut off after 2 entries'] },
        }
      : whole

  test('counts, but its validators do not: the next answer must bring the rest', () => {
    const after = poll({ parse: cut })
    expect(after).toMatchObject({ failuresInARow: 0, validators: knownState.validators })
    expect(isWhole(cut)).toBe(false)
  })

  test('is told with the source until a whole one comes', () => {
    const after = poll({ parse: cut })
    expect(after.problems).toEqual(['the document is cut off after 2 entries'])
    expect(poll({ state: after, outcome: notModified() }).problems).toEqual(after.problems)
    expect(poll({ state: after, outcome: failed() }).problems).toEqual(after.problems)
    expect(poll({ state: after }).problems).toBeUndefined()
  })

  test('tells of five flaws at most', () => {
    const many = Array.from({ length: 20 }, (_, index) => `entry ${index} is no object; it is left out`)
    const parse: ParseOutcome =
      cut.kind === 'parsed' ? { kind: 'parsed', feed: { ...cut.feed, problems: many } } : cut
    expect(poll({ parse }).problems).toEqual(many.slice(0, 5))
  })
})

test.each([
  ['at once', 0, false],
  ['after an hour', hourMs, false],
  ['after a day', dayMs, true],
  ['when the clock was a day ahead', -dayMs, true],
])('a source that said 410 and is asked for %s', (_, laterMs, isAsked) => {
  const gone = { ...knownState, gone: true, lastPollMs: startMs }
  expect(isWelcome(gone, source, startMs + laterMs)).toBe(isAsked)
  expect(isDue(gone, source, startMs + laterMs)).toBe(false)
  expect(isWelcome(gone, { ...source, url: 'https://harbour.example/new' }, startMs)).toBe(true)
})
