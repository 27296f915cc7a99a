/**
 * Holds the articles that come in on standard input in a window and prints what they cost: run by `window.ts`, which
 * takes the types away first, so that reading TypeScript is no part of the figures. Imports nothing but by its arguments.
 */
import process from 'node:process'
import type { ArticleId, SourceId } from '../../src/model/brand.ts'

const [folder = '', extension = '', given = ''] = process.argv.slice(2)
const sizes = given.split(',').map(Number)
const load = async <Module>(name: string): Promise<Module> =>
  (await import(`${folder}/${name}.${extension}`)) as Module
const { Matcher } = await load<typeof import('../../src/match/matcher.ts')>('match/matcher')
const { decodeFingerprint } =
  await load<typeof import('../../src/fingerprint/encode.ts')>('fingerprint/encode')
const { parseArticleId, parseSourceId } = await load<typeof import('../../src/model/brand.ts')>('model/brand')

const sourceId = parseSourceId('bench') as SourceId
/** The last articles before a size are measured, so that a line tells the cost at that size. */
const measuredLast = 2_000

interface Drawn {
  readonly copyOf: number
  readonly bytes: Uint8Array
}

/** Frames as `draw-articles.ts` writes them. */
async function* readArticles(): AsyncGenerator<Drawn> {
  let left: Uint8Array = new Uint8Array(0)
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    left = Buffer.concat([left, chunk])
    const frames = new DataView(left.buffer, left.byteOffset, left.byteLength)
    let at = 0
    while (left.length - at >= 6) {
      const end = at + 6 + frames.getUint16(at + 4, true)
      if (end > left.length) break
      yield { copyOf: frames.getUint32(at, true), bytes: left.subarray(at + 6, end) }
      at = end
    }
    left = left.subarray(at)
  }
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

const residentMb = (): number => process.memoryUsage.rss() / 1e6

const matcher = new Matcher()
globalThis.gc?.()
const emptyMb = residentMb()
/** Of each article the one it copies, or itself: what may be folded together. */
const roots = new Uint32Array(Math.max(...sizes) + 1)
/** A copy of one of the last so many is called recent. */
const recentMax = 1_500
const nothing = {
  compare: 0,
  add: 0,
  comparisons: 0,
  bytes: 0,
  recent: 0,
  recentFound: 0,
  old: 0,
  oldFound: 0,
  wrong: 0,
}
const sum = { ...nothing }

function measure(article: Parameters<typeof matcher.compare>[0], { copyOf, bytes }: Drawn): void {
  const before = cpuUs()
  const comparisons = matcher.compare(article)
  const between = cpuUs()
  matcher.add(article)
  sum.add += cpuUs() - between
  sum.compare += between - before
  sum.comparisons += comparisons.length
  sum.bytes += bytes.length
  const folded = comparisons.filter(({ kind }) => kind === 'spun' || kind === 'nearDuplicate')
  if (folded.some(({ articleId }) => roots[articleId] !== roots[article.articleId])) sum.wrong++
  if (copyOf === 0) return
  const isRecent = article.articleId - copyOf <= recentMax
  const found = folded.some(({ articleId }) => roots[articleId] === copyOf) ? 1 : 0
  sum[isRecent ? 'recent' : 'old']++
  sum[isRecent ? 'recentFound' : 'oldFound'] += found
}

function report(held: number): void {
  globalThis.gc?.()
  const each = (value: number): string => (value / measuredLast).toFixed(value < measuredLast * 10 ? 2 : 0)
  const cost = `compare ${each(sum.compare)} us, add ${each(sum.add)} us, comparisons ${each(sum.comparisons)}`
  const found = `copies found: ${sum.recentFound} of ${sum.recent} recent, ${sum.oldFound} of ${sum.old} older; ${sum.wrong} wrong`
  const memory = `${each(sum.bytes)} bytes stored, process ${residentMb().toFixed(0)} MB (${emptyMb.toFixed(0)} before the first)`
  console.log(`held ${held}: ${cost}; ${found}; ${memory}`)
  Object.assign(sum, nothing)
}

let held = 0
for await (const drawn of readArticles()) {
  held++
  roots[held] = drawn.copyOf === 0 ? held : drawn.copyOf
  const next = sizes.find((size) => size >= held) ?? held
  const article = {
    articleId: parseArticleId(held) as ArticleId,
    sourceId,
    site: `site${held % 1_000}.example`,
    firstSeenMs: held,
    publishedMs: undefined,
    completeness: 'feed' as const,
    fingerprint: decodeFingerprint(drawn.bytes),
  }
  if (held > next - measuredLast) measure(article, drawn)
  else matcher.add(article)
  if (held === next) report(held)
}
