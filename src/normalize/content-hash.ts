/** The hash under which verbatim copies meet. */
import { createHash } from 'node:crypto'
import { parseContentHash, type ContentHash } from '../model/brand.ts'

/**
 * SHA-256 over the letters and digits of `text` alone: NFC, case folded, everything else one space. A copy that
 * changed quotation marks, dashes or line breaks hashes the same; one changed digit does not.
 */
export function hashContent(text: string): ContentHash {
  const hash = parseContentHash(createHash('sha256').update(foldText(text), 'utf8').digest('hex'))
  if (hash === undefined) throw new Error('SHA-256 gave something that is no SHA-256')
  return hash
}

/** Lower case can decompose a letter (İ), hence the second NFC. Marks stay with their letter. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}
