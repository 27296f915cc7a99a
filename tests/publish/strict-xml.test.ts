/** The strict reader refuses what a parser may refuse: checks that lean on it can fail. */
import { describe, expect, test } from 'vitest'
import { checkAtom, checkJson, checkRss } from './feed-rules.ts'
import { parseStrictXml, textOfOne } from './strict-xml.ts'

const declaration = '<?xml version="1.0" encoding="utf-8"?>'

test('a document is read with its text, its references and its sections', () => {
  const root = parseStrictXml(
    `${declaration}\n<a x="1 &lt; 2"><b>R&amp;D<![CDATA[ <i> ]]>&#233;</b><c/></a>\n`,
  )
  expect(root.attributes).toEqual({ x: '1 < 2' })
  expect(textOfOne(root, 'b')).toBe('R&D <i> é')
  expect(root.children.map(({ name }) => name)).toEqual(['b', 'c'])
})

test.each([
  ['no declaration', '<a/>'],
  ['a bare &', `${declaration}<a>R&D</a>`],
  ['a reference XML does not know', `${declaration}<a>&nbsp;</a>`],
  ['a control character', `${declaration}<a>\u0008</a>`],
  ['a reference to one', `${declaration}<a>&#8;</a>`],
  ['half a surrogate pair', `${declaration}<a>\uD83D</a>`],
  ['a section that ends twice', `${declaration}<a><![CDATA[x]]>]]></a>`],
  ['an attribute twice', `${declaration}<a b="1" b="2"/>`],
  ['a bracket in an attribute', `${declaration}<a b="<"/>`],
  ['an attribute without quotes', `${declaration}<a b=1/>`],
  ['tags that cross', `${declaration}<a><b></a></b>`],
  ['a tag that never ends', `${declaration}<a><b></b>`],
  ['two roots', `${declaration}<a/><b/>`],
  ['text beside the root', `${declaration}<a/>x`],
  ['a prefix nobody declared', `${declaration}<a><dc:creator/></a>`],
])('%s is refused', (_what, written) => {
  expect(() => parseStrictXml(written)).toThrow(SyntaxError)
})

const item =
  '<item><title>A</title><guid>urn:uuid:00000000-0000-8000-8000-000000000000</guid><pubDate>Wed, 01 Jul 2026 11:00:00 GMT</pubDate><description>B</description></item>'
const rss = (items: string): string =>
  `${declaration}<rss version="2.0" xmlns:atom="a"><channel><title>T</title><link>urn:x</link><description>D</description><lastBuildDate>Wed, 01 Jul 2026 11:00:00 GMT</lastBuildDate>${items}</channel></rss>`

describe('a rule that is broken is named', () => {
  test.each([
    [rss(item), []],
    [rss(item + item), ['guid is there twice']],
    [rss(`${item}<language>en</language>`), ['elements of the channel after its items']],
    [rss(item.replace('<title>A', '<title>A &amp;amp; B')), ['title is no plain text: "A &amp; B"']],
    [rss(item.replace(' GMT', ' UTC')), ['pubDate: "Wed, 01 Jul 2026 11:00:00 UTC"']],
    [
      rss(item.replace('urn:uuid:', 'urn:uuid:x')),
      ['guid: "urn:uuid:x00000000-0000-8000-8000-000000000000"'],
    ],
    [
      rss(item.replace('</item>', '<link>https://a.example/[1]</link></item>')),
      ['link: "https://a.example/[1]"'],
    ],
  ])('in RSS, row %#', (written, findings) => {
    expect(checkRss(written)).toEqual(findings)
  })

  test('a self link that leads elsewhere', () => {
    const self = '<atom:link rel="self" href="https://a.example/x.rss"/>'
    expect(checkRss(rss(self + item), 'https://a.example/x.rss')).toEqual([])
    expect(checkRss(rss(self + item), 'https://a.example/y.rss')).toEqual(['self is https://a.example/x.rss'])
  })

  test('in Atom', () => {
    const entry =
      '<entry><id>urn:x</id><title>A</title><updated>2026-07-01T11:00:00.000Z</updated><content>B</content></entry>'
    const written = `${declaration}<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:00000000-0000-8000-8000-000000000000</id><title>T</title><updated>2026-07-01T11:00:00.000Z</updated>${entry}${entry}</feed>`
    expect(checkAtom(written)).toEqual([
      'id: "urn:x"',
      'id: "urn:x"',
      'id is there twice',
      'updated is there twice',
    ])
  })

  test('in JSON Feed', () => {
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'T', items: [] }
    expect(checkJson(JSON.stringify(feed))).toEqual([])
    expect(checkJson(JSON.stringify({ ...feed, author: {} }))).toHaveLength(1)
    expect(checkJson(JSON.stringify({ ...feed, items: [{ id: 1 }] })).length).toBeGreaterThan(1)
  })
})
