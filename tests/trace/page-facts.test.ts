/** What one pass over a page yields: short blocks with their links, zones, and the head. */
import { describe, expect, test } from 'vitest'
import { readPageFacts } from '../../src/trace/page-facts.ts'
import { tellingTerms } from '../../src/trace/telling-terms.ts'

const segmentsOf = (html: string, zone = 'content'): readonly string[] =>
  readPageFacts(html)
    .segments.filter((one) => one.zone === zone)
    .map(({ text }) => text)

describe('segments', () => {
  test.each([
    [
      'paragraphs',
      '<p>First of all things</p><p>Second of all things</p>',
      ['First of all things', 'Second of all things'],
    ],
    ['text without a paragraph', '<div>Plain words only</div>', ['Plain words only']],
    [
      'an inline element that stands for itself, too',
      '<p>It said: <em>This was elsewhere</em></p>',
      ['This was elsewhere', 'It said: This was elsewhere'],
    ],
    ['white space folded', '<p>One \n  and\t two</p>', ['One and two']],
    [
      'nothing of scripts and styles',
      '<script>var words = "not text"</script><style>p{color:red}</style>',
      [],
    ],
    ['nothing shorter than a word or two', '<p>Share</p>', []],
  ])('%s', (_what, html, texts) => {
    expect(segmentsOf(html)).toEqual(texts)
  })

  test('a long block ends in lines of its own', () => {
    const long = `<p>${'The story goes on and on. '.repeat(30)}<br>Originally published by the Courier<br></p>`
    expect(segmentsOf(long)).toContain('Originally published by the Courier')
  })

  test('a link belongs to every segment it stands in', () => {
    const { segments } = readPageFacts('<p>First seen <em>on <a href="/x">the Courier</a> today</em></p>')
    expect(segments.map(({ text, anchors }) => [text, anchors.map(({ href }) => href)])).toEqual([
      ['on the Courier today', ['/x']],
      ['First seen on the Courier today', ['/x']],
    ])
  })
})

describe('zones', () => {
  test.each([
    ['<nav><p>Words of the menu</p></nav>', 'furniture'],
    ['<footer><div><p>Words of the menu</p></div></footer>', 'furniture'],
    ['<div role="navigation"><p>Words of the menu</p></div>', 'furniture'],
    ['<div id="comments"><p>Words of the menu</p></div>', 'comments'],
    ['<ol class="x commentlist"><li>Words of the menu</li></ol>', 'comments'],
    ['<div class="commentary"><p>Words of the menu</p></div>', 'content'],
    ['<body class="comments"><p>Words of the menu</p></body>', 'content'],
  ])('%s is %s', (html, zone) => {
    expect(segmentsOf(html, zone)).toEqual(['Words of the menu'])
  })

  test('end where their element ends', () => {
    expect(segmentsOf('<nav><p>Words of the menu</p></nav><p>Words of the story</p>')).toEqual([
      'Words of the story',
    ])
  })
})

test('the head: base, canonicals, metas, structured data, classes', () => {
  const facts = readPageFacts(
    `<html><head><base href="https://a.example/"><link rel="Canonical alternate" href="/one"><link rel="stylesheet" href="/two"><meta property="OG:URL" content=" /three "><script type="application/ld+json">{"a":1}</script><script src="/s.js"></script></head><body class="b"><img src="/i.png"></body></html>`,
  )
  expect(facts).toMatchObject({
    base: 'https://a.example/',
    canonicals: ['/one'],
    metas: [{ name: 'og:url', content: '/three' }],
    structured: ['{"a":1}'],
    scripts: ['/s.js'],
    images: ['/i.png'],
  })
  expect([...facts.classes]).toEqual(['b'])
})

describe('telling terms', () => {
  test('names that begin no sentence, most frequent first, then figures', () => {
    const text =
      'Yesterday the mayor Ottilie Brandvoort met Aurel Tamm. Later on Brandvoort said that Aurel Tamm paid 3.5 crowns for 212 piles of AK-203, and 7 more.'
    expect(tellingTerms(text)).toEqual([
      'Aurel Tamm',
      'Ottilie Brandvoort',
      'Brandvoort',
      '3.5',
      '212',
      'AK-203',
    ])
  })
  test.each(['', 'no names here at all', '7'])('nothing in %j', (text) => {
    expect(tellingTerms(text)).toEqual([])
  })
})
