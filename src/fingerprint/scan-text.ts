/** One pass over the characters of a text: words are hashed while they are read, sentences and quotations noted. */
import { characterClass, characterTables } from './character-classes.ts'
import type { LanguagePack } from './language-pack.ts'
import { segmentWords } from './segment-words.ts'
import { endsSentence, isSpace } from './sentence-ends.ts'
import type { LastWord } from './sentence-ends.ts'
import { cachedToken, createTokenCache, storeToken } from './token-cache.ts'
import type { TokenCache } from './token-cache.ts'
import { finishHash, mark } from './token-hash.ts'
import { amountBefore, boundFactor, canonical, scaledNumber } from './scale-words.ts'
import { listedForm, noToken, numberToken, plainToken, wordToken } from './word-token.ts'
import { canonicalNumbers, groupedEnd, hanMultiple, joinedNumber } from './written-numbers.ts'

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
  /** Where the number read last ends, its words of thousands and millions included. */
  numberEnd: number
  /** Where the quotation that is open began; -1 when none is. */
  quoteStart: number
  /** The unit that closes the open quotation where that is an opening mark elsewhere (“ after „, « after »); else 0. */
  quoteCloser: number
  sentenceStart: number
  /** No word of the sentence was read yet. */
  atStart: boolean
  /** Index of the token of the sentence's first word when that had a capital; -1 afterwards. */
  initialToken: number
  word: LastWord
}

const noWord: LastWord = { start: -1, end: -1, maybeShortened: false }

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
  const place = { at: 0, numberEnd: 0, quoteStart: -1, quoteCloser: 0, sentenceStart: scan.count }
  return { text, pack, cache, scan, names, ...place, atStart: true, initialToken: -1, word: noWord }
}

function readWord(reader: Reader, firstUnit: number): void {
  const { text } = reader
  // What is left of an emoji, the first half of which is no letter.
  if ((firstUnit & 0xfc00) === 0xdc00) {
    reader.at++
    return
  }
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
  if (digits) pushNumbers(reader, start, capital)
  else pushWord(reader, { start, end, capital }, { first: finishHash(first), second: second >>> 0 })
  // "’s" is no part of the word.
  if (isPossessive(text, end)) reader.at = end + 2
  reader.word = { start, end: reader.at, maybeShortened: capital && end - start <= 3 }
  reader.atStart = false
}

// Whether the punctuation at `at` binds what stands on both sides: "don’t", "U.S", "1,394"; not "end.Next".
function joins(reader: Reader, at: number, digits: boolean): boolean {
  const { text } = reader
  const { classes } = characterTables()
  const next = classes[text.charCodeAt(at + 1)] ?? 0
  if (next === c.separator || next >= c.unspaced) return false
  const unit = text.charCodeAt(at)
  if (isApostrophe(unit)) {
    if (next === c.digit) return digits && isThousand(text, at)
    return !reader.pack.elides && !isPossessive(text, at)
  }
  if (next === c.digit) return digits && classes[text.charCodeAt(at - 1)] === c.digit
  if (unit === 0x2c) return false
  const before = at - 2 < reader.at ? c.separator : (classes[text.charCodeAt(at - 2)] ?? 0)
  return before === c.separator || before === c.joiner
}

// ' ’ and the letter apostrophe of Ukrainian (ʼ).
function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019 || unit === 0x2bc
}

// Swiss thousands: "18'000".
function isThousand(text: string, at: number): boolean {
  const { classes } = characterTables()
  const isDigit = (place: number): boolean => classes[text.charCodeAt(place)] === c.digit
  return isDigit(at - 1) && isDigit(at + 2) && isDigit(at + 3) && !isDigit(at + 4)
}

function isPossessive(text: string, at: number): boolean {
  if (!isApostrophe(text.charCodeAt(at))) return false
  const letter = text.charCodeAt(at + 1)
  if (letter !== 0x73 && letter !== 0x53) return false
  const after = characterTables().classes[text.charCodeAt(at + 2)] ?? 0
  return after === c.separator || after >= c.unspaced
}

interface WrittenWord {
  readonly start: number
  readonly end: number
  readonly capital: boolean
}

function pushWord(reader: Reader, word: WrittenWord, key: { first: number; second: number }): void {
  // "May" is a month and "may" is nothing: capitals are part of what is remembered.
  const second = word.capital ? ~key.second >>> 0 : key.second
  let token = cachedToken(reader.cache, key.first, second)
  if (token < 0) {
    const written = reader.text
      .slice(word.start, word.end)
      .toLowerCase()
      .replaceAll(/['’ʼ.,٫٬]/g, '')
    token = wordToken(written, word.capital, reader.pack)
    storeToken(reader.cache, { first: key.first, second }, token)
  }
  if (token === noToken) return
  if ((token & mark.number) !== 0) {
    token = pushNumberWord(reader, word, token)
    reader.initialToken = -1
    if (token === noToken) return
  }
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

// Moves on to where the number ends: "23 000", "12.6亿".
function pushNumbers(reader: Reader, start: number, capital: boolean): void {
  const { text, pack } = reader
  if (!isDay(reader, start)) reader.at = groupedEnd(text, { start, end: reader.at }, pack)
  const multiple =
    characterTables().classes[text.charCodeAt(reader.at)] === c.unspaced
      ? hanMultiple(text, { start, end: reader.at })
      : undefined
  if (multiple !== undefined) {
    reader.at = multiple.end
    push(reader, numberToken(multiple.digits))
    return
  }
  const written = text.slice(start, reader.at)
  const numbers = canonicalNumbers(written)
  const factor = boundFactor(written, text.slice(Math.max(0, start - 1), start), pack.scales)
  const last = Number(numbers.at(-1) ?? Number.NaN) * factor
  const scaled = scaledNumber(text, { value: last, end: reader.at }, pack)
  reader.numberEnd = scaled?.end ?? reader.at
  for (const digits of numbers.slice(0, -1)) push(reader, numberToken(digits))
  for (const digits of numbers.slice(-1))
    push(reader, numberToken(scaled?.digits ?? (factor === 1 ? digits : canonical(last))))
  // "AK203" and "G7" are also names; "21st" and "1990s" are not.
  const letters = written.toLowerCase().replaceAll(/[^\p{L}]/gu, '')
  if (capital && letters !== '') push(reader, wordToken(written.toLowerCase(), true, pack))
}

// "On May 20 500 people marched": the day ends where the next number begins. Who writes "23 000" writes "20 mai".
function isDay({ pack, scan, word }: Reader, start: number): boolean {
  const last = scan.tokens[scan.count - 1] ?? 0
  return !pack.spacedThousands && word.end === start - 1 && (last & mark.calendar) !== 0
}

// "Twenty" goes on in "-five"; which words are numbers is asked again, since the cache keeps only what they came to. Returns
// what is left to push as a word: "million" stays one beside the number it is part of, since other copies write it too.
function pushNumberWord(reader: Reader, word: WrittenWord, token: number): number {
  const { text, pack } = reader
  const low = text.slice(word.start, word.end).toLowerCase().replaceAll(/['’ʼ]/g, '')
  const written = listedForm(low, word.capital, pack)
  const factor = pack.scales.factors.get(written)
  if (factor !== undefined) {
    const amount = word.start < reader.numberEnd ? undefined : amountBefore(text, word.start, pack.scales)
    if (amount !== undefined) pushScaled(reader, { value: amount * factor, end: word.end })
    return plainToken(written, pack)
  }
  const value = Number(pack.numbers.get(written) ?? 0)
  const joined = value > 0 ? joinedNumber(text, { value, end: word.end }, pack) : undefined
  if (joined !== undefined) reader.at = joined.end
  if (value > 0) pushScaled(reader, { value: Number(joined?.digits ?? value), end: reader.at })
  else push(reader, token)
  return noToken
}

// A number in words with the thousands and millions it goes on in: "twenty-five thousand".
function pushScaled(reader: Reader, from: { value: number; end: number }): void {
  const scaled = scaledNumber(reader.text, from, reader.pack)
  reader.numberEnd = scaled?.end ?? from.end
  push(reader, numberToken(scaled?.digits ?? canonical(from.value)))
}

const middleDots: ReadonlySet<number> = new Set([0xb7, 0x30fb, 0x2022])
const japaneseTitles: ReadonlySet<string> = new Set(['さん', 'ちゃん', '容疑者', '被告'])

function readUnspaced(reader: Reader): void {
  const { classes } = characterTables()
  const { text, pack, scan } = reader
  const start = reader.at
  let at = start
  while (at < text.length && at - start < 2_000 && classes[text.charCodeAt(at)] === c.unspaced) at++
  const words = segmentWords(text.slice(start, at), pack.language)
  // Foreign names are written with a dot between their parts: 西奥多·万斯, マルタ・ケルビン.
  const dotBefore = middleDots.has(text.charCodeAt(start - 1))
  const dotAfter = middleDots.has(text.charCodeAt(at))
  for (const [index, { text: word, digits }] of words.entries()) {
    scan.words++
    if (digits !== undefined) {
      push(reader, numberToken(digits))
      continue
    }
    const isNamed =
      (dotBefore && index === 0) ||
      (dotAfter && index === words.length - 1) ||
      japaneseTitles.has(words[index + 1]?.text ?? '')
    const token = wordToken(word, false, pack)
    push(
      reader,
      isNamed && reader.names && token !== noToken && token < mark.name ? token | mark.name : token,
    )
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
    const quoted = reader.quoteStart >= 0 && reader.quoteCloser > 0
    if (endsSentence(reader.text, at, { pack: reader.pack, word: reader.word, quoted })) closeSentence(reader)
  } else if (kind === c.joiner) {
    if (reader.pack.singleQuotes) readSingleQuote(reader, at, unit)
  } else {
    readQuote(reader, at, { kind, unit })
  }
}

function readQuote(reader: Reader, at: number, { kind, unit }: { kind: number; unit: number }): void {
  const open = reader.quoteStart >= 0
  if (open && unit === reader.quoteCloser) {
    // German „…“ and »…« close with the marks that open elsewhere.
    reader.quoteStart = -1
  } else if (kind === c.quoteClose && (open || !opensWord(reader, at))) {
    reader.quoteStart = -1
  } else if (kind === c.quoteEither && open && unit !== 0x201e) {
    reader.quoteStart = -1
  } else {
    reader.quoteStart = at
    reader.quoteCloser = closers.get(unit) ?? 0
  }
}

// „…“, »…« and ”…”, and the mark that opens for each.
const closers: ReadonlyMap<number, number> = new Map([
  [0x201e, 0x201c],
  [0xbb, 0xab],
  [0x201d, 0x201d],
])

// A closing mark that stands before a word and after a space opens there: »so« and ”so” are quotations too.
function opensWord(reader: Reader, at: number): boolean {
  const { text } = reader
  const { classes } = characterTables()
  const before =
    at === 0 || isSpace(text.charCodeAt(at - 1)) || classes[text.charCodeAt(at - 1)] === c.newline
  const after = classes[text.charCodeAt(at + 1)] ?? 0
  return before && after > c.separator && after < c.unspaced
}

// 'Zo' and ‘zo’; not the article in "'s avonds" or "'t".
function readSingleQuote(reader: Reader, at: number, unit: number): void {
  if (unit !== 0x27 && unit !== 0x2019) return
  if (reader.quoteStart >= 0) reader.quoteStart = -1
  else if (unit === 0x27 && opensWord(reader, at) && !/^[a-z]\b/.test(reader.text.slice(at + 1, at + 3)))
    reader.quoteStart = at
}

function closeSentence(reader: Reader): void {
  reader.atStart = true
  reader.word = noWord
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
