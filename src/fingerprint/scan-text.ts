/** One pass over the characters of a text: words are hashed while they are read, sentences and quotations noted. */
import { characterClass, characterTables } from './character-classes.ts'
import type { LanguagePack } from './language-pack.ts'
import { segmentWords } from './segment-words.ts'
import { cachedToken, createTokenCache, storeToken } from './token-cache.ts'
import type { TokenCache } from './token-cache.ts'
import { finishHash, mark } from './token-hash.ts'
import { canonicalNumbers, noToken, numberToken, wordToken } from './word-token.ts'

const c = characterClass

// A fingerprint ends here: 48 sentences of 11 tokens, what the alignment that was measured looked at.
export const tokensMax = 520
// Shorter sentences ("Photo: Reuters.") lean on the next one; longer ones (lists, missing full stops) are parted.
const sentenceTokensMin = 3
const sentenceTokensMax = 48
const quotedCharactersMax = 800

const caches = new Map<string, TokenCache>()

/** What a scan finds. Grows from call to call: the title is scanned first, then the text. */
export interface Scan {
  readonly tokens: Uint32Array
  count: number
  /** Index after the last token of each sentence. */
  readonly sentenceEnds: number[]
  /** Where each sentence ends in its text, in characters. */
  readonly endCharacters: number[]
  /** Words read, stop words included. */
  words: number
  /** The text went on after `tokensMax`. */
  cut: boolean
}

interface Reader {
  readonly text: string
  readonly pack: LanguagePack
  readonly cache: TokenCache
  readonly scan: Scan
  readonly names: boolean
  at: number
  /** Where the quotation that is open began; -1 when none is. */
  quoteStart: number
  lowQuote: boolean
  sentenceStart: number
  /** No word of the sentence was read yet. */
  atStart: boolean
  /** Index of the token of the sentence's first word when that had a capital; -1 afterwards. */
  initialToken: number
  /** The last word was short and had a capital: a full stop after it shortens ("Gov. Reyes"). */
  maybeShortened: boolean
}

export function emptyScan(): Scan {
  return {
    tokens: new Uint32Array(tokensMax),
    count: 0,
    sentenceEnds: [],
    endCharacters: [],
    words: 0,
    cut: false,
  }
}

/** Adds a text to `scan`. `names` says whether capitals name something (not so in a title, where every word has one). */
export function scanText(scan: Scan, text: string, options: { pack: LanguagePack; names: boolean }): void {
  const { classes } = characterTables()
  const reader = startReader(scan, text, options)
  const length = text.length
  while (reader.at < length) {
    if (scan.count >= tokensMax) {
      scan.cut = true
      break
    }
    const unit = text.charCodeAt(reader.at)
    const kind = classes[unit] ?? 0
    if (kind === c.separator) reader.at++
    else if (kind < c.unspaced) readWord(reader, unit)
    else if (kind === c.unspaced) readUnspaced(reader)
    else readMark(reader, kind, unit)
  }
  closeText(reader)
}

function startReader(scan: Scan, text: string, options: { pack: LanguagePack; names: boolean }): Reader {
  const { pack } = options
  let cache = caches.get(pack.language)
  if (cache === undefined) {
    cache = createTokenCache()
    caches.set(pack.language, cache)
  }
  const names = options.names && !pack.capitalNouns
  const place = { at: 0, quoteStart: -1, lowQuote: false, sentenceStart: scan.count }
  return { text, pack, cache, scan, names, ...place, atStart: true, initialToken: -1, maybeShortened: false }
}

function readWord(reader: Reader, firstUnit: number): void {
  const { text } = reader
  const { classes, folded } = characterTables()
  const start = reader.at
  let first = 0x811c9dc5
  let second = 0x9747b28c
  let digits = false
  let at = start
  let end = start
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const kind = classes[unit] ?? 0
    if (kind === c.separator || kind >= c.unspaced) {
      if (kind !== c.joiner || !joins(reader, at, digits)) break
      continue
    }
    if (kind === c.digit) digits = true
    const low = folded[unit] ?? unit
    first = Math.imul(first ^ low, 0x01000193)
    second = Math.imul(second ^ low, 0x5bd1e995) ^ (second >>> 15)
    end = at + 1
  }
  reader.at = end
  reader.scan.words++
  const capital = classes[firstUnit] === c.upper
  if (digits) pushNumbers(reader, text.slice(start, end), capital)
  else pushWord(reader, { start, end, capital }, { first: finishHash(first), second: second >>> 0 })
  // "’s" is no part of the word.
  if (isPossessive(text, end)) reader.at = end + 2
  reader.maybeShortened = capital && end - start <= 3
  reader.atStart = false
}

// Whether the punctuation at `at` binds what stands on both sides: "don’t", "U.S", "1,394"; not "end.Next".
function joins(reader: Reader, at: number, digits: boolean): boolean {
  const { text } = reader
  const { classes } = characterTables()
  const next = classes[text.charCodeAt(at + 1)] ?? 0
  if (next === c.separator || next >= c.unspaced) return false
  const unit = text.charCodeAt(at)
  if (unit === 0x27 || unit === 0x2019)
    return !reader.pack.elides && !isPossessive(text, at) && next !== c.digit
  if (next === c.digit) return digits && classes[text.charCodeAt(at - 1)] === c.digit
  if (unit === 0x2c) return false
  const before = at - 2 < reader.at ? c.separator : (classes[text.charCodeAt(at - 2)] ?? 0)
  return before === c.separator || before === c.joiner
}

function isPossessive(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit !== 0x27 && unit !== 0x2019) return false
  const letter = text.charCodeAt(at + 1)
  if (letter !== 0x73 && letter !== 0x53) return false
  const after = characterTables().classes[text.charCodeAt(at + 2)] ?? 0
  return after === c.separator || after >= c.unspaced
}

function pushWord(
  reader: Reader,
  word: { start: number; end: number; capital: boolean },
  key: { first: number; second: number },
): void {
  // "May" is a month and "may" is nothing: capitals are part of what is remembered.
  const second = word.capital ? ~key.second >>> 0 : key.second
  let token = cachedToken(reader.cache, key.first, second)
  if (token < 0) {
    const written = reader.text
      .slice(word.start, word.end)
      .toLowerCase()
      .replaceAll(/['’.,]/g, '')
    token = wordToken(written, word.capital, reader.pack)
    storeToken(reader.cache, { first: key.first, second }, token)
  }
  if (token === noToken) return
  const canName = word.capital && reader.names && token < mark.name
  push(reader, canName && !reader.atStart ? token | mark.name : token)
  markInitial(reader, canName)
}

// Every sentence opens with a capital; "Harbour Line opened" shows by its second one that the first names something.
function markInitial(reader: Reader, canName: boolean): void {
  const { scan, initialToken } = reader
  if (reader.atStart) {
    reader.initialToken = canName ? scan.count - 1 : -1
    return
  }
  const initial = scan.tokens[initialToken]
  if (canName && initial !== undefined) scan.tokens[initialToken] = initial | mark.name
  reader.initialToken = -1
}

function pushNumbers(reader: Reader, written: string, capital: boolean): void {
  for (const digits of canonicalNumbers(written)) push(reader, numberToken(digits))
  // "AK203" and "G7" are also names; "21st" and "1990s" are not.
  const letters = written.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
  if (capital && letters !== '') push(reader, wordToken(written.toLowerCase(), true, reader.pack))
}

function readUnspaced(reader: Reader): void {
  const { classes } = characterTables()
  const start = reader.at
  let at = start
  while (at < reader.text.length && at - start < 2_000 && classes[reader.text.charCodeAt(at)] === c.unspaced)
    at++
  for (const word of segmentWords(reader.text.slice(start, at), reader.pack.language)) {
    reader.scan.words++
    if (word.length > 1) push(reader, wordToken(word, false, reader.pack))
  }
  reader.at = at
  reader.atStart = false
}

function push(reader: Reader, token: number): void {
  const { scan } = reader
  if (scan.count >= tokensMax || token === noToken) return
  const quoted = reader.quoteStart >= 0 && reader.at - reader.quoteStart < quotedCharactersMax
  scan.tokens[scan.count++] = quoted ? token | mark.quoted : token
  if (scan.count - reader.sentenceStart >= sentenceTokensMax) closeSentence(reader)
}

function readMark(reader: Reader, kind: number, unit: number): void {
  const at = reader.at++
  if (kind === c.newline) {
    reader.quoteStart = -1
    closeSentence(reader)
  } else if (kind === c.sentenceEnd || (kind === c.joiner && unit === 0x2e)) {
    if (endsSentence(reader, at, kind)) closeSentence(reader)
  } else if (kind === c.quoteOpen) {
    // German „…“ closes with the mark that opens an English quotation.
    if (reader.quoteStart >= 0 && reader.lowQuote) reader.quoteStart = -1
    else reader.quoteStart = at
    reader.lowQuote = false
  } else if (kind === c.quoteClose) {
    reader.quoteStart = -1
  } else if (kind === c.quoteEither) {
    reader.lowQuote = unit === 0x201e
    reader.quoteStart = reader.quoteStart >= 0 && !reader.lowQuote ? -1 : at
  }
}

function endsSentence(reader: Reader, at: number, kind: number): boolean {
  const { text } = reader
  const { classes } = characterTables()
  const unit = text.charCodeAt(at)
  // Full-width stops, Arabic and Indic ones need no space after them.
  if (kind === c.sentenceEnd && unit > 0x60b && unit !== 0x2026) return true
  if (kind === c.joiner && reader.maybeShortened) return false
  let next = at + 1
  while (next < text.length && isCloser(text.charCodeAt(next))) next++
  if (next >= text.length) return true
  if (classes[text.charCodeAt(next)] === c.newline) return true
  if (!isSpace(text.charCodeAt(next))) return false
  while (next < text.length && (isSpace(text.charCodeAt(next)) || isOpener(text.charCodeAt(next)))) next++
  return classes[text.charCodeAt(next)] !== c.lower
}

function isSpace(unit: number): boolean {
  return (
    unit === 0x20 || unit === 0xa0 || unit === 0x09 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a)
  )
}

function isCloser(unit: number): boolean {
  return (
    unit === 0x22 ||
    unit === 0x201d ||
    unit === 0x2019 ||
    unit === 0x27 ||
    unit === 0x29 ||
    unit === 0x5d ||
    unit === 0xbb
  )
}

function isOpener(unit: number): boolean {
  return (
    unit === 0x22 ||
    unit === 0x201c ||
    unit === 0x2018 ||
    unit === 0x27 ||
    unit === 0x28 ||
    unit === 0x5b ||
    unit === 0xab
  )
}

function closeSentence(reader: Reader): void {
  reader.atStart = true
  reader.maybeShortened = false
  if (reader.scan.count - reader.sentenceStart < sentenceTokensMin) return
  reader.scan.sentenceEnds.push(reader.scan.count)
  reader.scan.endCharacters.push(reader.at)
  reader.sentenceStart = reader.scan.count
}

function closeText(reader: Reader): void {
  const { scan } = reader
  if (scan.count === reader.sentenceStart) return
  scan.sentenceEnds.push(scan.count)
  scan.endCharacters.push(reader.at)
  reader.sentenceStart = scan.count
}
