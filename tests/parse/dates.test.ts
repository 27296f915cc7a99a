/** Dates as the specifications write them, and as feeds do. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDate } from '../../src/parse/parse-date.ts'

const iso = (text: string): string | undefined => {
  const timeMs = parseDate(text)
  return timeMs === undefined ? undefined : new Date(timeMs).toISOString()
}

test.each([
  ['Sat, 07 Sep 2002 00:00:01 GMT', '2002-09-07T00:00:01.000Z'],
  ['Sat, 07 Sep 02 00:00:01 GMT', '2002-09-07T00:00:01.000Z'],
  ['07 Sep 99 00:00 UT', '1999-09-07T00:00:00.000Z'],
  ['7 Sep 2002 9:05:07 +0530', '2002-09-07T03:35:07.000Z'],
  ['Sat, 07 Sep 2002 00:00:01 -0000', '2002-09-07T00:00:01.000Z'],
  ['Sat, 07 Sep 2002 00:00:01 PDT', '2002-09-07T07:00:01.000Z'],
  ['Sat, 07 Sep 2002 00:00:01 XYZ', '2002-09-07T00:00:01.000Z'],
  ['Saturday, 07 September 2002 00:00:01 GMT', '2002-09-07T00:00:01.000Z'],
  ['Fri, 07 Sep 2002 00:00:01 GMT', '2002-09-07T00:00:01.000Z'],
  ['Sat,07 Sep 2002 00:00:01 GMT', '2002-09-07T00:00:01.000Z'],
  ['Sat, 07 Sep 2002', '2002-09-07T00:00:00.000Z'],
  ['2003-12-13T18:30:02Z', '2003-12-13T18:30:02.000Z'],
  ['2003-12-13T18:30:02.25Z', '2003-12-13T18:30:02.250Z'],
  ['2003-12-13T18:30:02+01:00', '2003-12-13T17:30:02.000Z'],
  ['2003-12-13T18:30:02.25+01:00', '2003-12-13T17:30:02.250Z'],
  ['2003-12-13t18:30:02z', '2003-12-13T18:30:02.000Z'],
  ['2003-12-13 18:30:02', '2003-12-13T18:30:02.000Z'],
  ['2003-12-13T18:30', '2003-12-13T18:30:00.000Z'],
  ['20031213T183002Z', '2003-12-13T18:30:02.000Z'],
  ['2003-12', '2003-12-01T00:00:00.000Z'],
  ['2003', '2003-01-01T00:00:00.000Z'],
  ['2004-02-29T00:00:00Z', '2004-02-29T00:00:00.000Z'],
  ['  2003-12-13\n', '2003-12-13T00:00:00.000Z'],
  ['Sat Sep  7 00:00:01 2002', '2002-09-07T00:00:01.000Z'],
  ['September 7, 2002 3:04 PM', '2002-09-07T15:04:00.000Z'],
  ['1031356801', '2002-09-07T00:00:01.000Z'],
  ['1031356801000', '2002-09-07T00:00:01.000Z'],
  ['2002-9-7T5:3:9Z', '2002-09-07T05:03:09.000Z'],
  ['2002-250', '2002-09-07T00:00:00.000Z'],
  ['2002-W36-6', '2002-09-07T00:00:00.000Z'],
  ['2002-09-07T24:00:00Z', '2002-09-08T00:00:00.000Z'],
  ['2002-09-07T15:00:00-07:00[America/Los_Angeles]', '2002-09-07T22:00:00.000Z'],
  ['Sat Sep 07 2002 15:00:00 GMT+0200 (CEST)', '2002-09-07T13:00:00.000Z'],
  ['Sat, 7 Sep 02 15:00:00 -0800', '2002-09-07T23:00:00.000Z'],
  ['Sat, 07 Sept 2002 3:00:00 p.m. EST', '2002-09-07T20:00:00.000Z'],
  ['Saturday, September 7, 2002 - 15:00', '2002-09-07T15:00:00.000Z'],
  ['07-Sep-2002 15:00:00', '2002-09-07T15:00:00.000Z'],
  ['9/7/2002 3:00 PM', '2002-09-07T15:00:00.000Z'],
  ['13/9/2002', '2002-09-13T00:00:00.000Z'],
  ['7.9.02', '2002-09-07T00:00:00.000Z'],
  ['2002/9/7 15:00', '2002-09-07T15:00:00.000Z'],
  ['2002년 9월 7일 오후 3:00', '2002-09-07T15:00:00.000Z'],
  ['2002년 9월 7일 토요일 15:00', '2002-09-07T15:00:00.000Z'],
  ['2002年9月7日(土) 15時30分', '2002-09-07T15:30:00.000Z'],
  ['2002年9月7日 星期六 下午3:30', '2002-09-07T15:30:00.000Z'],
  ['samedi 7 septembre 2002 à 15h30', '2002-09-07T15:30:00.000Z'],
  ['7 de septiembre de 2002', '2002-09-07T00:00:00.000Z'],
  ['Cmt, 07 Eyl 2002 15:00:00 +0300', '2002-09-07T12:00:00.000Z'],
  ['sob., 7 wrz 2002 15:00:00 +0200', '2002-09-07T13:00:00.000Z'],
  ['Σάβ, 07 Σεπ 2002 15:00:00 +0300', '2002-09-07T12:00:00.000Z'],
])('%j is %s', (text, expected) => {
  expect(iso(text)).toBe(expected)
})

test.each([
  [''],
  ['yesterday'],
  ['Mon, 01 Jan 0001 00:00:00 +0000'],
  ['0000-00-00T00:00:00Z'],
  ['0000-00-00 00:00:00'],
  ['Thu, 01 Jan 1970 00:00:00 GMT'],
  ['1970-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59Z'],
  ['2003-13-01T00:00:00Z'],
  ['x'.repeat(100_000)],
  ['1'.repeat(100_000)],
])('%j is no date', (text) => {
  expect(iso(text)).toBeUndefined()
})

const time = fc.integer({ min: 300_000, max: 7_000_000_000 }).map((seconds) => new Date(seconds * 1_000))

test('every date is read back from the three forms programs write', () => {
  fc.assert(
    fc.property(time, (date) => {
      expect(parseDate(date.toISOString())).toBe(date.getTime())
      expect(parseDate(date.toUTCString())).toBe(date.getTime())
      expect(parseDate(date.toUTCString().replace('GMT', '+0000'))).toBe(date.getTime())
    }),
  )
})

test('an offset moves the time by itself', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const sign = offset < 0 ? '-' : '+'
      const pad = (value: number): string => String(value).padStart(2, '0')
      const zone = `${sign}${pad(Math.trunc(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
      expect(parseDate(date.toISOString().replace('Z', zone))).toBe(date.getTime() - offset * 60_000)
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => ['number', 'undefined'].includes(typeof parseDate(text))))
})
