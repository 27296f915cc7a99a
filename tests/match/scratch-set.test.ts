/** The shared set answers as a Set does, however often it was emptied. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addToSet, clearSet, isInSet } from '../../src/match/scratch-set.ts'

test('adds each number once and finds what was added', () => {
  const hash = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 0xffff_ffff }))
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 600 }), fc.array(hash), (added, asked) => {
      clearSet()
      const expected = new Set<number>()
      for (const value of added) {
        expect(addToSet(value)).toBe(!expected.has(value))
        expected.add(value)
      }
      for (const value of [...added, ...asked]) expect(isInSet(value)).toBe(expected.has(value))
    }),
  )
})

test('holds as many numbers as the longest fingerprint, all in one run of places', () => {
  clearSet()
  const values = Array.from({ length: 1_023 }, (_, index) => index * 2_048)
  for (const value of values) expect(addToSet(value)).toBe(true)
  expect(values.every((value) => isInSet(value))).toBe(true)
  expect(isInSet(1)).toBe(false)
})
