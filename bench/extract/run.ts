/** Measures main-text extraction on a folder of `NAME.html` and `NAME.txt` (the expected text): precision, recall, F1. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { decodePage } from '../../src/extract/decode-page.ts'
import { extractPage } from '../../src/extract/extract-page.ts'
import { parseCanonicalUrl } from '../../src/model/canonical-url.ts'

const shingleWords = 4
const word = /[\p{L}\p{N}]+/gu

/** Runs of four words with their counts, the measure of scrapinghub/article-extraction-benchmark. */
function shingles(text: string): ReadonlyMap<string, number> {
  const words = text.toLowerCase().match(word) ?? []
  const counts = new Map<string, number>()
  for (let at = 0; at < Math.max(1, words.length - shingleWords + 1); at += 1) {
    const shingle = words.slice(at, at + shingleWords).join(' ')
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1)
  }
  return counts
}

const total = (counts: ReadonlyMap<string, number>): number =>
  counts.values().reduce((sum, count) => sum + count, 0)

interface Figures {
  readonly precision: number
  readonly recall: number
}

function compare(found: string, expected: string): Figures {
  const [left, right] = [shingles(found), shingles(expected)]
  let shared = 0
  for (const [shingle, count] of left) shared += Math.min(count, right.get(shingle) ?? 0)
  return { precision: found === '' ? 0 : shared / total(left), recall: shared / total(right) }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const [folder] = process.argv.slice(2)
const url = parseCanonicalUrl('https://page.invalid/')
if (folder === undefined || url === undefined) {
  console.error('usage: npx node bench/extract/run.ts FOLDER')
  process.exitCode = 2
} else {
  const files = globSync('**/*.html', { cwd: folder }).toSorted()
  const started = process.cpuUsage()
  const results = files.map((file) => {
    const bytes = readFileSync(path.join(folder, file))
    const expected = readFileSync(path.join(folder, file.replace(/html$/, 'txt')), 'utf8')
    return compare(extractPage(decodePage(bytes, undefined), url).text, expected)
  })
  const { user, system } = process.cpuUsage(started)
  const [precision, recall] = [
    mean(results.map((one) => one.precision)),
    mean(results.map((one) => one.recall)),
  ]
  const f1 = (2 * precision * recall) / (precision + recall)
  const empty = results.filter((one) => one.recall === 0).length
  const perSecond = (files.length * 1e6) / (user + system)
  console.log(
    `${files.length} pages: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}; ${empty} with nothing right; ${perSecond.toFixed(0)} pages per CPU second`,
  )
}
