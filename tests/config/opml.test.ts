/** Subscription lists as readers write them, and the list we write read back. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseOpml, renderOpml, toTag, type OpmlEntry } from '../../src/config/opml.ts'
import { ConfigError } from '../../src/model/errors.ts'

const opml = (body: string): string => `<opml version="2.0"><head/><body>${body}</body></opml>`
const feed = (attributes: string): string => `<outline ${attributes}/>`
const a = 'xmlUrl="https://a.example/feed"'

interface Convention {
  readonly name: string
  readonly text: string
  readonly found: readonly Partial<OpmlEntry>[]
}

const url = 'https://a.example/feed'

const conventions: readonly Convention[] = [
  {
    name: 'text and title both stand: the title is the longer name',
    text: opml(feed(`type="rss" text="A" title="The A" ${a} htmlUrl="https://a.example/"`)),
    found: [{ url, title: 'The A', siteUrl: 'https://a.example/', tags: [] }],
  },
  { name: 'only text, as OPML 2.0 asks', text: opml(feed(`text="A" ${a}`)), found: [{ title: 'A' }] },
  { name: 'only title, as OPML 1.0 lists do', text: opml(feed(`title="A" ${a}`)), found: [{ title: 'A' }] },
  { name: 'neither', text: opml(feed(a)), found: [{ title: undefined }] },
  { name: 'an empty title', text: opml(feed(`title="" text="A" ${a}`)), found: [{ title: 'A' }] },
  { name: 'xmlurl in lower case', text: opml(feed(`text="A" xmlurl="${url}"`)), found: [{ url }] },
  { name: 'XMLURL in capitals', text: opml(feed(`TEXT="A" XMLURL="${url}"`)), found: [{ url, title: 'A' }] },
  { name: 'no type', text: opml(feed(`text="A" ${a}`)), found: [{ url }] },
  { name: 'type atom', text: opml(feed(`type="atom" text="A" ${a}`)), found: [{ url }] },
  { name: 'single quotes', text: opml(`<outline text='A' xmlUrl='${url}'/>`), found: [{ url }] },
  { name: 'a space around the address', text: opml(feed(`text="A" xmlUrl=" ${url} "`)), found: [{ url }] },
  {
    name: 'an address with an ampersand',
    text: opml(feed('text="A &amp; B" xmlUrl="https://a.example/?a=1&amp;b=2"')),
    found: [{ url: 'https://a.example/?a=1&b=2', title: 'A & B' }],
  },
  {
    name: 'numeric entities',
    text: opml(feed(`text="Caf&#233; &#x201C;Zero&#x201D;" ${a}`)),
    found: [{ title: 'Café “Zero”' }],
  },
  {
    name: 'one folder',
    text: opml(`<outline text="World News">${feed(`text="A" ${a}`)}</outline>`),
    found: [{ tags: ['world-news'] }],
  },
  {
    name: 'folders within folders',
    text: opml(
      `<outline text="World"><outline title="Northern Isles">${feed(`text="A" ${a}`)}</outline></outline>`,
    ),
    found: [{ tags: ['world', 'northern-isles'] }],
  },
  {
    name: 'a folder that is left again',
    text: opml(
      `<outline text="World">${feed(`text="A" ${a}`)}</outline>${feed('text="B" xmlUrl="https://b.example/"')}`,
    ),
    found: [{ tags: ['world'] }, { url: 'https://b.example/', tags: [] }],
  },
  {
    name: 'a folder without a name',
    text: opml(`<outline>${feed(`text="A" ${a}`)}</outline>`),
    found: [{ tags: [] }],
  },
  {
    name: 'categories with commas and slashes (OPML 2.0)',
    text: opml(feed(`text="A" ${a} category="/World/Europe,Politics"`)),
    found: [{ tags: ['world', 'europe', 'politics'] }],
  },
  {
    name: 'the same feed in two folders comes once with both tags',
    text: opml(
      `<outline text="X">${feed(`text="A" ${a}`)}</outline><outline text="Y">${feed(`text="A" ${a}`)}</outline>`,
    ),
    found: [{ url, tags: ['x', 'y'] }],
  },
  {
    name: 'a feed that has outlines of its own',
    text: opml(`<outline text="A" ${a}><outline text="B" xmlUrl="https://b.example/"/></outline>`),
    found: [
      { url, tags: [] },
      { url: 'https://b.example/', tags: [] },
    ],
  },
  {
    name: 'an outline that is a note',
    text: opml(`<outline text="remember the milk"/>${feed(`text="A" ${a}`)}`),
    found: [{ url, tags: [] }],
  },
  {
    name: 'a byte order mark, a declaration, a comment and a style sheet',
    text: `\uFEFF<?xml version="1.0"?><!-- exported --><?xml-stylesheet href="x"?>${opml(feed(a))}`,
    found: [{ url }],
  },
  { name: 'no feed at all', text: opml(''), found: [] },
]

describe('parseOpml reads', () => {
  test.each(conventions)('$name', ({ text, found }) => {
    const read = parseOpml(text)
    expect(read).toHaveLength(found.length)
    expect(read).toMatchObject(found)
  })

  test('the place of each outline', () => {
    const read = parseOpml(
      `<opml>\n<body>\n  <outline ${a}/>\n<outline xmlUrl="https://b.example/"/></body></opml>`,
    )
    expect(read.map(({ line, column }) => [line, column])).toEqual([
      [3, 3],
      [4, 1],
    ])
  })
})

const broken: readonly (readonly [name: string, text: string, message: string])[] = [
  ['an empty file', '', '1:1: not an OPML file: it has no <opml> element'],
  ['plain text', 'https://a.example/feed\n', '1:1: not an OPML file: it has no <opml> element'],
  ['a feed', '<rss version="2.0"><channel/></rss>', '1:1: not an OPML file: it starts with <rss>'],
  ['a web page', '<!doctype html>\n<html></html>', '2:1: not an OPML file: it starts with <html>'],
  [
    'a file that was cut off',
    '<opml>\n<body><outline text="A">',
    '2:25: the file ends before </opml>; it was cut off',
  ],
  [
    'outlines nested without end',
    opml(`\n${'<outline text="x">'.repeat(101)}`),
    '2:1801: outlines nested more than 100 deep',
  ],
]

test.each(broken)('parseOpml says where %s is wrong', (_name, text, message) => {
  expect(() => parseOpml(text)).toThrow(new ConfigError(message))
})

test.each([
  ['World News', 'world-news'],
  ['  Sport / Football  ', 'sport-football'],
  ['C++', 'c'],
  ['Łódź & Kraków', 'łódź-kraków'],
  ['北方新聞', '北方新聞'],
  ['v2.0', 'v2.0'],
  ['---', ''],
  ['E\u0301tudes', 'études'],
])('the folder %j is the tag %j', (name, tag) => {
  expect(toTag(name)).toBe(tag)
})

describe('renderOpml', () => {
  test('writes a folder for each tag', () => {
    const text = renderOpml(
      [
        { url: 'https://a.example/?a=1&b=2', title: 'A "and" <B>', siteUrl: undefined, tags: ['world'] },
        { url: 'https://b.example/', title: undefined, siteUrl: 'https://b.example/home', tags: [] },
      ],
      'Mine & yours',
    )
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Mine &amp; yours</title>
  </head>
  <body>
    <outline type="rss" text="https://b.example/" title="https://b.example/" xmlUrl="https://b.example/" htmlUrl="https://b.example/home"/>
    <outline text="world" title="world">
      <outline type="rss" text="A &quot;and&quot; &lt;B&gt;" title="A &quot;and&quot; &lt;B&gt;" xmlUrl="https://a.example/?a=1&amp;b=2"/>
    </outline>
  </body>
</opml>
`)
  })

  const entry = fc.record({
    url: fc.webUrl({ withQueryParameters: true }),
    title: fc.string({ unit: 'binary', minLength: 1 }),
    siteUrl: fc.option(fc.webUrl(), { nil: undefined }),
    tags: fc.uniqueArray(fc.stringMatching(/^[a-z0-9ä]{1,6}(-[a-z0-9ä]{1,6})?$/), { maxLength: 4 }),
  })
  const entries = fc.uniqueArray(entry, { selector: ({ url: address }) => address, maxLength: 12 })
  /** XML 1.0 cannot hold control characters; a line break is a blank; readers trim. */
  const asXml = (text: string): string =>
    text
      .toWellFormed()
      .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
      .replaceAll(/[\n\r\t]/g, ' ')
      .trim()
  const byAddress = (list: readonly OpmlEntry[]): ReadonlyMap<string, unknown> =>
    new Map(
      list.map(({ url: address, title, siteUrl, tags }) => {
        const name = asXml(title ?? '')
        return [address, { title: name === '' ? undefined : name, siteUrl, tags: new Set(tags) }]
      }),
    )

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(byAddress(parseOpml(renderOpml(list, 'x')))).toEqual(byAddress(list))
      }),
    )
  })
})
