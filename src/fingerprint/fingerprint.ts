/** What is kept of an article to recognise it again: its telling words in order, sentence by sentence. */
import { cleanText } from './clean-text.ts'
import { detectLanguage } from './detect-language.ts'
import { languagePack } from './language-pack.ts'
import { emptyScan, scanText } from './scan-text.ts'

export interface Fingerprint {
  /** ISO 639-1 code the text was read in; empty when it could not be told. */
  readonly language: string
  /** Words of title and text, stop words included, up to where the fingerprint ends. */
  readonly words: number
  /** The text went on after the last token. */
  readonly cut: boolean
  /** Leading tokens that come from the title: `sentenceEnds[0]` when there is a title, else 0. */
  readonly titleTokens: number
  /** In order of the text: 24 bits of hash, marks above (`token-hash.ts`). */
  readonly tokens: Uint32Array
  /** Index after the last token of each sentence, ascending; the last one is `tokens.length`. */
  readonly sentenceEnds: Uint16Array
}

export interface FingerprintInput {
  readonly title: string
  readonly text: string
  /** BCP 47 tag the feed claims; the text itself is asked first. */
  readonly language?: string | undefined
}

/** Reads title and text once. Never throws, whatever the text; at most `limits.textCharactersMax` of it are read. */
export function fingerprintText(input: FingerprintInput): Fingerprint {
  return readText(input).fingerprint
}

/** The fingerprint together with the words of each of its sentences, for showing what was aligned. */
export function fingerprintSentences(input: FingerprintInput): {
  readonly fingerprint: Fingerprint
  readonly sentences: readonly string[]
} {
  const { fingerprint, title, text, ends } = readText(input)
  const hasTitle = fingerprint.titleTokens > 0
  const bodyEnds = hasTitle ? ends.slice(1) : ends
  const sentences = bodyEnds.map((end, index) => text.slice(bodyEnds[index - 1] ?? 0, end).trim())
  return { fingerprint, sentences: hasTitle ? [title, ...sentences] : sentences }
}

function readText(input: FingerprintInput): {
  readonly fingerprint: Fingerprint
  readonly title: string
  readonly text: string
  readonly ends: readonly number[]
} {
  const text = cleanText(input.text)
  const title = cleanText(input.title)
  const language = detectLanguage(text === '' ? title : text, input.language)
  const pack = languagePack(language)
  const scan = emptyScan()
  scanText(scan, title, { pack, names: false })
  const titleTokens = scan.count
  if (titleTokens > 0) {
    scan.sentenceEnds.splice(0, scan.sentenceEnds.length, titleTokens)
    scan.endCharacters.splice(0, scan.endCharacters.length, title.length)
  }
  scanText(scan, text, { pack, names: true })
  const tokens = scan.tokens.slice(0, scan.count)
  const sentenceEnds = Uint16Array.from(scan.sentenceEnds)
  const { words, cut } = scan
  return {
    fingerprint: { language, words, cut, titleTokens, tokens, sentenceEnds },
    title,
    text,
    ends: scan.endCharacters,
  }
}
