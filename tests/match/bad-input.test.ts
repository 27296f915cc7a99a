/** Hostile and broken texts: bounded work and a defined verdict for each. */
import { describe, expect, test } from 'vitest'
import { decodeFingerprint, encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { compareTexts } from '../../src/match/compare-texts.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { readCorpusDocuments } from './read-corpus.ts'

const bridge = readCorpusDocuments().find(({ id }) => id === 'bridge') ?? { title: '', text: '' }
const plain = { title: bridge.title, text: bridge.text }

const strange: readonly (readonly [string, string])[] = [
  ['an empty text', ''],
  ['one word', 'Bridge'],
  ['five megabytes of one token', 'a'.repeat(5 * 1024 * 1024)],
  ['five megabytes of one word', 'bridge '.repeat(750_000)],
  ['numbers and nothing else', Array.from({ length: 900 }, (_, index) => index * 37).join(' ')],
  ['mixed scripts', 'Мост bridge جسر 橋梁 ব্রিজ γέφυρα สะพาน '.repeat(40)],
  ['lone surrogates and controls', '\ud800\u0000\u0007 \udc00 text \ufffd'.repeat(50)],
  ['quotation marks that never close', '“ „ " « '.repeat(2_000)],
  ['tags that never close', '<div '.repeat(20_000)],
]

describe.each(strange)('%s', (_name, text) => {
  test('has a bounded fingerprint that survives storing', () => {
    const fingerprint = fingerprintText({ title: '', text })
    expect(fingerprint.tokens.length).toBeLessThanOrEqual(520)
    expect(decodeFingerprint(encodeFingerprint(fingerprint))).toEqual(fingerprint)
  })

  test('is no copy of an article', () => {
    expect(isCopyKind(compareTexts({ title: '', text }, plain).kind)).toBe(false)
  })
})

const lookalike: Readonly<Record<string, string>> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х' }
const disguises: readonly (readonly [string, (text: string) => string])[] = [
  ['zero-width characters inside words', (text) => text.replaceAll('e', 'e\u200b')],
  ['bidirectional marks around words', (text) => text.replaceAll(' ', ' \u202a').replaceAll('.', '\u202c.')],
  ['soft hyphens', (text) => text.replaceAll('in', 'i\u00adn')],
  [
    'Cyrillic letters in Latin words',
    (text) => text.replaceAll(/[aceopx]/g, (letter) => lookalike[letter] ?? letter),
  ],
  [
    'HTML left in the text',
    (text) => `<p class="lead">${text.replaceAll('\n', '</p>\n<p>')}</p><script>var a = "b"</script>`,
  ],
  ['entities', (text) => text.replaceAll('a', '&#97;').replaceAll("'", '&rsquo;')],
  [
    'full-width letters',
    (text) => text.replaceAll(/[A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  ],
  ['decomposed accents', (text) => text.normalize('NFD')],
]

test.each(disguises)('a copy disguised by %s is a near duplicate', (_name, disguise) => {
  const { kind, scores } = compareTexts(plain, { title: plain.title, text: disguise(plain.text) })
  expect(kind).toBe('nearDuplicate')
  expect(scores['jaccard']).toBeGreaterThan(0.9)
})
