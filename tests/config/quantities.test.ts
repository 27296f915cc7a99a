/** Durations and sizes as people write them. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  durationPattern,
  formatDuration,
  parseDuration,
  parseSize,
  sizePattern,
} from '../../src/config/quantities.ts'

const durations: readonly (readonly [text: string, ms: number | undefined])[] = [
  ['0', 0],
  ['0m', 0],
  ['250ms', 250],
  ['1s', 1_000],
  ['15m', 900_000],
  ['1h30m', 5_400_000],
  ['1h 30m', 5_400_000],
  ['30m1h', 5_400_000],
  ['1.5h', 5_400_000],
  ['7d', 604_800_000],
  ['1w', 604_800_000],
  [' 15m ', 900_000],
  ['15', undefined],
  ['', undefined],
  ['m', undefined],
  ['-15m', undefined],
  ['15 m', undefined],
  ['15M', undefined],
  ['15min', undefined],
  ['1e3s', undefined],
  ['1h30', undefined],
  ['.5h', undefined],
  ['PT15M', undefined],
]

test.each(durations)('the duration %j is %s ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
  expect(new RegExp(durationPattern).test(text.trim())).toBe(ms !== undefined)
})

const sizes: readonly (readonly [text: string, bytes: number | undefined])[] = [
  ['0', 0],
  ['1024', 1_024],
  ['12B', 12],
  ['5MB', 5_000_000],
  ['5 MB', 5_000_000],
  ['5mb', 5_000_000],
  ['512KiB', 524_288],
  ['512kB', 512_000],
  ['1.5MiB', 1_572_864],
  ['1GiB', 1_073_741_824],
  ['', undefined],
  ['MB', undefined],
  ['-1MB', undefined],
  ['5M', undefined],
  ['5TB', undefined],
  ['5 M B', undefined],
  ['5constructor', undefined],
]

test.each(sizes)('the size %j is %s bytes', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes)
})

test.each(sizes.filter(([text, bytes]) => bytes !== undefined && text !== '5mb'))(
  'an editor accepts the size %j',
  (text) => {
    expect(new RegExp(sizePattern).test(text)).toBe(true)
  },
)

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [1, '1ms'],
    [5_400_000, '1h30m'],
    [900_000, '15m'],
    [604_800_000, '7d'],
    [90_061_001, '1d1h1m1s1ms'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      }),
    )
  })
})
