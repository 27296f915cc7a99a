/** The bar: on a terminal, after a second, gone when the work is done. */
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { showProgress } from '../../src/commands/show-progress.ts'

let shown = ''
let terminal: PassThrough

beforeEach(() => {
  vi.useFakeTimers()
  shown = ''
  terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 80 })
  terminal.on('data', (chunk: Buffer) => (shown += chunk.toString()))
})
afterEach(() => {
  vi.useRealTimers()
})

const text = (): string => stripVTControlCharacters(shown)

test('work of less than a second shows nothing', () => {
  const progress = showProgress({ isTerminal: true }, terminal)
  progress.report('poll', 3, 4)
  vi.advanceTimersByTime(900)
  progress.stop()
  vi.advanceTimersByTime(5_000)
  expect(shown).toBe('')
})

test('without a terminal there is never a bar', () => {
  const progress = showProgress({ isTerminal: false }, terminal)
  vi.advanceTimersByTime(5_000)
  progress.report('poll', 3, 4)
  progress.stop()
  expect(shown).toBe('')
})

test('after a second the bar says what is done, also while nothing is reported', () => {
  const progress = showProgress({ isTerminal: true }, terminal)
  progress.report('poll', 3, 40)
  vi.advanceTimersByTime(1_200)
  expect(text()).toContain('polling sources')
  expect(text()).toContain('3/40')
  progress.report('trace', 7, 9)
  vi.advanceTimersByTime(1_000)
  expect(text()).toContain('tracing origins')
  expect(text()).toContain('7/9')
  progress.stop()
})

test('a run that has not reported yet shows that it polls', () => {
  const progress = showProgress({ isTerminal: true }, terminal)
  vi.advanceTimersByTime(2_000)
  expect(text()).toContain('polling sources')
  progress.stop()
})
