/** Hostile and broken texts: bounded work and a defined verdict for each. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFingerprint, encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { compareTexts } from '../../src/match/compare-texts.ts'
import { limits } from '../../src/model/limits.ts'
import { isCopyKind } from '../../src/model/verdict.ts'
import { readCorpusDocuments } from './read-corpus.ts'

const documents = readCorpusDocuments()

function articleOf(id: string): { readonly title: string; readonly text: string } {
  const found = documents.find((document) => document.id === id)
  if (found === undefined) throw new Error(`no article ${id} in the corpus`)
  return { title: found.title, text: found.text }
}

const plain = articleOf('bridge')
const accents = String.fromCodePoint(0x301, 0x302, 0x303, 0x327, 0x330, 0x334, 0x336, 0x35d)

/** Name, text, and how it stands to itself: a second copy of nothing, or of one word, is no copy. */
const strange: readonly (readonly [string, string, string])[] = [
  ['an empty text', '', 'new'],
  ['one word', 'Bridge', 'new'],
  ['five megabytes of one token', 'a'.repeat(5 * 1024 * 1024), 'new'],
  ['five megabytes of one word', 'bridge '.repeat(750_000), 'related'],
  ['five megabytes of a word that is left out', 'the '.repeat(1_300_000), 'new'],
  [
    'numbers and nothing else',
    Array.from({ length: 900 }, (_, index) => index * 37).join(' '),
    'nearDuplicate',
  ],
  ['one number of five million digits', '7'.repeat(5_000_000), 'new'],
  ['mixed scripts', 'Мост bridge جسر 橋梁 ব্রিজ γέφυρα สะพาน '.repeat(40), 'nearDuplicate'],
  ['lone surrogates and controls', '\ud800\u0000\u0007 \udc00 text \ufffd'.repeat(50), 'related'],
  ['surrogates the wrong way round', '\udc00\ud800'.repeat(100_000), 'new'],
  ['quotation marks that never close', '“ „ " « ” » '.repeat(2_000), 'new'],
  ['punctuation and nothing else', '.,;:!?-()…'.repeat(40_000), 'new'],
  ['full stops and nothing else', '. '.repeat(200_000), 'new'],
  ['emoji and nothing else', '😀🎉👩‍👩‍👧‍👦🇳🇴❤️'.repeat(10_000), 'new'],
  ['a flood of combining marks', `a${'\u0301'.repeat(400_000)}`, 'new'],
  ['invisible characters and nothing else', '\u200b\u200e\u202e\u2066\ufeff'.repeat(80_000), 'new'],
  ['white space and nothing else', ' \n\t\u00a0\u3000\r\n'.repeat(60_000), 'new'],
  ['a Han run without an end', '橋'.repeat(400_000), 'related'],
  ['digits and multipliers without an end', '9万'.repeat(200_000), 'new'],
  ['hyphens between number words', 'twenty-'.repeat(60_000), 'related'],
  ['digits in groups without an end', '123 '.repeat(100_000), 'related'],
  ['tags that never close', '<div '.repeat(20_000), 'related'],
  ['scripts that never close', '<script>'.repeat(50_000), 'new'],
  ['comments that never close', '<!--'.repeat(100_000), 'new'],
  ['closing lines without an end', 'Source: Example\n'.repeat(25_000), 'related'],
  ['entities within entities', '&amp;'.repeat(80_000), 'new'],
]

describe.each(strange)('%s', (_name, text, toItself) => {
  const fingerprint = fingerprintText({ title: '', text })

  test('has a bounded fingerprint that survives storing', () => {
    expect(fingerprint.tokens.length).toBeLessThanOrEqual(520)
    expect(fingerprint.sentenceEnds.length).toBeLessThanOrEqual(fingerprint.tokens.length)
    // Not even a word in every other character is read beyond what is read of any article.
    expect(fingerprint.words).toBeLessThanOrEqual(limits.textCharactersMax / 2)
    expect(encodeFingerprint(fingerprint).length).toBeLessThan(4_096)
    expect(decodeFingerprint(encodeFingerprint(fingerprint))).toEqual({
      ...fingerprint,
      words: Math.min(fingerprint.words, 0xffff),
    })
  })

  test('is no copy of an article, in no order, and stands to itself as it should', () => {
    expect(compareTexts({ title: '', text }, plain).kind).toBe('new')
    expect(compareTexts(plain, { title: '', text }).kind).toBe('new')
    expect(compareTexts({ title: '', text }, { title: '', text }).kind).toBe(toItself)
  })
})

test('what is no word is not counted as one', () => {
  for (const text of ['😀🎉'.repeat(1_000), '\ud800 \udc00 '.repeat(500), '.,; '.repeat(500)])
    expect(fingerprintText({ title: '', text }).words).toBeLessThanOrEqual(500)
  expect(fingerprintText({ title: '', text: 'The 😀 bridge 🎉 closed' }).words).toBe(3)
})

describe('sentences', () => {
  const words = plain.text.split(/\s+/)

  test('one without an end is parted, and read as far as any article', () => {
    const endless = Array.from(
      { length: 100_000 },
      (_, at) => words[at % words.length]?.replaceAll('.', '') ?? '',
    )
    const { tokens, sentenceEnds, cut } = fingerprintText({ title: '', text: endless.join(' ') })
    expect({ tokens: tokens.length, cut }).toEqual({ tokens: 520, cut: true })
    expect(sentenceEnds.length).toBe(Math.ceil(520 / 48))
  })

  test('a hundred thousand of one word lean on one another', () => {
    const text = Array.from(
      { length: 100_000 },
      (_, at) => `${words[at % words.length]?.replaceAll('.', '') ?? ''}.`,
    )
    const { tokens, sentenceEnds } = fingerprintText({ title: '', text: text.join(' ') })
    expect(tokens.length).toBe(520)
    expect(sentenceEnds.length).toBeLessThanOrEqual(Math.ceil(520 / 3))
  })

  test('neither is a copy of the article whose words they are', () => {
    const shuffled = words.toSorted().join('. ')
    expect(isCopyKind(compareTexts(plain, { title: '', text: shuffled }).kind)).toBe(false)
  })
})

const swap =
  (pairs: string) =>
  (text: string): string => {
    const table = new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.slice(1)]))
    return Array.from(text, (letter) => table.get(letter) ?? letter).join('')
  }

const disguises: readonly (readonly [string, (text: string) => string])[] = [
  ['zero-width characters inside words', (text) => text.replaceAll('e', 'e\u200b')],
  ['bidirectional marks around words', (text) => text.replaceAll(' ', ' \u202a').replaceAll('.', '\u202c.')],
  ['soft hyphens', (text) => text.replaceAll('in', 'i\u00adn')],
  ['selectors of glyphs', (text) => text.replaceAll('a', 'a\ufe0f').replaceAll('t', 't\udb40\udd00')],
  ['Hangul fillers', (text) => text.replaceAll('o', 'o\u3164')],
  ['Cyrillic letters in Latin words', swap('aа cс eе oо pр xх')],
  [
    'every Cyrillic letter that looks Latin',
    swap(
      'aа bЬ cс eе hһ iі jј kк lӏ mм oо pр qԛ sѕ tт vѵ wԝ xх yу AА BВ CС EЕ HН IІ JЈ KК MМ OО PР SЅ TТ XХ',
    ),
  ],
  [
    'Greek letters in Latin words',
    swap('aα eε iι kκ nη oο pρ tτ uυ vν xχ AΑ BΒ EΕ HΗ IΙ KΚ MΜ NΝ OΟ PΡ TΤ XΧ YΥ ZΖ'),
  ],
  ['Armenian letters in Latin words', swap('hհ oօ uս nո gց')],
  [
    'HTML left in the text',
    (text) => `<p class="lead">${text.replaceAll('\n', '</p>\n<p>')}</p><script>var a = "b"</script>`,
  ],
  [
    'comments and styles left in the text',
    (text) => `<!-- 14 of 52 --><style>p{}</style >${text}<!-- end -->`,
  ],
  ['entities', (text) => text.replaceAll('a', '&#97;').replaceAll("'", '&rsquo;')],
  [
    'full-width letters',
    (text) => text.replaceAll(/[A-Za-z]/g, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0)),
  ],
  [
    'mathematical letters',
    (text) => text.replaceAll(/[a-z]/g, (one) => String.fromCodePoint(one.charCodeAt(0) - 97 + 0x1d41a)),
  ],
  ['decomposed accents', (text) => text.normalize('NFD')],
  ['accents heaped on letters', (text) => text.replaceAll(/[aeiou]/g, `$&${accents}`)],
  ['curly apostrophes and quotation marks', (text) => text.replaceAll("'", '’').replaceAll('"', '”')],
]

test.each(disguises)('a copy disguised by %s is a near duplicate', (_name, disguise) => {
  for (const title of [plain.title, disguise(plain.title)]) {
    const { kind, scores } = compareTexts(plain, { title, text: disguise(plain.text) })
    expect(kind).toBe('nearDuplicate')
    expect(scores['jaccard']).toBeGreaterThan(0.9)
  }
})

test.each([
  [
    'Russian with Latin letters',
    'meteorit-ru',
    swap('аa еe оo рp сc хx уy кk мm тt АA ЕE ОO РP СC ХX КK МM ТT ВB НH'),
  ],
  ['Ukrainian with Latin letters', 'pasika-uk', swap('аa еe оo рp сc хx уy іi')],
  ['German with Cyrillic letters', 'kelter-de', swap('aа eе oо pр cс xх')],
  ['Arabic with every vowel sign', 'athar-ar', (text: string) => text.replaceAll(/[ابتدرسنلم]/g, '$&\u064e')],
  ['Arabic stretched', 'athar-ar', (text: string) => text.replaceAll(/[بتسلم](?=\p{L})/gu, '$&\u0640\u0640')],
  ['Hindi with decomposed nuktas', 'aam-hi', (text: string) => text.normalize('NFD')],
  [
    'Japanese in half-width kana and digits',
    'onsen-ja',
    (text: string) => text.replaceAll(/\d/g, (one) => String.fromCodePoint(one.charCodeAt(0) + 0xfee0)),
  ],
  [
    'Hindi in Devanagari digits',
    'aam-hi',
    (text: string) => text.replaceAll(/\d/g, (one) => String.fromCodePoint(one.charCodeAt(0) - 48 + 0x966)),
  ],
  [
    'Arabic in Arabic digits',
    'athar-ar',
    (text: string) => text.replaceAll(/\d/g, (one) => String.fromCodePoint(one.charCodeAt(0) - 48 + 0x660)),
  ],
])('%s is a near duplicate', (_name, id, disguise) => {
  const article = articleOf(id)
  const { kind, scores } = compareTexts(article, { title: article.title, text: disguise(article.text) })
  expect(kind).toBe('nearDuplicate')
  expect(scores['jaccard']).toBeGreaterThan(0.9)
})

test('whatever the characters, a text is read, and is its own copy or no copy at all', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'Bridge',
        '橋を',
        '12,5',
        '３万',
        '\ud83d',
        '\u202e',
        '<b>',
        '&#x41;',
        '«',
        '„',
        '. ',
        '।',
        '\n',
      ),
    ),
    { maxLength: 120 },
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      const { tokens, sentenceEnds } = fingerprintText({ title: '', text })
      expect(sentenceEnds.at(-1) ?? 0).toBe(tokens.length)
      expect(isCopyKind(compareTexts({ title: '', text }, plain).kind)).toBe(false)
    }),
    { numRuns: 200 },
  )
})
