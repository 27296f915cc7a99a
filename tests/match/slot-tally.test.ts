/** Counts of slots agree with those of a map, however often they were cleared. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { SlotTally } from '../../src/match/slot-tally.ts'

const slot = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 4_194_303 }))

test('counts what a map would count, one question after another', () => {
  const tally = new SlotTally(256)
  fc.assert(
    fc.property(fc.array(slot, { maxLength: 255 }), fc.integer({ min: 1, max: 4 }), (slots, min) => {
      tally.clear()
      const expected = new Map<number, number>()
      for (const met of slots) {
        tally.count(met)
        expected.set(met, (expected.get(met) ?? 0) + 1)
      }
      const counted = tally.atLeast(min).map(({ slot: found, shared }): [number, number] => [found, shared])
      expect(new Map(counted)).toEqual(new Map([...expected].filter(([, shared]) => shared >= min)))
    }),
  )
})

test('holds as many different slots as it was made for, and 255 of one', () => {
  const tally = new SlotTally(256)
  for (let at = 0; at < 256; at++) tally.count(at << 13)
  for (let at = 0; at < 255; at++) tally.count(7)
  expect(tally.atLeast(2)).toEqual([{ slot: 7, shared: 255 }])
  expect(tally.atLeast(1)).toHaveLength(257)
})
