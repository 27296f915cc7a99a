/** The digest of all words in lower case: finds what differs in markup and punctuation alone. */
import { createHash } from 'node:crypto'
import { lowerWords } from './plain-words.ts'

/** SHA-256, 64 hexadecimal digits. */
export function exactHash(text: string): string {
  return createHash('sha256').update(lowerWords(text).join(' ')).digest('hex')
}
