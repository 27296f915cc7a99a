/** One test for each trap that makes feed readers lose entries, hang, or run out of memory. */
import { expect, test } from 'vitest'
import type { Entry, ParsedFeed } from '../../src/model/entry.ts'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const url = 'https://trap.example/feed'

async function read(document: string | Uint8Array): Promise<ParsedFeed> {
  const outcome = await parseFeed(Buffer.from(document), { url, contentType: undefined, limits })
  if (outcome.kind !== 'parsed') throw new Error(JSON.stringify(outcome))
  return outcome.feed
}

async function firstOf(document: string): Promise<Partial<Entry>> {
  return (await read(document)).entries[0] ?? {}
}

const rss = (inside: string): string =>
  `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>${inside}</channel></rss>`
const atom = (inside: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>urn:t</id>${inside}</feed>`

const fields: readonly (readonly [string, string, Partial<Entry>])[] = [
  [
    'one bad date costs the date, not the feed',
    atom(
      '<entry><title>a</title><id>1</id><updated>yesterday</updated><published>2020-01-01T00:00:00Z</published></entry>',
    ),
    { title: 'a', updatedMs: undefined, publishedMs: Date.UTC(2020, 0, 1) },
  ],
  [
    'the year 1 is no date',
    rss('<item><title>a</title><pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate></item>'),
    { publishedMs: undefined },
  ],
  [
    'rel=self is not the page, wherever it stands',
    atom(
      '<entry><id>1</id><title>a</title><link rel="self" href="https://trap.example/1.atom"/><link href="https://trap.example/1"/></entry>',
    ),
    { url: 'https://trap.example/1' },
  ],
  [
    'an entry with nothing but rel=self has no page',
    atom(
      '<entry><id>urn:1</id><title>a</title><link rel="self" href="https://trap.example/1.atom"/></entry>',
    ),
    { url: undefined },
  ],
  [
    'an Atom link without attributes is its text',
    atom('<entry><id>1</id><title>a</title><link>https://trap.example/1</link></entry>'),
    { url: 'https://trap.example/1' },
  ],
  [
    'an empty Atom link is no link',
    atom('<entry><id>1</id><title>a</title><link/></entry>'),
    { url: undefined, title: 'a' },
  ],
  [
    'a script address is no address',
    rss('<item><title>a</title><link>javascript:alert(1)</link><guid>data:text/html,x</guid></item>'),
    { url: undefined },
  ],
  [
    'a broken CDATA end does not let the rest out',
    rss(
      '<item><title>a</title><description><![CDATA[one ]]]]><![CDATA[> two]]></description><link>https://trap.example/1</link></item>',
    ),
    { contentHtml: 'one ]]> two', url: 'https://trap.example/1' },
  ],
  [
    'a tag inside CDATA ends nothing',
    rss(
      '<item><title>a</title><content:encoded><![CDATA[</content:encoded></item></channel>]]></content:encoded><link>https://trap.example/1</link></item>',
    ),
    { url: 'https://trap.example/1' },
  ],
  [
    'a comment inside a text is no text',
    rss('<item><title>a<!-- b --></title><link>https://trap.example/1</link></item>'),
    { title: 'a' },
  ],
  [
    'a namesake in another namespace is not the field',
    rss(
      '<item xmlns:z="https://other.example/ns"><z:title>wrong</z:title><title>right</title><z:link>https://trap.example/wrong</z:link><link>https://trap.example/1</link></item>',
    ),
    { title: 'right', url: 'https://trap.example/1' },
  ],
  [
    'the fullest text is the content, whatever the order',
    rss(
      '<item><title>a</title><content:encoded>The whole story, told at length.</content:encoded><description>The whole</description></item>',
    ),
    { contentHtml: 'The whole story, told at length.', summaryHtml: 'The whole' },
  ],
  [
    'twice the same text is one text',
    rss(
      '<item><title>a</title><description>Same</description><content:encoded>Same</content:encoded></item>',
    ),
    { contentHtml: 'Same', summaryHtml: undefined },
  ],
  [
    'upper-case elements are the same elements',
    '<RSS><CHANNEL><TITLE>t</TITLE><ITEM><TITLE>a</TITLE><LINK>https://trap.example/1</LINK></ITEM></CHANNEL></RSS>',
    { title: 'a', url: 'https://trap.example/1' },
  ],
  [
    'items outside the channel are items',
    '<rss><channel><title>t</title></channel><item><title>a</title></item></rss>',
    { title: 'a' },
  ],
]

test.each(fields)('%s', async (_, document, expected) => {
  expect(await firstOf(document)).toMatchObject(expected)
})

test('a document cut at any byte gives every entry that was closed, and never half of one', async () => {
  const items = [1, 2, 3].map(
    (n) => `<item><title>Title ${n}</title><link>https://trap.example/${n}</link></item>`,
  )
  const whole = rss(items.join(''))
  const ends = items.map((item) => whole.indexOf(item) + item.length)
  for (let length = whole.indexOf('<item>'); length < whole.length; length += 1) {
    const outcome = await parseFeed(Buffer.from(whole.slice(0, length)), {
      url,
      contentType: undefined,
      limits,
    })
    if (outcome.kind !== 'parsed') throw new Error(`cut at ${length}: ${JSON.stringify(outcome)}`)
    expect(outcome.feed.entries.map(({ title }) => title)).toEqual(
      ends.flatMap((end, index) => (end <= length ? [`Title ${index + 1}`] : [])),
    )
  }
})

test('a cut document of a well-formed look is still told from a whole one', async () => {
  const whole = rss('<item><title>a</title></item><item><title>b</title></item>')
  const cut = whole.slice(0, whole.lastIndexOf('<item>'))
  expect((await read(whole)).problems).toEqual([])
  expect((await read(cut)).problems).toEqual(['the document is cut off after 1 entries'])
})

test('a cut gzip stream and other binary data are named', async () => {
  const bytes = Buffer.from('1f8b0800000000000003b329', 'hex')
  expect(await parseFeed(bytes, { url, contentType: 'application/rss+xml', limits })).toEqual({
    kind: 'notAFeed',
    what: 'gzip data',
    alternates: [],
  })
})

const big = 500_000
const hostile: readonly (readonly [string, string])[] = [
  ['angle brackets', '<'.repeat(big)],
  ['unclosed tags', '<b>'.repeat(big / 4)],
  ['deep elements of a feed', '<author>'.repeat(big / 8)],
  ['deep foreign elements', '<x:y>'.repeat(big / 5)],
  ['unclosed comments', '<!--'.repeat(big / 4)],
  ['unclosed CDATA', '<![CDATA['.repeat(big / 9)],
  ['unclosed instructions', '<?x '.repeat(big / 4)],
  ['unclosed quotation marks', `<a href="`.repeat(big / 9)],
  ['unfinished tags of the element itself', '<description '.repeat(big / 13)],
  ['unfinished XHTML', '<content '.repeat(big / 9)],
  ['unfinished end tags', '</x '.repeat(big / 4)],
  ['apostrophes', `<a b='`.repeat(big / 6)],
  ['ampersands', '&'.repeat(big)],
  ['unfinished references', '&#x'.repeat(big / 3)],
  ['spaces before nothing', `<a${' '.repeat(big)}`],
  ['end tags of nothing', '</b>'.repeat(big / 4)],
  ['namespaces one in another', '<n xmlns="u">'.repeat(big / 13)],
  ['escaped tags', '&lt;/p&gt;'.repeat(big / 10)],
  ['declarations', '<!DOCTYPE x ['.repeat(big / 13)],
  ['equals signs', '='.repeat(big)],
  ['relative addresses', `<a href=x>`.repeat(big / 10)],
  ['names without a value', `<a href `.repeat(big / 8)],
  ['lists of addresses', `<img srcset="${'a 1x, '.repeat(1_000)}">`.repeat(big / 6_100)],
  ['references without an end', '&a'.repeat(big / 2)],
  ['ends of references', '&;'.repeat(big / 2)],
  ['stray end tags', '</p>text'.repeat(big / 8)],
  ['half of a sequence', '\u00c3'.repeat(big / 2)],
  ['text encoded twice', '\u00c3\u00a9'.repeat(big / 4)],
  ['slashes', '<a href="/' + '/.'.repeat(big / 2) + '">'],
]
const places: readonly (readonly [string, (bad: string) => string])[] = [
  [
    'a description',
    (bad) => rss(`<item><title>first</title></item><item><description>${bad}</description></item>`),
  ],
  ['a channel', (bad) => rss(`<item><title>first</title></item>${bad}`)],
  [
    'an XHTML text',
    (bad) =>
      atom(
        `<entry><title>first</title><id>1</id></entry><entry><content type="xhtml"><div>${bad}</div></content></entry>`,
      ),
  ],
]
const attacks = hostile.flatMap(([what, bad]) =>
  places.map(([where, wrap]) => ({ what, where, document: wrap(bad) })),
)

test.each(attacks)(
  '$what in $where end, cost nothing before them, and grow nothing',
  async ({ document }) => {
    const feed = await read(document)
    expect(feed.entries[0]?.title).toBe('first')
    expect(JSON.stringify(feed).length).toBeLessThan(document.length * 12)
    expect(feed.problems.length).toBeLessThanOrEqual(20)
  },
)

test('an attribute of megabytes costs that attribute', async () => {
  const huge = 'x'.repeat(5_000_000)
  const feed = await read(
    rss(
      `<item><title>a</title><enclosure url="https://trap.example/${huge}"/><link>https://trap.example/1</link></item>`,
    ),
  )
  expect(feed.entries[0]).toMatchObject({ title: 'a', url: 'https://trap.example/1', enclosures: [] })
  expect(feed.problems.join()).toMatch(/attribute/)
})

test('thousands of attributes cost those above the ceiling', async () => {
  const many = Array.from({ length: 50_000 }, (_, index) => `a${index}="1"`).join(' ')
  const feed = await read(rss(`<item ${many}><title>a</title></item>`))
  expect(feed.entries[0]?.title).toBe('a')
  expect(feed.problems.join()).toMatch(/attributes/)
})

test('JSON nested too deep is no feed and harms nothing', async () => {
  const deep = `{"version":"https://jsonfeed.org/version/1","title":"t","items":[${'['.repeat(200_000)}`
  const outcome = await parseFeed(Buffer.from(deep), { url, contentType: undefined, limits })
  expect(outcome.kind).not.toBe('parsed')
})

test('a flood of entries is cut at the ceiling and says so', async () => {
  const feed = await read(rss('<item><title>x</title></item>'.repeat(5_000)))
  expect(feed.entries.length).toBe(limits.feedEntriesMax)
  expect(feed.problems).toEqual([expect.stringContaining(`more than ${limits.feedEntriesMax} entries`)])
})

test('an entry of megabytes keeps its title and address', async () => {
  const feed = await read(
    rss(
      `<item><title>a</title><link>https://trap.example/1</link><description>${'word '.repeat(600_000)}</description></item><item><title>b</title></item>`,
    ),
  )
  expect(feed.entries.map(({ title }) => title)).toEqual(['a', 'b'])
  expect(feed.entries[0]).toMatchObject({ url: 'https://trap.example/1', contentHtml: '' })
  expect(feed.problems).toEqual([expect.stringContaining('entry 1 is larger than')])
})

test('a document above the ceiling is not read at all', async () => {
  const bytes = Buffer.alloc(limits.feedBytesMax + 1, 32)
  const outcome = await parseFeed(bytes, { url, contentType: undefined, limits })
  expect(outcome).toMatchObject({
    kind: 'broken',
    reason: expect.stringContaining('more than the 16777216 allowed'),
  })
})

test.each([[''], ['   \n'], ['\ufeff']])(
  'an empty document %j is broken, not an empty feed',
  async (text) => {
    const outcome = await parseFeed(Buffer.from(text), { url, contentType: undefined, limits })
    expect(outcome).toEqual({ kind: 'broken', reason: 'the document is empty' })
  },
)

test.each([['__proto__'], ['constructor'], ['hasOwnProperty']])(
  'an element called %s is an element like another',
  async (name) => {
    const feed = await read(
      rss(`<${name}>x</${name}><item><title>a</title><${name} y="1">x</${name}></item>`),
    )
    expect(feed.entries[0]?.title).toBe('a')
    expect(({} as Record<string, unknown>)['y']).toBeUndefined()
  },
)
