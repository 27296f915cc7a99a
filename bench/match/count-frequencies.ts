/**
 * Makes src/match/seed-frequencies.json: in how many articles each token stands. Counts only, no text.
 * Usage: node bench/match/count-frequencies.ts DOCS.jsonl.gz
 */
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { emptyFrequencies, encodeFrequencies, learnTokens, withoutRare } from '../../src/match/frequencies.ts'
import { readDocuments } from './read-documents.ts'

const file = process.argv[2] ?? ''
const frequencies = emptyFrequencies()
for (const document of readDocuments(file)) learnTokens(frequencies, fingerprintText(document).tokens)
const seed = {
  source: `counts from ${frequencies.documents.toLocaleString('en')} English news articles`,
  documents: frequencies.documents,
  data: Buffer.from(encodeFrequencies(withoutRare(frequencies, 2))).toString('base64'),
}
const target = new URL('../../src/match/seed-frequencies.json', import.meta.url)
writeFileSync(target, `${JSON.stringify(seed, undefined, 2)}\n`)
console.log(`${seed.source}: ${JSON.stringify(seed).length} bytes`)
