/** Permanent redirects: adopted late, given up early. */
import { describe, expect, test } from 'vitest'
import type { RedirectHop } from '../../src/model/fetch-outcome.ts'
import type { SourceState } from '../../src/model/source-state.ts'
import {
  dayMs,
  failed,
  feedUrl,
  fetched,
  freshState,
  hop,
  knownState,
  notModified,
  poll,
  source,
  startMs,
} from './make-poll.ts'

const target = 'https://new.example/feed'
const twin = { http: 'http://harbour.example/feed', https: 'https://harbour.example/feed' }

/** Polls once a day, each time redirected as the row says. */
function polledDaily(
  days: readonly (readonly RedirectHop[])[],
  state: SourceState = knownState,
): SourceState {
  return days.reduce(
    (before, hops, day) => poll({ state: before, outcome: fetched({ hops }), nowMs: startMs + day * dayMs }),
    state,
  )
}

const moved = [hop(301, target)]
const times = <Value>(count: number, value: Value): readonly Value[] =>
  Array.from({ length: count }, () => value)

describe('a permanent redirect', () => {
  test.each([
    ['seen for six days is only noted', times(7, moved), undefined],
    ['seen for seven days is adopted', times(8, moved), target],
    ['with status 308 too', times(8, [hop(308, target)]), target],
    [
      'that changes its target begins anew',
      [...times(4, moved), ...times(7, [hop(301, 'https://else.example/')])],
      undefined,
    ],
    ['that pauses begins anew', [...times(4, moved), [], ...times(7, moved)], undefined],
    ['that is only temporary is never adopted', times(20, [hop(302, target)]), undefined],
    [
      'before a temporary one is never adopted',
      times(20, [...moved, hop(302, 'https://cdn.example/', target)]),
      undefined,
    ],
    [
      'behind a temporary one is never adopted',
      times(20, [hop(302, 'https://cdn.example/'), hop(301, target, 'https://cdn.example/')]),
      undefined,
    ],
    [
      'in two steps is adopted to the last',
      times(8, [hop(301, 'https://mid.example/'), hop(301, target, 'https://mid.example/')]),
      target,
    ],
    ['back to itself is no move', times(8, [hop(301, feedUrl)]), undefined],
  ])('%s', (_, days, expected) => {
    expect(polledDaily(days).movedTo).toBe(expected)
  })

  test('seen twice, seven days apart, is not proven yet', () => {
    const first = poll({ outcome: fetched({ hops: moved }) })
    const second = poll({ state: first, outcome: fetched({ hops: moved }), nowMs: startMs + 8 * dayMs })
    expect(second).toMatchObject({
      movedTo: undefined,
      moving: { to: target, sinceMs: startMs, sightings: 2 },
    })
  })

  test('counts with a 304 too', () => {
    const hops = moved
    let state = knownState
    for (let day = 0; day < 8; day += 1)
      state = poll({ state, outcome: notModified({ hops }), nowMs: startMs + day * dayMs })
    expect(state.movedTo).toBe(target)
  })

  test('to something that is no feed does not count', () => {
    let state = knownState
    for (let day = 0; day < 10; day += 1) {
      state = poll({
        state,
        outcome: fetched({ hops: moved }),
        parse: { kind: 'notAFeed', what: 'a parked page', alternates: [] },
        nowMs: startMs + day * dayMs,
      })
    }
    expect([state.movedTo, state.moving]).toEqual([undefined, undefined])
  })

  test('from http to https of the same address is adopted at once', () => {
    const home = { ...source, url: twin.http }
    const state = { ...freshState, url: twin.http }
    const after = poll({ source: home, state, outcome: fetched({ hops: [hop(301, twin.https, twin.http)] }) })
    expect(after.movedTo).toBe(twin.https)
  })

  test('back to the address in the YAML ends the move', () => {
    const state = { ...knownState, movedTo: target }
    expect(polledDaily(times(8, [hop(301, feedUrl, target)]), state).movedTo).toBeUndefined()
  })
})

describe('an adopted address', () => {
  const state: SourceState = { ...knownState, movedTo: target }

  test('that answers stays', () => {
    expect(poll({ state }).movedTo).toBe(target)
  })

  test.each([
    ['fails once', failed(), 0, target],
    ['fails three times', failed(), 2, undefined],
    ['is not found', failed({ reason: 'status', status: 404 }), 0, undefined],
    ['is gone', { kind: 'gone', url: target, hops: [] } as const, 0, undefined],
  ])(
    'that %s: the old one is asked again, without its validators',
    (_, outcome, failuresInARow, expected) => {
      const after = poll({ state: { ...state, failuresInARow }, outcome })
      expect([after.movedTo, after.gone]).toEqual([expected, false])
      expect(after.validators.etag).toBe(expected === undefined ? undefined : '"one"')
    },
  )
})

describe('an old address that ends while it is seen moving', () => {
  const state: SourceState = { ...knownState, moving: { to: target, sinceMs: startMs - dayMs, sightings: 1 } }

  test.each([
    ['404', failed({ reason: 'status', status: 404 })],
    ['410', { kind: 'gone', url: feedUrl, hops: [] } as const],
  ])('with %s has moved', (_, outcome) => {
    expect(poll({ state, outcome })).toMatchObject({ movedTo: target, moving: undefined, gone: false })
  })

  test('that only fails keeps what was seen', () => {
    expect(poll({ state, outcome: failed() })).toMatchObject({ movedTo: undefined, moving: state.moving })
  })
})
