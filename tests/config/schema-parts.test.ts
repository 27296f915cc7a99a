/** Values as people write them: what is read, and what is said of the rest. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  contact,
  duration,
  fixedAddress,
  host,
  hostOrNetwork,
  httpUrl,
  isHost,
  language,
  oneOrMany,
  onOff,
  section,
  size,
  text,
  wholeNumber,
} from '../../src/config/schema-parts.ts'

/** What a schema makes of a value: the value it means, or the first thing said of it. */
function read(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value)
  return result.success ? { value: result.data } : result.error.issues[0]?.message
}

const value = (means: unknown): { readonly value: unknown } => ({ value: means })

describe('a web address', () => {
  const notAbsolute = 'expected an absolute http or https address'
  test.each([
    ['https://feeds.outlet.example/world.xml', value('https://feeds.outlet.example/world.xml')],
    ['  https://outlet.example/a  ', value('https://outlet.example/a')],
    ['HTTPS://Outlet.Example', value('https://outlet.example/')],
    ['https://outlet.example/a#top', value('https://outlet.example/a')],
    ['http://[2001:db8::1]:8080/feed', value('http://[2001:db8::1]:8080/feed')],
    ['https://zürich.example/', value('https://xn--zrich-kva.example/')],
    ['outlet.example/feed', `${notAbsolute} (did you mean "https://outlet.example/feed"?)`],
    ['feed://outlet.example/a', `${notAbsolute} (did you mean "https://outlet.example/a"?)`],
    ['feed:https://outlet.example/a', `${notAbsolute} (did you mean "https://outlet.example/a"?)`],
    ['ftp://outlet.example/a', notAbsolute],
    ['file:///etc/passwd', notAbsolute],
    ['javascript:alert(1)', notAbsolute],
    ['http:///a', notAbsolute],
    ['two words.example', notAbsolute],
    ['', notAbsolute],
  ])('%j', (given, expected) => {
    expect(read(httpUrl, given)).toEqual(expected)
  })
})

describe('a contact', () => {
  const expected = 'expected mailto:you@example.org or the address of a page about you'
  test.each([
    ['mailto:you@example.org', value('mailto:you@example.org')],
    ['you@example.org', value('mailto:you@example.org')],
    ['https://example.org/about', value('https://example.org/about')],
    ['you', expected],
    ['mailto:', expected],
    ['you@', expected],
    ['@example.org', expected],
  ])('%j', (given, means) => {
    expect(read(contact, given)).toEqual(means)
  })
})

describe('a host', () => {
  test.each([
    ['Outlet.Example', 'outlet.example'],
    ['outlet.example.', 'outlet.example'],
    ['[2001:DB8::1]', '2001:db8::1'],
    ['10.0.0.7', '10.0.0.7'],
    ['localhost', 'localhost'],
    ['my_host.lan', 'my_host.lan'],
    ['zürich.example', 'zürich.example'],
  ])('%j is %j', (given, means) => {
    expect(read(host, given)).toEqual(value(means))
  })

  test.each([
    '',
    '.',
    'a..b',
    '-a.example',
    'a-.example',
    '999.1.1.1',
    '1.2.3',
    'a b',
    'http://a.example',
    'a.example/',
    'a.example:80',
    'a'.repeat(254),
  ])('%j is none', (given) => {
    expect(isHost(given)).toBe(false)
    expect(read(host, given)).toBe('expected a host name or an address')
  })
})

describe('a host or a network', () => {
  test.each([
    ['10.1.0.0/16', '10.1.0.0/16'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['Intranet.Example', 'intranet.example'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%j is %j', (given, means) => {
    expect(read(hostOrNetwork, given)).toEqual(value(means))
  })

  test.each(['10.1.0.0/33', '10.1/16/2', 'intranet.example/16', '10.1.0.0/', '*.example'])(
    '%j is none',
    (given) => {
      expect(read(hostOrNetwork, given)).toBe(
        'expected a host name, an address or a network such as 10.1.0.0/16',
      )
    },
  )
})

describe('a fixed address', () => {
  test.each(['127.0.0.1', '127.0.0.1:8080', '::1', '[::1]:8080', '[::1]', '10.0.0.1:65535'])(
    '%j is one',
    (given) => {
      expect(read(fixedAddress, given)).toEqual(value(given))
    },
  )

  test.each([
    'localhost',
    'localhost:80',
    '127.0.0.1:0',
    '127.0.0.1:65536',
    '127.0.0.1:',
    ':80',
    '::1:99999',
  ])('%j is none', (given) => {
    expect(read(fixedAddress, given)).toContain('expected an address')
  })
})

describe('a language', () => {
  test.each([
    ['en', 'en'],
    ['pt-BR', 'pt'],
    ['zh_Hant_TW', 'zh'],
    ['DE', 'de'],
    ['gsw', 'gsw'],
  ])('%j is %j', (given, means) => {
    expect(read(language, given)).toEqual(value(means))
  })

  test.each(['english', 'e', '', 'en-', 'en us', '12'])('%j is none', (given) => {
    expect(read(language, given)).toBe('expected a language code such as en or pt-BR')
  })
})

describe('a duration within its bounds', () => {
  const quarterToDay = duration({ min: 15 * 60_000, max: 24 * 3_600_000 })
  test.each([
    ['15m', value(900_000)],
    ['1h30m', value(5_400_000)],
    ['24h', value(86_400_000)],
    ['14m', 'expected at least 15m and at most 1d'],
    ['25h', 'expected at least 15m and at most 1d'],
    [15, 'expected a duration such as 15m or 1h30m (a number needs its unit)'],
    ['soon', 'expected a duration such as 15m or 1h30m'],
    [true, 'expected a duration such as 15m or 1h30m'],
    ['-15m', 'expected a duration such as 15m or 1h30m'],
  ])('%j', (given, means) => {
    expect(read(quarterToDay, given)).toEqual(means)
  })

  test('0 needs no unit where nothing is allowed', () => {
    expect(read(duration({ min: 0, max: 1_000 }), 0)).toEqual(value(0))
  })
})

describe('a size within its bounds', () => {
  const upToMegabyte = size({ min: 1_024, max: 1_000_000 })
  test.each([
    ['1KiB', value(1_024)],
    [2_048, value(2_048)],
    ['1MB', value(1_000_000)],
    ['1MiB', 'expected between 1024 and 1000000 bytes'],
    [1_023, 'expected between 1024 and 1000000 bytes'],
    ['much', 'expected a size such as 5MB or 512KiB'],
    [null, 'expected a size such as 5MB or 512KiB'],
  ])('%j', (given, means) => {
    expect(read(upToMegabyte, given)).toEqual(means)
  })
})

describe('on and off', () => {
  test.each([
    [true, true],
    [false, false],
    ['on', true],
    ['off', false],
  ])('%j is %j', (given, means) => {
    expect(read(onOff, given)).toEqual(value(means))
  })

  test.each(['yes', 'no', 'On', 1, 0, null, ''])('%j is neither', (given) => {
    expect(read(onOff, given)).toBe('expected on or off')
  })
})

test('one value stands for a list of one, whatever it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.array(fc.integer())), (given) => {
      expect(read(oneOrMany(z.number()), given)).toEqual(value(Array.isArray(given) ? given : [given]))
    }),
  )
})

describe('a group of keys', () => {
  const pair = section({ every: text, content: text.optional() })

  test('takes its keys', () => {
    expect(read(pair, { every: ' hour ' })).toEqual(value({ every: 'hour' }))
  })

  test('names the nearest word of each it does not know', () => {
    expect(read(pair, { every: 'hour', contents: 'full', zzz: 1 })).toBe(
      'unknown key "contents" (did you mean "content"?)\nunknown key "zzz"',
    )
  })
})

test('a text is not empty and not endless', () => {
  expect([read(text, '  '), read(text, 'x'.repeat(2_001))].map((said) => typeof said)).toEqual([
    'string',
    'string',
  ])
  expect(read(text, ' x ')).toEqual(value('x'))
})

test('a whole number has no fraction and keeps its bounds', () => {
  const upToTen = wholeNumber({ min: 1, max: 10 })
  expect([1, 10].map((given) => read(upToTen, given))).toEqual([value(1), value(10)])
  for (const given of [0, 11, 1.5, '5', Number.NaN]) expect(typeof read(upToTen, given)).toBe('string')
})
