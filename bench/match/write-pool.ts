/**
 * Writes the tokens and encoded fingerprints of documents for `window.ts`: count, tokens, then length and bytes of each.
 * Usage: node bench/match/write-pool.ts DOCS.jsonl.gz TARGET
 */
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { readDocuments } from './read-documents.ts'

const fingerprints = readDocuments(process.argv[2] ?? '').map((document) => fingerprintText(document))
const tokens = fingerprints.flatMap((fingerprint) => [...fingerprint.tokens])
const parts = [Buffer.alloc(4), Buffer.from(Uint32Array.from(tokens).buffer)]
parts[0]?.writeUInt32LE(tokens.length)
for (const bytes of fingerprints.map((fingerprint) => encodeFingerprint(fingerprint))) {
  const length = Buffer.alloc(2)
  length.writeUInt16LE(bytes.length)
  parts.push(length, Buffer.from(bytes))
}
writeFileSync(process.argv[3] ?? '', Buffer.concat(parts))
