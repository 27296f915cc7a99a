/** The packed window: byte segments, columns and posting chains hold what plain maps would hold. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArticleId } from '../../src/model/brand.ts'
import type { ArticleId } from '../../src/model/brand.ts'
import { Arena } from '../../src/match/arena.ts'
import { CandidateIndex } from '../../src/match/candidate-index.ts'
import { HeldArticles } from '../../src/match/held-articles.ts'

const articleId = (value: number): ArticleId => parseArticleId(value) as ArticleId
const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value)

describe('Arena', () => {
  test('gives back every byte string across segments', () => {
    const arena = new Arena()
    const addresses = Array.from({ length: 50 }, (_, index) => arena.put(filled(100_000 + index, index)))
    for (const [index, address] of addresses.entries()) {
      const bytes = arena.get(address, 100_000 + index)
      expect(Buffer.compare(bytes, filled(100_000 + index, index))).toBe(0)
    }
  })

  test('uses a segment again when all of it was let go', () => {
    const arena = new Arena()
    for (let round = 0; round < 200; round++) arena.drop(arena.put(filled(300_000, 1)), 300_000)
    expect(arena.bytes).toBeLessThanOrEqual(2 << 20)
  })

  test('refuses what no segment can hold', () => {
    expect(() => new Arena().put(new Uint8Array((1 << 20) + 1))).toThrow(RangeError)
  })
})

test('columns answer as a map would, whatever was set and removed', () => {
  const change = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.boolean(), fc.integer({ min: 1, max: 900 }))
  fc.assert(
    fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
      const held = new HeldArticles()
      const expected = new Map<number, number>()
      for (const [number, add, length] of changes) {
        const slot = held.slotOf(articleId(number))
        expect(slot === undefined).toBe(!expected.has(number))
        if (slot !== undefined) held.remove(slot)
        expected.delete(number)
        if (!add) continue
        const bytes = filled(length, number)
        const facts = { siteHash: number, titleHash: length, isTeaser: length % 2 === 0, seenMs: number }
        held.set(number * 20, { articleId: articleId(number), ...facts, bytes })
        expected.set(number, length)
      }
      for (const [number, length] of expected) {
        const found = held.get(held.slotOf(articleId(number)) ?? -1)
        expect(found).toMatchObject({ articleId: number, siteHash: number, titleHash: length })
        expect(found.isTeaser).toBe(length % 2 === 0)
        expect(found.bytes).toEqual(filled(length, number))
      }
      expect(held.seenBefore(20).length).toBe([...expected.keys()].filter((number) => number < 20).length)
    }),
    { numRuns: 60 },
  )
})

describe('CandidateIndex', () => {
  const anchorsOf = (from: number): Uint32Array => Uint32Array.from({ length: 24 }, (_, at) => from + at)

  test('counts shared anchors exactly, most shared first', () => {
    const index = new CandidateIndex()
    const near = index.add(anchorsOf(1_000))
    const far = index.add(anchorsOf(1_020))
    index.add(anchorsOf(5_000))
    expect(index.find(anchorsOf(1_002), 3)).toEqual([
      { slot: near, shared: 22 },
      { slot: far, shared: 6 },
    ])
  })

  test('a slot handed out again inherits nothing', () => {
    const index = new CandidateIndex()
    const slots = Array.from({ length: 6_000 }, (_, number) => index.add(anchorsOf(number * 24)))
    for (const slot of slots.slice(0, 5_000)) index.remove(slot)
    expect(index.find(anchorsOf(0), 1)).toEqual([])
    const again = Array.from({ length: 4_096 }, (_, number) => index.add(anchorsOf(9_000_000 + number * 24)))
    expect(Math.max(...again)).toBeLessThan(6_000 + 4_096)
    expect(new Set(again).size).toBe(4_096)
    expect(index.find(anchorsOf(0), 1)).toEqual([])
    expect(index.find(anchorsOf(5_500 * 24), 24)).toEqual([{ slot: slots[5_500], shared: 24 }])
    expect(index.find(anchorsOf(9_000_000), 24)).toHaveLength(1)
  })

  // 24 odd steps through the 24-bit numbers: no two articles share an anchor unless they are given the same.
  const own = (number: number): Uint32Array =>
    Uint32Array.from({ length: 24 }, (_, at) => Math.imul(number * 24 + at, 0x5bd1e5) & 0xff_ffff)

  test('finds every copy while its buckets double three times', () => {
    const index = new CandidateIndex()
    const slots = Array.from({ length: 60_000 }, (_, number) => index.add(own(number)))
    for (let number = 0; number < 60_000; number += 97) {
      // A third of the anchors of one article, the others of one that was never added.
      const mixed = own(number)
      mixed.set(own(600_000 + number).subarray(8), 8)
      expect(index.find(mixed, 3), `article ${number}`).toEqual([{ slot: slots[number], shared: 8 }])
    }
  })

  test('answers as a plain reading would, whatever was added and removed', () => {
    const anchors = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 24 })
    const change = fc.record({ anchors, remove: fc.option(fc.nat(30)) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), anchors, (changes, asked) => {
        const index = new CandidateIndex()
        const held = new Map<number, readonly number[]>()
        for (const { anchors: given, remove } of changes) {
          held.set(index.add(Uint32Array.from(given)), given)
          if (remove === null) continue
          index.remove(remove)
          held.delete(remove)
        }
        const expected = [...held]
          .map(([slot, given]) => ({ slot, shared: given.filter((anchor) => asked.includes(anchor)).length }))
          .filter(({ shared }) => shared >= 2)
          .toSorted((one, other) => other.shared - one.shared || other.slot - one.slot)
        expect(index.find(Uint32Array.from(asked), 2)).toEqual(expected)
      }),
    )
  })
})
