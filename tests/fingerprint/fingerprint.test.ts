/** Tokens, sentences, languages and the encoding of a fingerprint. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectLanguage } from '../../src/fingerprint/detect-language.ts'
import { decodeFingerprint, encodeFingerprint } from '../../src/fingerprint/encode.ts'
import { fingerprintSentences, fingerprintText } from '../../src/fingerprint/fingerprint.ts'
import { mark } from '../../src/fingerprint/token-hash.ts'
import { canonicalNumbers } from '../../src/fingerprint/written-numbers.ts'

const tokensOf = (text: string, language = 'en'): readonly number[] => [
  ...fingerprintText({ title: '', text, language }).tokens,
]

test.each([
  ['1,394', ['1394']],
  ['1.394', ['1394']],
  ['7,5', ['7.5']],
  ['7.50', ['7.5']],
  ['1.234.567,8', ['1234567.8']],
  ['21st', ['21']],
  ['007', ['7']],
  ['١٢٣', ['123']],
])('the number %s is %j', (written, expected) => {
  expect(canonicalNumbers(written)).toEqual(expected)
})

test.each([
  ['The council closed the bridges.', 'the Council closing a bridge', 'stems, stop words and capitals'],
  ['It had ten wards.', 'it had 10 wards', 'number words'],
  ['the baker’s ovens', 'bakers oven', 'possessives'],
  ['U.S. and E.U. envoys', 'US and EU envoys', 'points in acronyms'],
])('%s reads as %s: %s', (left, right) => {
  const plain = (tokens: readonly number[]) => tokens.map((token) => token & 0xff_ffff)
  expect(plain(tokensOf(left))).toEqual(plain(tokensOf(right)))
})

test('a month is a slot and a modal verb is nothing', () => {
  expect(tokensOf('May rain').some((token) => (token & mark.calendar) !== 0)).toBe(true)
  expect(tokensOf('it may rain').some((token) => (token & mark.calendar) !== 0)).toBe(false)
})

test('words in quotation marks are marked, in every style of quotation', () => {
  for (const text of [
    'He said "green apples" today',
    'He said “green apples” today',
    'Er sagte „grüne Äpfel“ heute',
    'Il dit «pommes vertes» hier',
  ]) {
    expect(tokensOf(text).filter((token) => (token & mark.quoted) !== 0)).toHaveLength(2)
  }
})

test.each([
  ['en', 'The council said on Tuesday that the old bridge will be closed until the autumn.'],
  ['de', 'Der Stadtrat hat am Dienstag beschlossen, dass die alte Brücke bis zum Herbst gesperrt wird.'],
  ['fr', 'Le conseil a décidé mardi que le vieux pont sera fermé jusqu’à l’automne pour des travaux.'],
  ['es', 'El ayuntamiento decidió el martes que el puente viejo estará cerrado hasta el otoño.'],
  ['it', 'Il consiglio ha deciso che il vecchio ponte della città sarà chiuso per i lavori.'],
  ['pt', 'A câmara decidiu que a velha ponte não será aberta até ao outono para uma obra.'],
  ['nl', 'De gemeenteraad heeft besloten dat de oude brug over de rivier niet open gaat.'],
  ['ru', 'Городской совет решил, что старый мост будет закрыт до осени, но не на всё время.'],
  ['ar', 'قررت البلدية يوم الثلاثاء إغلاق الجسر القديم فوق النهر حتى الخريف'],
  ['hi', 'नगर पालिका ने मंगलवार को पुराने पुल को बंद करने का फैसला किया।'],
  ['zh', '市政府周二决定将河上的旧桥关闭至秋季。'],
  ['ja', '市は火曜日、川にかかる古い橋を秋まで閉鎖することを決めた。'],
])('%s is recognised', (language, text) => {
  expect(detectLanguage(text)).toBe(language)
})

test('too few words leave the language to what the feed claims', () => {
  expect(detectLanguage('Brücke', 'de-AT')).toBe('de')
  expect(detectLanguage('', undefined)).toBe('')
})

describe('sentences', () => {
  test('are given in order with the title first, and cover the text', () => {
    const { fingerprint, sentences } = fingerprintSentences({
      title: 'Harlow Point bridge closed',
      text: 'Gov. Lena Reyes closed the old bridge. Ferries carry commuters across the river!\nRepairs cost eighteen million crowns.',
    })
    expect(sentences).toHaveLength(fingerprint.sentenceEnds.length)
    expect(sentences[0]).toBe('Harlow Point bridge closed')
    expect(sentences[1]).toContain('Gov. Lena Reyes closed the old bridge')
  })

  test('in scripts without spaces are parted and read in words', () => {
    const { sentenceEnds, tokens } = fingerprintText({
      title: '',
      text: '市政府周二决定将河上的旧桥关闭至秋季。工程师检查了主缆并发现锈蚀。',
    })
    expect(sentenceEnds.length).toBe(2)
    expect(tokens.length).toBeGreaterThan(8)
  })
})

describe('the encoding', () => {
  test('returns every fingerprint unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 2_000 }),
        (title, text) => {
          const fingerprint = fingerprintText({ title, text })
          expect(decodeFingerprint(encodeFingerprint(fingerprint))).toEqual(fingerprint)
        },
      ),
    )
  })

  test('refuses foreign bytes with a RangeError and never hangs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decodeFingerprint(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
    )
    expect(() => decodeFingerprint(new Uint8Array(0))).toThrow(RangeError)
  })
})
