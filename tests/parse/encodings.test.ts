/** One title in every encoding: right label, wrong label, no label, with and without a byte order mark. */
import { expect, test } from 'vitest'
import { limits } from '../../src/model/limits.ts'
import { decodeBytes } from '../../src/parse/decode-bytes.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

interface EncodedTitle {
  readonly name: string
  readonly title: string
  /** The title's bytes, in hexadecimal, from the encoding's published table. */
  readonly hex: string
}

/** Single bytes and pairs written by hand: Node encodes none of these. */
const legacy: readonly EncodedTitle[] = [
  { name: 'iso-8859-1', title: 'café', hex: '63 61 66 e9' },
  { name: 'iso-8859-2', title: 'Łódź', hex: 'a3 f3 64 bc' },
  { name: 'iso-8859-3', title: 'Ħal', hex: 'a1 61 6c' },
  { name: 'iso-8859-4', title: 'Šāds', hex: 'a9 e0 64 73' },
  { name: 'iso-8859-5', title: 'Мир', hex: 'bc d8 e0' },
  { name: 'iso-8859-6', title: 'سلام', hex: 'd3 e4 c7 e5' },
  { name: 'iso-8859-7', title: 'Νέα', hex: 'cd dd e1' },
  { name: 'iso-8859-8', title: 'שלום', hex: 'f9 ec e5 ed' },
  { name: 'iso-8859-9', title: 'Ağaç', hex: '41 f0 61 e7' },
  { name: 'iso-8859-10', title: 'Þing', hex: 'de 69 6e 67' },
  { name: 'iso-8859-13', title: 'Žinia', hex: 'de 69 6e 69 61' },
  { name: 'iso-8859-15', title: '5 € œuf', hex: '35 20 a4 20 bd 75 66' },
  { name: 'koi8-r', title: 'Мир', hex: 'ed c9 d2' },
  { name: 'koi8-u', title: 'їжак', hex: 'a7 d6 c1 cb' },
  { name: 'ibm866', title: 'Мир', hex: '8c a8 e0' },
  { name: 'macintosh', title: 'café', hex: '63 61 66 8e' },
  { name: 'windows-874', title: 'ไทย', hex: 'e4 b7 c2' },
  { name: 'windows-1250', title: 'Žluť', hex: '8e 6c 75 9d' },
  { name: 'windows-1251', title: 'Мир', hex: 'cc e8 f0' },
  { name: 'windows-1252', title: '“5 €”', hex: '93 35 20 80 94' },
  { name: 'windows-1253', title: 'Νέα', hex: 'cd dd e1' },
  { name: 'windows-1254', title: 'Ağaç', hex: '41 f0 61 e7' },
  { name: 'windows-1255', title: 'שלום', hex: 'f9 ec e5 ed' },
  { name: 'windows-1256', title: 'سلام', hex: 'd3 e1 c7 e3' },
  { name: 'windows-1257', title: 'Žinia', hex: 'de 69 6e 69 61' },
  { name: 'windows-1258', title: 'đường', hex: 'f0 fd f5 cc 6e 67' },
  { name: 'shift_jis', title: '日本ソ', hex: '93 fa 96 7b 83 5c' },
  { name: 'euc-jp', title: '日本', hex: 'c6 fc cb dc' },
  { name: 'gb18030', title: '中文', hex: 'd6 d0 ce c4' },
  { name: 'gbk', title: '中文', hex: 'd6 d0 ce c4' },
  { name: 'gb2312', title: '中文', hex: 'd6 d0 ce c4' },
  { name: 'big5', title: '中文許', hex: 'a4 a4 a4 e5 b3 5c' },
  { name: 'euc-kr', title: '한국', hex: 'c7 d1 b1 b9' },
  { name: 'iso-2022-jp', title: '日本', hex: '1b 24 42 46 7c 4b 5c 1b 28 42' },
]

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const fromHex = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(' ', ''), 'hex')

function feedOf(title: Uint8Array, declared: string | undefined): Uint8Array {
  const declaration = declared === undefined ? '' : `<?xml version="1.0" encoding="${declared}"?>`
  return Buffer.concat([
    ascii(`${declaration}<rss version="2.0"><channel><title>t</title><item><title>`),
    title,
    ascii('</title></item></channel></rss>'),
  ])
}

async function titleIn(bytes: Uint8Array, contentType?: string): Promise<string | undefined> {
  const outcome = await parseFeed(bytes, { url: 'https://enc.example/', contentType, limits })
  return outcome.kind === 'parsed' ? outcome.feed.entries[0]?.title : outcome.kind
}

test.each(legacy)('$name is read as its XML declaration says', async ({ name, title, hex }) => {
  expect((await titleIn(feedOf(fromHex(hex), name)))?.normalize('NFC')).toBe(title)
})

test.each(legacy)('$name is read as its HTTP header says', async ({ name, title, hex }) => {
  const read = await titleIn(
    feedOf(fromHex(hex), undefined),
    `application/rss+xml; charset="${name.toUpperCase()}"`,
  )
  expect(read?.normalize('NFC')).toBe(title)
})

test.each(legacy.filter(({ name }) => name !== 'iso-2022-jp'))(
  '$name labelled utf-8 in the header is read as its declaration says',
  async ({ name, title, hex }) => {
    const read = await titleIn(feedOf(fromHex(hex), name), 'text/xml; charset=utf-8')
    expect(read?.normalize('NFC')).toBe(title)
  },
)

const every = 'Übung — 日本 Ω 🜨'
const whole = `<?xml version="1.0"?><rss version="2.0"><channel><item><title>${every}</title></item></channel></rss>`
const json = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 't',
  items: [{ id: '1', title: every }],
})

function swapped(bytes: Uint8Array): Uint8Array {
  return Buffer.from(bytes).swap16()
}

function utf32(text: string, littleEndian: boolean): Uint8Array {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const view = new DataView(new ArrayBuffer(codes.length * 4))
  for (const [index, code] of codes.entries()) view.setUint32(index * 4, code, littleEndian)
  return new Uint8Array(view.buffer)
}

const unicode: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['utf-8', (text) => Buffer.from(text)],
  ['utf-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['utf-16le', (text) => Buffer.from(text, 'utf16le')],
  ['utf-16le with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be', (text) => swapped(Buffer.from(text, 'utf16le'))],
  ['utf-16be with a mark', (text) => swapped(Buffer.from(`\ufeff${text}`, 'utf16le'))],
  ['utf-32le', (text) => utf32(text, true)],
  ['utf-32le with a mark', (text) => utf32(`\ufeff${text}`, true)],
  ['utf-32be', (text) => utf32(text, false)],
  ['utf-32be with a mark', (text) => utf32(`\ufeff${text}`, false)],
]

const misleading = [
  undefined,
  'text/xml; charset=utf-8',
  'text/xml; charset=iso-8859-1',
  'text/xml; charset=nonsense',
]
const unicodeCases = unicode.flatMap(([name, encode]) =>
  misleading.flatMap((contentType) => [
    { name, contentType, format: 'XML', bytes: encode(whole) },
    { name, contentType, format: 'JSON', bytes: encode(json) },
  ]),
)

test.each(unicodeCases)('$name $format under $contentType is read', async ({ bytes, contentType }) => {
  expect(await titleIn(bytes, contentType)).toBe(every)
})

test('windows-1252 labelled utf-8 everywhere is recognised and reported', async () => {
  const bytes = feedOf(fromHex('93 63 61 66 e9 94'), 'utf-8')
  expect(await titleIn(bytes, 'text/xml; charset=utf-8')).toBe('“café”')
  expect(decodeBytes(bytes, undefined)).toMatchObject({
    encoding: 'windows-1252',
    problem: 'not valid utf-8, read as windows-1252',
  })
})

test('one bad byte in UTF-8 is read as windows-1252 and is reported', () => {
  const bytes = Buffer.concat([Buffer.from('<rss>äöüäöü '), Buffer.from([0xff]), Buffer.from(' ß')])
  expect(decodeBytes(bytes, undefined)).toEqual({
    text: '<rss>äöüäöü ÿ ß',
    encoding: 'utf-8',
    problem: '1 bytes are not valid UTF-8',
  })
})

test.each([
  ['iso-8859-1', 'labelled iso-8859-1, but it is UTF-8'],
  ['cp1251', 'labelled windows-1251, but it is UTF-8'],
  ['koi8-r', 'labelled koi8-r, but it is UTF-8'],
  ['utf-8', undefined],
])('UTF-8 labelled %s is UTF-8', (label, problem) => {
  expect(decodeBytes(Buffer.from('<rss>é</rss>'), `text/xml; charset=${label}`)).toEqual({
    text: '<rss>é</rss>',
    encoding: 'utf-8',
    problem,
  })
})

test('plain ASCII under any label is no problem', () => {
  expect(decodeBytes(Buffer.from('<rss/>'), 'text/xml; charset=shift_jis').problem).toBeUndefined()
})

test('a document of no bytes at all is empty', () => {
  expect(decodeBytes(new Uint8Array(), undefined)).toMatchObject({ text: '' })
})

test('bytes in the middle of a larger buffer are read from where they stand', () => {
  const larger = Buffer.concat([ascii('garbage'), Buffer.from(json, 'utf16le'), ascii('rest')])
  expect(decodeBytes(larger.subarray(7, larger.length - 4), undefined).text).toBe(json)
})
