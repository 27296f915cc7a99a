/** Which charset a page is read in. */
import { describe, expect, test } from 'vitest'
import { decodePage } from '../../src/extract/decode-page.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0)
const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))

describe('decoding', () => {
  test.each([
    { name: 'UTF-8 without a word about it', bytes: utf8('Grüße'), type: undefined, text: 'Grüße' },
    {
      name: 'a byte order mark over everything',
      bytes: utf8('\uFEFFGrüße'),
      type: 'text/html; charset=iso-8859-1',
      text: 'Grüße',
    },
    { name: 'UTF-16 by its mark', bytes: utf16le('Grüße'), type: undefined, text: 'Grüße' },
    {
      name: 'the charset of the header',
      bytes: latin1('Grüße'),
      type: 'text/html; charset=ISO-8859-1',
      text: 'Grüße',
    },
    {
      name: 'the charset of the meta element',
      bytes: latin1('<meta charset="iso-8859-15">Grüße'),
      type: 'text/html',
      text: '<meta charset="iso-8859-15">Grüße',
    },
    {
      name: 'the charset of an http-equiv',
      bytes: latin1('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">é'),
      type: undefined,
      text: '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">é',
    },
    {
      name: 'windows-1252 when it is no UTF-8',
      bytes: latin1('caf\xe9 \x93quoted\x94'),
      type: undefined,
      text: 'café “quoted”',
    },
    {
      name: 'an unknown label is passed over',
      bytes: utf8('Grüße'),
      type: 'text/html; charset=klingon',
      text: 'Grüße',
    },
    { name: 'nothing', bytes: new Uint8Array(), type: undefined, text: '' },
  ])('$name', ({ bytes, type, text }) => {
    expect(decodePage(bytes, type)).toBe(text)
  })
})
