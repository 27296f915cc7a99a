/** The table of counts answers as a Map would. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyTable, entriesOf, lookUp, put } from '../../src/fingerprint/sentence-table.ts'

test('holds what a Map holds, whatever is put and however often', () => {
  const entry = fc.record({
    // Few different hashes, so that they meet; the extremes, so that signs show.
    hash: fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer()),
    count: fc.integer({ min: 1, max: 255 }),
    last: fc.integer({ min: 0, max: 0xff_ffff }),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 300 }), (entries) => {
      const table = emptyTable()
      const model = new Map<number, { count: number; last: number }>()
      for (const { hash, ...seen } of entries) {
        put(table, hash, seen)
        model.set(hash, seen)
      }
      expect(table.used).toBe(model.size)
      for (const [hash, seen] of model) expect(lookUp(table, hash)).toEqual(seen)
      expect([...entriesOf(table)]).toHaveLength(model.size)
    }),
  )
})

test('knows nothing of what was never put, and keeps to its bounds', () => {
  const table = emptyTable()
  expect(lookUp(table, 0)).toBeUndefined()
  put(table, 0, { count: 1_000, last: 0x1ff_ffff })
  expect(lookUp(table, 0)).toEqual({ count: 255, last: 0xff_ffff })
})
