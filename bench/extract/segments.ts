/** Measures main-text extraction on annotated pages: which passages that must be there are, and which that must not. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { decodePage } from '../../src/extract/decode-page.ts'
import { extractPage } from '../../src/extract/extract-page.ts'
import { parseCanonicalUrl } from '../../src/model/canonical-url.ts'

/** The annotations of the evaluation of adbar/trafilatura: address -> file and passages. */
const annotationsSchema = z.record(
  z.string(),
  z.object({ file: z.string(), with: z.array(z.string()), without: z.array(z.string()) }),
)
const folders = ['cache', 'eval']

const fold = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

interface Counts {
  readonly wanted: number
  readonly found: number
  readonly unwanted: number
}

/** Counts as that evaluation does: a passage is there when the text holds it, white space folded. */
function measure(folder: string, page: z.infer<typeof annotationsSchema>[string]): Counts {
  const file = folders
    .map((name) => path.join(folder, name, page.file))
    .find((candidate) => existsSync(candidate))
  const wanted = page.with.length
  if (file === undefined || url === undefined) return { wanted, found: 0, unwanted: 0 }
  const text = fold(extractPage(decodePage(readFileSync(file), undefined), url).text)
  const isThere = (passage: string): boolean => text.includes(fold(passage))
  return { wanted, found: page.with.filter(isThere).length, unwanted: page.without.filter(isThere).length }
}

/** The annotated addresses are not all addresses. */
const url = parseCanonicalUrl('https://page.invalid/')
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('usage: npx node bench/extract/segments.ts FOLDER (with evaldata.json, cache/ and eval/)')
  process.exitCode = 2
} else {
  const annotated = annotationsSchema.parse(
    JSON.parse(readFileSync(path.join(folder, 'evaldata.json'), 'utf8')),
  )
  const started = process.cpuUsage()
  const results = Object.values(annotated).map((page) => measure(folder, page))
  const { user, system } = process.cpuUsage(started)
  const sum = (valueOf: (counts: Counts) => number): number =>
    results.reduce((total, counts) => total + valueOf(counts), 0)
  const [wanted, found, unwanted] = [
    sum((one) => one.wanted),
    sum((one) => one.found),
    sum((one) => one.unwanted),
  ]
  const [precision, recall] = [found / (found + unwanted), found / wanted]
  const f1 = (2 * precision * recall) / (precision + recall)
  const empty = results.filter((one) => one.found === 0).length
  const perSecond = (results.length * 1e6) / (user + system)
  console.log(
    `${results.length} pages: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}; ${empty} with nothing right; ${perSecond.toFixed(0)} pages per CPU second`,
  )
}
