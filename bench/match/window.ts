/**
 * Prints what an article costs at several sizes of the window, one line each: CPU time, comparisons, process memory.
 * Usage: node --expose-gc bench/match/window.ts DOCS.jsonl.gz [SIZES, default 10000,30000,100000]
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { decodeFingerprint, encodeFingerprint } from '../../src/fingerprint/encode.ts'
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts'
import { Matcher } from '../../src/match/matcher.ts'
import { parseArticleId, parseSourceId } from '../../src/model/brand.ts'
import type { ArticleId, SourceId } from '../../src/model/brand.ts'

const sizes = (process.argv[3] ?? '10000,30000,100000').split(',').map(Number)
const sourceId = parseSourceId('bench') as SourceId
// One article in eight is a copy with every fifth word changed; the others are drawn from the words of all articles.
const copyEvery = 8
const copyAgeMax = 64

let seed = 1
function luck(below: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

/** Read in a process of its own, so that the texts do not count as the matcher's memory. */
function readPool(file: string): { readonly tokens: Uint32Array; readonly shapes: readonly Uint8Array[] } {
  const scratch = join(mkdtempSync(join(tmpdir(), 'headwater-bench-')), 'pool')
  spawnSync(process.execPath, [join(import.meta.dirname, 'write-pool.ts'), file, scratch], {
    stdio: 'inherit',
  })
  const bytes = readFileSync(scratch)
  rmSync(dirname(scratch), { recursive: true })
  const tokenCount = bytes.readUInt32LE(0)
  const tokens = new Uint32Array(tokenCount)
  for (let at = 0; at < tokenCount; at++) tokens[at] = bytes.readUInt32LE(4 + at * 4)
  const shapes: Uint8Array[] = []
  for (let at = 4 + tokenCount * 4; at < bytes.length;) {
    const length = bytes.readUInt16LE(at)
    shapes.push(Uint8Array.from(bytes.subarray(at + 2, at + 2 + length)))
    at += 2 + length
  }
  return { tokens, shapes }
}

const pool = readPool(process.argv[2] ?? '')
const recent: Fingerprint[] = []

function drawToken(): number {
  return pool.tokens[luck(pool.tokens.length)] ?? 0
}

// Every word becomes another one, the same each time it stands there.
function redrawn(tokens: Uint32Array): Uint32Array {
  const instead = new Map<number, number>()
  for (const token of tokens) if (!instead.has(token)) instead.set(token, drawToken())
  return tokens.map((token) => instead.get(token) ?? token)
}

/** As long as a real article, as rare in its words, in sentences of the same lengths. */
function draw(number: number): Fingerprint {
  const copied = number % copyEvery === 0 ? recent[luck(recent.length)] : undefined
  const shape = copied ?? decodeFingerprint(pool.shapes[luck(pool.shapes.length)] ?? new Uint8Array(0))
  const tokens =
    copied === undefined
      ? redrawn(shape.tokens)
      : shape.tokens.map((token) => (luck(5) > 0 ? token : drawToken()))
  const drawn = { ...shape, tokens }
  recent[number % copyAgeMax] = drawn
  return drawn
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

const matcher = new Matcher()
const parts = { compare: 0, add: 0, comparisons: 0, bytes: 0, folded: 0 }
const empty = process.memoryUsage().rss / 1e6
/** The last articles before a size are measured, so that a line tells the cost at that size. */
const measuredLast = 2_000
let held = 0
for (const size of sizes) {
  Object.assign(parts, { compare: 0, add: 0, comparisons: 0, bytes: 0, folded: 0 })
  for (held++; held <= size; held++) {
    const fingerprint = draw(held)
    const article = {
      articleId: parseArticleId(held) as ArticleId,
      sourceId,
      site: `site${held % 1_000}.example`,
      firstSeenMs: held,
      publishedMs: undefined,
      completeness: 'feed' as const,
      fingerprint,
    }
    const measured = held > size - measuredLast
    if (measured) parts.bytes += encodeFingerprint(fingerprint).length
    const before = measured ? cpuUs() : 0
    if (measured) {
      const found = matcher.compare(article)
      parts.comparisons += found.length
      parts.folded += found.some(({ kind }) => kind === 'spun' || kind === 'nearDuplicate') ? 1 : 0
    }
    const between = measured ? cpuUs() : 0
    matcher.add(article)
    if (!measured) continue
    parts.compare += between - before
    parts.add += cpuUs() - between
  }
  held--
  globalThis.gc?.()
  const { rss } = process.memoryUsage()
  const each = (value: number): string => (value / measuredLast).toFixed(value < measuredLast * 10 ? 2 : 0)
  console.log(
    `held ${held}: compare ${each(parts.compare)} us, add ${each(parts.add)} us, comparisons ${each(parts.comparisons)}, folded ${each(parts.folded)}, stored ${each(parts.bytes)} bytes, process ${(rss / 1e6).toFixed(0)} MB (${empty.toFixed(0)} before the first)`,
  )
}
