/** How many at once, how many per host, and the pause between two. */
import { describe, expect, test } from 'vitest'
import { Turnstile } from '../../src/fetch/turnstile.ts'

const { signal } = new AbortController()
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/** Sends `count` pieces of work through and returns the highest number under way at once, and the order of starting. */
async function crowd(turnstile: Turnstile, count: number, hostOf: (index: number) => string) {
  let active = 0
  let peak = 0
  const order: number[] = []
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { leave } = await turnstile.enter(hostOf(index), 0, signal)
      order.push(index)
      active += 1
      peak = Math.max(peak, active)
      await pause(2)
      active -= 1
      leave()
    }),
  )
  return { peak, order }
}

describe('places', () => {
  test.each([
    ['one host, one place', { total: 8, perHost: 1 }, () => 'a', 1],
    ['one host, two places', { total: 8, perHost: 2 }, () => 'a', 2],
    ['many hosts share the total', { total: 3, perHost: 1 }, (index: number) => `h${index}`, 3],
  ])('%s', async (_what, options, hostOf, expected) => {
    const { peak } = await crowd(new Turnstile(options), 12, hostOf)
    expect(peak).toBe(expected)
  })

  test('whoever came first goes first', async () => {
    const { order } = await crowd(new Turnstile({ total: 1, perHost: 1 }), 10, () => 'a')
    expect(order).toEqual(order.toSorted((left, right) => left - right))
  })

  test('waiting for a busy host holds no place that another host could use', async () => {
    const turnstile = new Turnstile({ total: 2, perHost: 1 })
    const { leave: leaveBusy } = await turnstile.enter('busy', 0, signal)
    const waiting = [1, 2, 3].map(() => turnstile.enter('busy', 0, signal))
    const { leave: leaveOther } = await turnstile.enter('other', 0, signal)
    leaveOther()
    leaveBusy()
    for (const turn of waiting) (await turn).leave()
  })

  test('thousands of hosts pass through', async () => {
    const { peak } = await crowd(new Turnstile({ total: 500, perHost: 1 }), 3000, (index) => `h${index}`)
    expect(peak).toBe(500)
  })
})

describe('spacing', () => {
  test('lies between the end of one request and the start of the next', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 1 })
    const { leave } = await turnstile.enter('a', 40, signal)
    await pause(20)
    leave()
    const endMs = performance.now()
    const { leave: next } = await turnstile.enter('a', 40, signal)
    expect(performance.now() - endMs).toBeGreaterThanOrEqual(39)
    next()
  })

  test('holds too when a host has several places', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 3 })
    const starts = await Promise.all(
      [1, 2, 3].map(async () => {
        const { leave } = await turnstile.enter('a', 30, signal)
        const atMs = performance.now()
        leave()
        return atMs
      }),
    )
    const [first = 0, second = 0, third = 0] = starts.toSorted((left, right) => left - right)
    // The second may wake late, which is no reason for the third to wait longer.
    expect([second - first >= 29, third - first >= 59]).toEqual([true, true])
  })

  test('does not hold between hosts, nor for whoever needs none', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 1 })
    const hour = 3600_000
    ;(await turnstile.enter('a', hour, signal)).leave()
    ;(await turnstile.enter('b', hour, signal)).leave()
    const waiting = new AbortController()
    const patient = turnstile.enter('a', hour, waiting.signal)
    ;(await turnstile.enter('b', 0, signal)).leave()
    waiting.abort(new Error('enough'))
    await expect(patient).rejects.toThrow('enough')
  })

  test('a pause that somebody sits out does not hold whoever needs none', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 2 })
    ;(await turnstile.enter('a', 0, signal)).leave()
    const waiting = new AbortController()
    const patient = turnstile.enter('a', 3600_000, waiting.signal)
    await pause(1)
    ;(await turnstile.enter('a', 0, signal)).leave()
    waiting.abort(new Error('enough'))
    await expect(patient).rejects.toThrow('enough')
  })
})

describe('a request to which nothing comes', () => {
  const crowded = { total: 1, perHost: 1, graceMs: 20 }

  test('makes room for others, and still counts as a request to its host', async () => {
    const turnstile = new Turnstile(crowded)
    const silent = await turnstile.enter('a', 0, signal)
    const waiting = new AbortController()
    const next = turnstile.enter('a', 0, waiting.signal)
    const other = await turnstile.enter('b', 0, signal)
    other.leave()
    waiting.abort(new Error('enough'))
    await expect(next).rejects.toThrow('enough')
    silent.leave()
    for (const host of ['a', 'b']) (await turnstile.enter(host, 0, signal)).leave()
  })

  test.each([
    ['drips', 100, true],
    ['delivers', 5_000, false],
  ])('and one that %s: %i bytes', async (_what, bytes, makesRoom) => {
    const turnstile = new Turnstile({ ...crowded, graceMs: 100 })
    const slow = await turnstile.enter('a', 0, signal)
    let isRoom = false
    const other = turnstile.enter('b', 0, signal).then((pass) => {
      isRoom = true
      return pass
    })
    for (let turn = 0; turn < 25; turn += 1) {
      await slow.note(bytes, signal)
      await pause(10)
    }
    expect(isRoom).toBe(makesRoom)
    slow.leave()
    ;(await other).leave()
  })

  test('takes a place again before it is given much', async () => {
    const turnstile = new Turnstile(crowded)
    const silent = await turnstile.enter('a', 0, signal)
    const other = await turnstile.enter('b', 0, signal)
    const flood = silent.note(1_000_000, signal)
    const late = new AbortController()
    const hopeless = silent.note(1_000_000, late.signal)
    late.abort(new Error('overdue'))
    await expect(hopeless).rejects.toThrow('overdue')
    other.leave()
    await flood
    silent.leave()
    ;(await turnstile.enter('c', 0, signal)).leave()
  })

  test('makes room for seven times the total at most', async () => {
    const turnstile = new Turnstile(crowded)
    const silent = await Promise.all(
      Array.from({ length: 8 }, (_, index) => turnstile.enter(`h${index}`, 0, signal)),
    )
    const waiting = new AbortController()
    const ninth = turnstile.enter('ninth', 0, waiting.signal)
    await pause(60)
    waiting.abort(new Error('enough'))
    await expect(ninth).rejects.toThrow('enough')
    for (const { leave } of silent) leave()
  })
})

describe('giving up', () => {
  test('frees the place of whoever waits for a host', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 1 })
    const { leave } = await turnstile.enter('a', 0, signal)
    const controller = new AbortController()
    const impatient = turnstile.enter('a', 0, controller.signal)
    const patient = turnstile.enter('a', 0, signal)
    controller.abort(new Error('enough'))
    await expect(impatient).rejects.toThrow('enough')
    leave()
    ;(await patient).leave()
  })

  test('frees the place of whoever waits for the total', async () => {
    const turnstile = new Turnstile({ total: 1, perHost: 1 })
    const { leave } = await turnstile.enter('a', 0, signal)
    const controller = new AbortController()
    const impatient = turnstile.enter('b', 0, controller.signal)
    await pause(1)
    controller.abort(new Error('enough'))
    await expect(impatient).rejects.toThrow('enough')
    leave()
    ;(await turnstile.enter('b', 0, signal)).leave()
  })

  test('frees the place of whoever sits out the pause', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 1 })
    ;(await turnstile.enter('a', 0, signal)).leave()
    const controller = new AbortController()
    const impatient = turnstile.enter('a', 3600_000, controller.signal)
    await pause(1)
    controller.abort(new Error('enough'))
    await expect(impatient).rejects.toThrow('enough')
    ;(await turnstile.enter('b', 0, signal)).leave()
  })

  test('a signal that fired already is not let in', async () => {
    const turnstile = new Turnstile({ total: 8, perHost: 1 })
    await expect(turnstile.enter('a', 0, AbortSignal.abort(new Error('too late')))).rejects.toThrow(
      'too late',
    )
    ;(await turnstile.enter('a', 0, signal)).leave()
  })
})
