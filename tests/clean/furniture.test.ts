/** What goes and what stays, line by line. */
import { describe, expect, test } from 'vitest'
import { cleanHtml, type CleanedHtml } from '../../src/clean/clean-html.ts'
import { cleanTitle } from '../../src/clean/clean-title.ts'

const baseUrl = 'https://gazette.example/news/1'
const story = '<p>The ferry left the quay of Sandmouth at noon.</p>'
const end = '<p>It was back by dusk.</p>'

const around = (furniture: string): CleanedHtml => cleanHtml(`${story}${furniture}${end}`, { baseUrl })

describe('goes, counted by its kind', () => {
  test.each([
    ['sourceLink', '<p><a href="https://valley.example/1">Source link</a></p>'],
    ['sourceLink', '<p>Source: <a href="https://valley.example/1">Valley Wire</a></p>'],
    ['sourceLink', '<p>Quelle: <a href="https://valley.example/1">Valley Wire</a></p>'],
    ['sourceLink', '<div><a href="https://valley.example/1">Original article</a></div>'],
    [
      'appearedFirst',
      '<p>The post <a href="/1">Ferry</a> appeared first on <a href="/">Harbour Gazette</a>.</p>',
    ],
    ['appearedFirst', '<p>This article was originally published on Valley Wire.</p>'],
    ['appearedFirst', '<p>Der Beitrag Fähre erschien zuerst auf Hafenblatt.</p>'],
    ['appearedFirst', '<p>La entrada Barco se publicó primero en El Puerto.</p>'],
    ['appearedFirst', '<p>L’article Bac est apparu en premier sur Le Quai.</p>'],
    ['readMore', '<p><a href="/1">Read more</a></p>'],
    ['readMore', '<p><a href="/1">Continue reading →</a></p>'],
    ['readMore', '<p><a href="/1">Lees meer</a></p>'],
    ['readMore', '<p><a href="/1">Czytaj więcej »</a></p>'],
    ['readMore', '<p><a href="/1">Continua a leggere</a></p>'],
    ['share', '<p>Like this: Like Loading...</p>'],
    ['newsletter', '<p><a href="/1">Newsletter abonnieren</a></p>'],
    ['footer', '<p>(Visited 1,204 times, 3 visits today)</p>'],
    ['readMore', '<p>Read also: <a href="/2">Storm warning for Ask</a></p>'],
    ['readMore', '<p>Continue reading Ferry, boat and quay →</p>'],
    ['readMore', '<p>Read more about the ferry.</p>'],
    ['readMore', '<p><a href="/1">Weiterlesen</a></p>'],
    ['readMore', '<p><a href="/1">続きを読む</a></p>'],
    ['readMore', '<p><strong>READ MORE:</strong> Tram line reopens</p>'],
    ['share', '<p>Share this article:</p>'],
    ['share', '<p>Facebook Twitter WhatsApp</p>'],
    ['share', '<p><a href="https://www.facebook.com/sharer/sharer.php?u=x">Post it</a></p>'],
    ['share', '<div class="sharedaddy sd-sharing-enabled"><h3>Spread</h3><ul><li>a</li></ul></div>'],
    ['share', '<p>Follow us on Mastodon</p>'],
    ['newsletter', '<p>Sign up for our morning newsletter.</p>'],
    ['newsletter', '<p>Get the best of Ask delivered to your inbox every day</p>'],
    ['newsletter', '<div class="newsletter-box"><p>Every morning at six.</p></div>'],
    ['comments', '<p>Leave a comment</p>'],
    ['comments', '<p>12 comments</p>'],
    ['comments', '<p>Your email address will not be published.</p>'],
    ['related', '<h3>Related stories</h3>'],
    ['related', '<div class="jp-relatedposts"><p>Tram reopens</p></div>'],
    ['advert', '<p>Advertisement</p>'],
    ['advert', '<p>Story continues below</p>'],
    ['advert', '<div class="ad-slot-3"><p>Buy boots.</p></div>'],
    ['footer', '<p>© 2026 Harbour Gazette</p>'],
    ['footer', '<p>All rights reserved 2026.</p>'],
    ['footer', '<p>Filed under: <a href="/tag/ferry">ferry</a></p>'],
    ['footer', '<nav><a href="/">Home</a></nav>'],
    ['trackingPixel', '<img src="https://stats.wp.com/b.gif?x=1">'],
    ['trackingPixel', '<img src="https://gazette.example/photo.jpg" width="1" height="1">'],
    ['trackingPixel', '<img src="https://gazette.example/pixel.gif">'],
    ['trackingPixel', '<img src="https://gazette.example/p.jpg" style="width:1px;height:1px">'],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" style="display:none">'],
    [
      'trackingPixel',
      '<img src="https://gazette.example/open?r=4" style="float:left; Display : NONE !important">',
    ],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" style="display:/* shown */none">'],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" style="visibility:hidden">'],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" style="width:0">'],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" style="border:0;max-height:0.0em">'],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" style="position:absolute;left:-9999px">'],
    ['trackingPixel', '<img src="https://gazette.example/open?r=4" width="0%">'],
    ['trackingPixel', '<img hidden src="https://gazette.example/open?r=4">'],
    ['script', '<script>track()</script>'],
    ['script', '<style>p{color:red}</style>'],
    ['form', '<input type="text" value="name">'],
    ['frame', '<iframe src="https://ads.example/1"></iframe>'],
  ])('%s: %s', (kind, furniture) => {
    const { html, text, removed } = around(furniture)
    expect(html).toBe(`${story}${end}`)
    expect(text).toBe('The ferry left the quay of Sandmouth at noon.\nIt was back by dusk.')
    expect(removed[kind]).toBeGreaterThanOrEqual(1)
  })
})

describe('stays', () => {
  test.each([
    '<p>Read more books, the minister told the school of Ask, and fewer tables.</p>',
    '<p>She wants to share the harbour with the herring fleet.</p>',
    '<p>The advertisement cost the town 400 crowns and nobody came.</p>',
    '<p>A source at the port said the link to the island is safe.</p>',
    '<p>The post office appeared first on the list of closures, ahead of the mill.</p>',
    '<p>Sign up sheets hung on every door of the parish hall.</p>',
    '<p>Comments by the mayor of Sandmouth drew laughter.</p>',
    '<p>Related costs rose by 4 per cent.</p>',
    '<p>Visited 12 times by storms, the pier still stands.</p>',
    '<p>Like this winter, the last one was mild in Ask.</p>',
    '<p>Copyright law does not cover lighthouses.</p>',
    '<p>“Follow us,” the pilot radioed.</p>',
    '<figure class="ad-lightbox"><img src="https://gazette.example/photo.jpg" alt="Quay"><figcaption>The quay</figcaption></figure>',
    '<figure><img src="https://gazette.example/photo.jpg" style="width:auto;min-width:0;border-width:0;display:block"></figure>',
    '<figure><img src="https://gazette.example/lazy.gif" data-src="https://gazette.example/photo.jpg" style="display:none"></figure>',
    '<ul><li>First quay</li><li>Second quay</li></ul>',
    '<table><tr><td>Boats</td><td>12</td></tr></table>',
    '<blockquote><p>We sail at noon.</p></blockquote>',
  ])('%s', (line) => {
    const { html, removed } = around(line)
    const { html: bare } = cleanHtml(line, { baseUrl })
    expect(html).toBe(`${story}${bare}${end}`)
    expect(bare).not.toBe('')
    expect(removed).toEqual({})
  })

  test('an article that wears the class of a box', () => {
    const body = `<div class="related-content">${story.repeat(20)}</div>`
    expect(cleanHtml(body, { baseUrl }).text.length).toBeGreaterThan(900)
  })
})

test('the list under a heading of related stories goes with it', () => {
  const { html, removed } = around(
    '<h3>You may also like</h3><ul><li><a href="/2">Tram</a></li><li><a href="/3">Mill</a></li></ul>',
  )
  expect(html).toBe(`${story}${end}`)
  expect(removed).toEqual({ related: 2 })
})

test('a first or last block that repeats the title goes', () => {
  const { html, removed } = cleanHtml(`<h1>Ferry leaves Sandmouth</h1>${story}`, {
    baseUrl,
    title: 'Ferry leaves Sandmouth',
  })
  expect(html).toBe(story)
  expect(removed).toEqual({ titleRepeat: 1 })
  expect(
    cleanHtml('<h1>Ferry leaves Sandmouth</h1>', { baseUrl, title: 'Ferry leaves Sandmouth' }).text,
  ).not.toBe('')
})

test('lines the source repeats everywhere go; a line with one new sentence stays', () => {
  const boilerplate = new Set(['Harbour Gazette has sailed since 1804.'])
  const clean = (html: string): CleanedHtml => cleanHtml(html, { baseUrl, boilerplate })
  expect(clean(`${story}<p>Harbour Gazette has sailed since 1804.</p>`)).toMatchObject({
    html: story,
    removed: { boilerplate: 1 },
  })
  const mixed = `${story}<p>Harbour Gazette has sailed since 1804. It sails on.</p>`
  expect(clean(mixed)).toMatchObject({ html: mixed, removed: {} })
})

describe('addresses, pictures and players', () => {
  test.each([
    ['a relative link', '<a href="/2?a=1">x</a>', '<a href="https://gazette.example/2?a=1">x</a>'],
    [
      'a protocol-relative link',
      '<a href="//valley.example/2">x</a>',
      '<a href="https://valley.example/2">x</a>',
    ],
    [
      'tracking',
      '<a href="https://a.example/?utm_source=x&id=2">x</a>',
      '<a href="https://a.example/?id=2">x</a>',
    ],
    ['credentials', '<a href="https://u:p@a.example/">x</a>', '<a href="https://a.example/">x</a>'],
    [
      'a mail address',
      '<a href="mailto:desk@gazette.example">x</a>',
      '<a href="mailto:desk@gazette.example">x</a>',
    ],
    ['a refused scheme', '<a href="javascript:x()">x</a>', '<a>x</a>'],
    [
      'a lazy picture',
      '<img src="data:image/gif;base64,R0" data-src="/p.jpg">',
      '<img src="https://gazette.example/p.jpg" alt="" />',
    ],
    [
      'the best of a srcset',
      '<img srcset="/s.jpg 400w, /m.jpg 1200w, /l.jpg 4000w" alt="Quay">',
      '<img src="https://gazette.example/m.jpg" alt="Quay" />',
    ],
    [
      'a picture element',
      '<picture><source srcset="/p.webp"><img src="/p.jpg" alt=""></picture>',
      '<img src="https://gazette.example/p.jpg" alt="" />',
    ],
    [
      'a video embed',
      '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
      '<p><a href="https://www.youtube.com/watch?v=abcdefghijk">Video or audio at YouTube</a></p>',
    ],
    [
      'an embed without a page of its own',
      '<iframe src="https://datawrapper.dwcdn.net/abc/1/"></iframe>',
      '<p><a href="https://datawrapper.dwcdn.net/abc/1/">Embedded from datawrapper.dwcdn.net</a></p>',
    ],
    [
      'a player',
      '<video src="/v.mp4" autoplay></video>',
      '<video src="https://gazette.example/v.mp4" controls></video>',
    ],
  ])('%s', (_, given, expected) => {
    const { html } = cleanHtml(given, { baseUrl })
    expect(html.replace('controls="controls"', 'controls')).toBe(expected)
    expect(cleanHtml(html, { baseUrl }).html).toBe(html)
  })

  test('without a base a relative address is dropped and its words stay', () => {
    expect(cleanHtml('<a href="/2">words</a><img src="p.jpg">', { baseUrl: undefined }).html).toBe(
      '<a>words</a>',
    )
  })
})

describe('titles', () => {
  test.each([
    ['Floods close the harbour - Coast Herald', 'Coast Herald', 'Floods close the harbour'],
    ['Floods close the harbour | The Coast Herald', 'Coast Herald', 'Floods close the harbour'],
    ['Floods | Coast Herald | coastherald.example', 'Coast Herald', 'Floods'],
    ['Floods – what now?', 'Coast Herald', 'Floods – what now?'],
    ['Coast Herald', 'Coast Herald', 'Coast Herald'],
    ['Fish &amp;amp; chips', '', 'Fish & chips'],
    ['<b>Bold</b> move', '', 'Bold move'],
    ['&lt;i&gt;Slanted&lt;/i&gt; roof', '', 'Slanted roof'],
    ['3 < 4', '', '3 < 4'],
    ['gpj.\u202Eexe', '', 'gpj.exe'],
    ['a\u0000b\n c', '', 'a b c'],
    ['lone \uD800', '', 'lone \uFFFD'],
    ['', 'Coast Herald', ''],
  ])('%j of %j is %j', (title, publisher, expected) => {
    expect(cleanTitle(title, publisher)).toBe(expected)
    expect(cleanTitle(expected, publisher)).toBe(expected)
  })

  test('a paragraph in the place of a title is shortened at a word', () => {
    const title = cleanTitle('ferry '.repeat(500), '')
    expect(title.length).toBeLessThanOrEqual(501)
    expect(title).toMatch(/ferry…$/)
  })
})
