/** Every feed of tests/feeds with bytes changed, elements in any order, documents cut anywhere: an answer, soon, and no complete entry lost. */
import { globSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ParsedFeed, ParseOutcome } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

/** No speed is measured here: an input of some kilobytes that takes this long hangs. */
const hangMs = 5_000

async function parse(bytes: Uint8Array, contentType?: string): Promise<ParseOutcome> {
  const start = process.cpuUsage()
  const outcome = await parseFeed(bytes, { url: 'https://cut.example/feed', contentType, limits })
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1_000).toBeLessThan(hangMs)
  return outcome
}

/** What every later stage relies on. */
function expectSound(outcome: ParseOutcome, size: number): void {
  // Whatever a document says it is a feed, no feed, or too damaged; an error inside the parser would be told as `broken`.
  if (outcome.kind === 'broken') expect(outcome.reason).toBe('the document is empty')
  if (outcome.kind !== 'parsed') return
  const text = JSON.stringify(outcome.feed, (_, value: unknown) => {
    if (typeof value === 'string') expect(value.isWellFormed()).toBe(true)
    return value
  })
  expect(text.length).toBeLessThan(size * 40 + 20_000)
  for (const { url, publishedMs, updatedMs, enclosures, image } of outcome.feed.entries) {
    for (const address of [url, image, ...enclosures.map((file) => file.url)])
      if (address !== undefined) expect(address).toMatch(/^https?:\/\//)
    for (const time of [publishedMs, updatedMs])
      if (time !== undefined) expect(Number.isSafeInteger(time)).toBe(true)
  }
}

const files = globSync('tests/feeds/*/feed.*')
  .toSorted()
  .map((file) => readFileSync(file))

const piece = fc.constantFrom(
  ...(
    '< > & " \' / = ; <!-- --> <![CDATA[ ]]> <? ?> </ /> <item> </item> <entry> </entry> <channel> </title> &#0; &#xd800; &amp; &lt; ' +
    '{ } [ ] , : \\ // /* */ NaN + +AOk- <div> </div> <p xml:base="a/"> xml:base="::" type="xhtml" mode="base64" 2024 Sept 年5月 (( @b) xmlns="u" ' +
    'encoding="utf-16" encoding="utf-7" <!DOCTYPE <!ENTITY \\ud800 "id":1e400 \u0000 \ufffe \u0092'
  ).split(' '),
)
const stroke = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(),
    text: fc.array(piece, { minLength: 1, maxLength: 3 }),
    times: fc.integer({ min: 1, max: 200 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(), length: fc.nat(80) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.record({
    kind: fc.constant('graft' as const),
    at: fc.nat(),
    from: fc.constantFrom(...files),
    start: fc.nat(),
  }),
)
type Stroke = typeof stroke extends fc.Arbitrary<infer Kind> ? Kind : never

function strike(bytes: Uint8Array, hit: Stroke): Uint8Array {
  const at = hit.at % (bytes.length + 1)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  switch (hit.kind) {
    case 'flip': {
      const flipped = Buffer.from(after)
      const [first] = flipped
      if (first !== undefined) flipped[0] = first ^ hit.by
      return Buffer.concat([before, flipped])
    }
    case 'insert':
      return Buffer.concat([before, Buffer.from(hit.text.join('').repeat(hit.times)), after])
    case 'remove':
      return Buffer.concat([before, after.subarray(hit.length)])
    case 'cut':
      return before
    case 'graft': {
      const start = hit.start % (hit.from.length + 1)
      return Buffer.concat([before, hit.from.subarray(start, start + 400), after])
    }
  }
}

const contentTypes = [undefined, 'utf-8', 'iso-8859-1', 'utf-7', 'gb18030', 'utf-16'].map((charset) =>
  charset === undefined ? undefined : `text/xml; charset=${charset}`,
)

test('a feed of any kind with any damage gives a sound answer', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(stroke, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...contentTypes),
      async (file, strokes, contentType) => {
        const bytes = strokes.reduce<Uint8Array>(strike, file)
        expectSound(await parse(bytes, contentType), bytes.length)
      },
    ),
    { numRuns: 1_500 },
  )
})

const elementName = fc.constantFrom(
  ...(
    'rss channel item title link guid pubDate description content:encoded category enclosure author source image url ttl ' +
    'feed entry id updated published summary content name email logo items abstract dc:creator dc:date media:group media:content ' +
    'media:thumbnail media:title itunes:duration itunes:image rdf:RDF rdf:Seq rdf:li div p b img br x:y html body script'
  ).split(' '),
)
const attribute = fc.tuple(
  fc.constantFrom(
    ...'href rel type url length src xml:base xml:lang xmlns xmlns:media isPermaLink mode rdf:about duration medium'.split(
      ' ',
    ),
  ),
  fc.constantFrom(
    ...'https://a.example/1 /2 ../3 :: html xhtml text text/html image/png base64 alternate self enclosure false -1 9 1:02 http://www.w3.org/2005/Atom http://search.yahoo.com/mrss/ urn:x'.split(
      ' ',
    ),
  ),
)
const { element } = fc.letrec<{ element: string; node: string }>((tie) => ({
  element: fc
    .tuple(
      elementName,
      fc.array(attribute, { maxLength: 3 }),
      fc.array(tie('node'), { maxLength: 5 }),
      fc.constantFrom('whole', 'whole', 'whole', 'unclosed', 'empty'),
    )
    .map(([name, attributes, children, shape]) => {
      const open = [name, ...attributes.map(([key, value]) => `${key}="${value}"`)].join(' ')
      if (shape === 'empty') return `<${open}/>`
      return `<${open}>${children.join('')}${shape === 'whole' ? `</${name}>` : ''}`
    }),
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      'text',
      'Sat, 07 Sep 2002 00:00:01 GMT',
      '&amp;lt;p>',
      '<![CDATA[<p>x]]>',
      'https://a.example/',
      '7',
    ),
    tie('element'),
  ),
}))

test('elements in any order and depth give a sound answer', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('<rss><channel>', '<feed xmlns="http://www.w3.org/2005/Atom">', '<rdf:RDF>', ''),
      fc.array(element, { minLength: 1, maxLength: 8 }),
      async (start, elements) => {
        const bytes = Buffer.from(start + elements.join('\n'))
        expectSound(await parse(bytes), bytes.length)
      },
    ),
    { numRuns: 1_000 },
  )
})

const count = 3
const titles = Array.from({ length: count }, (_, index) => `Fähre ${index} – 渡船`)
const formats: readonly (readonly [string, readonly [string, ...string[]], string])[] = [
  [
    'rss',
    [
      '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>',
      ...titles.map(
        (title) =>
          `<item><title>${title}</title><link>https://cut.example/1?a=1&amp;b=2</link><description><![CDATA[<p>x</p>]]></description></item>`,
      ),
    ],
    '</channel></rss>',
  ],
  [
    'rdf',
    [
      '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>t</title></channel>',
      ...titles.map((title) => `<item rdf:about="https://cut.example/1"><title>${title}</title></item>`),
    ],
    '</rdf:RDF>',
  ],
  [
    'atom',
    [
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>',
      ...titles.map(
        (title) =>
          `<entry><title type="html">${title}</title><link href="/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div></content></entry>`,
      ),
    ],
    '</feed>',
  ],
  [
    'json',
    [
      '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[',
      ...titles.map(
        (title, index) =>
          `${index === 0 ? '' : ','}{"id":"${index}","title":"${title}","content_html":"<p>\\"{x}\\"</p>","tags":["a"]}`,
      ),
    ],
    ']}',
  ],
]
const encodings: readonly (readonly [string, (text: string) => Uint8Array])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-16 with a mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
]
const cuts = formats.flatMap(([format, parts, end]) =>
  encodings.map(([encoding, encode]) => ({ format, encoding, parts, end, encode })),
)

test.each(cuts)(
  'of $format in $encoding cut at any byte the complete entries survive',
  { timeout: 60_000 },
  async ({ parts, end, encode }) => {
    const bytes = encode([...parts, end].join(''))
    const ends = parts.map((_, index) => encode(parts.slice(0, index + 1).join('')).length)
    for (let length = 0; length <= bytes.length; length += 1) {
      const outcome = await parse(bytes.subarray(0, length))
      const complete = ends.slice(1).filter((at) => at <= length).length
      const found = entriesOf(outcome)
      if (complete > 0) expect(found.slice(0, complete)).toEqual(titles.slice(0, complete))
      expect(found.length).toBeLessThanOrEqual(complete)
    }
  },
)

function entriesOf(outcome: ParseOutcome): readonly string[] {
  const entries: ParsedFeed['entries'] = outcome.kind === 'parsed' ? outcome.feed.entries : []
  return entries.map(({ title }) => title)
}

const rssOf = (inside: string): string => `<rss><channel><title>t</title>${inside}</channel></rss>`
const jsonOf = (inside: string): string =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[${inside}`
const item = (inside: string): string => `<item>${inside}</item>`

/** Found by looking for work that grows faster than its input. */
test.each<readonly [string, string | Uint8Array]>([
  [
    'an author of brackets and signs',
    rssOf(item(`<author>${'('.repeat(5_000)}${'@'.repeat(5_000)}</author>`)),
  ],
  ['an author of open addresses', rssOf(item(`<author>${'a@b <'.repeat(5_000)}</author>`))],
  ['hundreds of dates that are none', rssOf(item('<pubDate>平成99年 鬼月 tháng</pubDate>'.repeat(20_000)))],
  [
    'a declared entity a million times',
    `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(900)}">]>${rssOf(item(`<title>${'&a;'.repeat(1_000_000)}</title>`))}`,
  ],
  ['broken JSON around one long string', jsonOf(`{"id":"1","content_html":"${'x'.repeat(4_000_000)}",},`)],
  ['JSON of apostrophes', `${jsonOf('{"id":"1",')}${"'".repeat(1_000_000)}`],
  ['JSON of open comments', `${jsonOf('{"id":"1"},')}${'/*'.repeat(1_000_000)}`],
  [
    'tags with quotes that never close',
    rssOf(
      item(
        `<link>https://a.example/</link><description><![CDATA[${'<a "'.repeat(400_000)}<a href=/x>]]></description>`,
      ),
    ),
  ],
  [
    'elements that each set a base',
    rssOf(item(`<description>${'<p xml:base="a/"><a href="b">x</a>'.repeat(20_000)}</description>`)),
  ],
  [
    'one bad byte behind a megabyte of ideographs',
    Buffer.concat([Buffer.from(rssOf(item(`<description>${'渡'.repeat(400_000)}`))), Buffer.from([0xff])]),
  ],
])('%s is no hang', { timeout: 60_000 }, async (_, document) => {
  const outcome = await parse(Buffer.from(document))
  expect(['parsed', 'notAFeed']).toContain(outcome.kind)
})
