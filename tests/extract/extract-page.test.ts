/** Main text and metadata of article pages, good, broken and hostile. */
import { assert as forAll, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundHtml, pageLimits } from '../../src/extract/bound-html.ts'
import { extractPage } from '../../src/extract/extract-page.ts'
import { htmlToText } from '../../src/extract/html-to-text.ts'
import { parsePageDate } from '../../src/extract/page-metadata.ts'
import { parseCanonicalUrl, type CanonicalUrl } from '../../src/model/canonical-url.ts'

function address(text: string): CanonicalUrl {
  const url = parseCanonicalUrl(text)
  if (url === undefined) throw new Error(text)
  return url
}
const url = address('https://dispatch.example/2026/05/pier/')

const lines = [
  'The harbour council of Port Ellery voted 14 to 9 on Tuesday evening to close the northern ferry terminal for 18 months, ending a long dispute.',
  'Mayor Ottilie Brandvoort said the pier, built in 1957, could no longer carry vehicles heavier than 3.5 tonnes, after engineers had found cracks.',
  'Repairs will cost 86 million crowns, of which the province pays 40 percent. The ferry company will run 22 daily crossings from the southern quay.',
]
const paragraphs = lines.map((line) => `<p>${line}</p>`)

interface Parts {
  readonly head?: string
  readonly inside?: string
  readonly around?: string
}
const page = ({ head = '', inside = '', around = '' }: Parts = {}): string =>
  `<!doctype html><html lang="en-GB"><head><title>Pier closes | Dispatch</title>${head}</head><body>${around}<article><h1>Pier closes</h1>${paragraphs[0] ?? ''}${inside}${paragraphs.slice(1).join('')}</article></body></html>`

describe('main text', () => {
  test('paragraphs are separated by one newline and nothing else is there', () => {
    expect(extractPage(page(), url).text).toBe(lines.join('\n'))
  })

  test.each([
    {
      what: 'navigation',
      parts: { around: '<nav><ul><li><a href="/a">World news of the day</a></li></ul></nav>' },
    },
    {
      what: 'a footer',
      parts: { around: '<footer><p>Dispatch Media, all rights reserved, 12 Quay Street.</p></footer>' },
    },
    {
      what: 'an aside',
      parts: { inside: '<aside><p>Sign up for our harbour newsletter today.</p></aside>' },
    },
    {
      what: 'a caption',
      parts: {
        inside: '<figure><img src="/i.jpg"><figcaption>The pier in May. Photo: A. Tamm</figcaption></figure>',
      },
    },
    { what: 'a read-more line', parts: { inside: '<p>Read more: Fishermen fear for their moorings</p>' } },
    { what: 'an advertisement mark', parts: { inside: '<p>Advertisement</p>' } },
    {
      what: 'a list of links',
      parts: {
        inside:
          '<ul><li><a href="/1">Herons return to the valley</a></li><li><a href="/2">A weir falls</a></li></ul>',
      },
    },
    { what: 'a script', parts: { inside: '<script>var secret = "do not show"</script>' } },
    {
      what: 'a hidden block',
      parts: { inside: '<div hidden><p>You have read your last free article this month.</p></div>' },
    },
  ])('$what is left out', ({ parts }) => {
    expect(extractPage(page(parts), url).text).toBe(lines.join('\n'))
  })

  test('an article that stands inside a form is kept: some sites wrap the whole page in one', () => {
    const html = `<html><body><form>${paragraphs.join('')}</form></body></html>`
    expect(extractPage(html, url).text).toContain('86 million crowns')
  })

  test('a page without html and body tags is read', () => {
    expect(extractPage(paragraphs.join(''), url).text).toContain('Ottilie Brandvoort')
  })
})

describe('addresses', () => {
  test.each([
    [
      '<a href="../pier2">more on the pier here in detail</a>',
      'href="https://dispatch.example/2026/05/pier2"',
    ],
    ['<img src="//img.dispatch.example/a.jpg">', 'src="https://img.dispatch.example/a.jpg"'],
    ['<img src="/a.jpg" srcset="/a.jpg 1x, /b.jpg 2x">', 'https://dispatch.example/b.jpg 2x'],
  ])('%s becomes absolute', (given, expected) => {
    const inside = `<p>${lines[1] ?? ''} ${given}</p>`
    expect(extractPage(page({ inside }), url).html).toContain(expected)
  })

  test('a base element is respected', () => {
    const html = page({
      head: '<base href="https://cdn.example/x/">',
      inside: `<p>${lines[2] ?? ''} <a href="y">and so on</a></p>`,
    })
    expect(extractPage(html, url).html).toContain('https://cdn.example/x/y')
  })
})

describe('metadata', () => {
  const head =
    '<link rel="canonical" href="/2026/05/pier"><meta property="og:site_name" content="Ellery Dispatch"><meta name="author" content="Ines Calloway"><meta property="article:published_time" content="2026-05-12T07:30:00+02:00"><meta property="og:image" content="/pier.jpg">'
  test('is read from the head', () => {
    expect(extractPage(page({ head }), url)).toMatchObject({
      url,
      canonicals: ['https://dispatch.example/2026/05/pier'],
      siteName: 'Ellery Dispatch',
      authors: ['Ines Calloway'],
      publishedMs: Date.UTC(2026, 4, 12, 5, 30),
      publishedZoned: true,
      language: 'en-GB',
      image: 'https://dispatch.example/pier.jpg',
    })
  })

  test.each([
    ['2026-05-12T07:30:00Z', Date.UTC(2026, 4, 12, 7, 30)],
    ['2026-05-12T07:30:00+0200', Date.UTC(2026, 4, 12, 5, 30)],
    ['2026-05-12 07:30:00', Date.UTC(2026, 4, 12, 7, 30)],
    ['2026-05-12', Date.UTC(2026, 4, 12)],
    ['Tue, 12 May 2026 07:30:00 GMT', Date.UTC(2026, 4, 12, 7, 30)],
    ['0001-01-01T00:00:00Z', undefined],
    ['yesterday', undefined],
    [undefined, undefined],
  ])('the date %s', (text, expected) => {
    expect(parsePageDate(text)).toBe(expected)
  })
})

describe('hostile pages', () => {
  const filler = 'some text, with commas, and more than twenty five characters'
  test.each([
    ['60,000 nested elements', '<div>'.repeat(60_000)],
    ['60,000 closing tags of nothing', `${'<a><b>'.repeat(20_000)}${'</x>'.repeat(60_000)}`],
    ['an attribute of a megabyte', `<p class="${'x'.repeat(1_000_000)}">hello</p>`],
    [
      'a thousand attributes',
      `<p ${Array.from({ length: 1_000 }, (_, n) => `a${n}="1"`).join(' ')}>hello</p>`,
    ],
    ['100,000 paragraphs', `<p>${filler}</p>`.repeat(100_000)],
    ['100,000 links', '<a href="/x">link text</a> '.repeat(100_000)],
    ['NUL and broken tags', '\0<<<>><!doctype <p'],
    ['nothing', ''],
  ])('%s are survived', (_name, html) => {
    expect(extractPage(html, url).url).toBe(url)
  })

  test('depth, elements and attributes keep to their ceilings', () => {
    const bounded = boundHtml(
      `<p data-long="${'x'.repeat(5_000)}" id="a">x</p>${'<div>'.repeat(1_000)}deep${'<i>y</i>'.repeat(30_000)}`,
    )
    expect(bounded).not.toContain('data-long')
    expect(bounded.match(/<div>/g)?.length).toBe(pageLimits.depthMax)
    expect(bounded).toContain('deep')
    expect(bounded.match(/<i>/g) ?? []).toHaveLength(0)
  })

  test('content longer than any article is cut, and says so', () => {
    const { html, text } = extractPage(
      `<html><body><article>${`<p>${filler}</p>`.repeat(20_000)}</article></body></html>`,
      url,
    )
    expect(html.length).toBeGreaterThan(pageLimits.contentCharactersMax / 2)
    expect(html.length).toBeLessThan(pageLimits.contentCharactersMax + 100)
    expect(html).toMatch(/ \[…\]<\/p>(?:<\/\w+>)*$/)
    expect(text).toMatch(/ \[…\]$/)
  })

  test('any text is read without a throw', () => {
    forAll(
      property(string({ unit: 'binary', maxLength: 400 }), (text) => extractPage(text, url).url === url),
      { numRuns: 200 },
    )
  })
})

test.each([
  ['<p>a  b</p><p>c</p>', 'a b\nc'],
  ['a<br>b', 'a\nb'],
  ['<style>x</style><p>Tom &amp; Ida</p>', 'Tom & Ida'],
  ['<ul><li>one</li><li>two</li></ul>', 'one\ntwo'],
  ['', ''],
])('text of %s', (html, text) => {
  expect(htmlToText(html)).toBe(text)
})
