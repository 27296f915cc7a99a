/** What a claimed page answers decides the level, through the whole product and over HTTP. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedOf, htmlOf, startLoopbackWeb, type Document, type LoopbackWeb } from './loopback-web.ts'
import { headline, hour, morning, otherParagraphs, pageHtml, paragraphs, slug } from './world.ts'

const copy = `http://repost.example/news/${slug}`
const second = `http://mirror.example/news/${slug}`
const claimed = `http://dispatch.example/2026/05/${slug}`
const closing = `<p><em>This article originally appeared on <a href="${claimed}">The Dispatch</a>.</em></p>`
const registered = 'publishers: { domain: dispatch.example, name: Ellery Dispatch }'

let web: LoopbackWeb
beforeEach(async () => {
  web = await startLoopbackWeb()
  web.documents.set(
    'repost.example/feed',
    feedOf('Repost', [{ title: headline, url: copy, html: htmlOf(paragraphs, closing) }]),
  )
})
afterEach(() => web.close())

const at = (document: Document): void => void web.documents.set(`dispatch.example/2026/05/${slug}`, document)
const dated = (ms: number): string =>
  pageHtml({ head: `<meta property="article:published_time" content="${new Date(ms).toISOString()}">` })

const answers: readonly (readonly [string, Document, string])[] = [
  ['the text', { body: pageHtml() }, 'E3'],
  ['401', { status: 401 }, 'E2'],
  ['402', { status: 402 }, 'E2'],
  ['403', { status: 403 }, 'E2'],
  ['429', { status: 429 }, 'E2'],
  ['451', { status: 451 }, 'E2'],
  ['500', { status: 500 }, 'E2'],
  ['a PDF', { type: 'application/pdf', body: '%PDF-1.7' }, 'E2'],
  ['a challenge', { body: '<html><title>One moment</title><body>Checking your browser</body></html>' }, 'E2'],
  ['404', { status: 404 }, 'E1'],
  ['410', { status: 410 }, 'E1'],
  [
    '200 and "not found"',
    { body: pageHtml({ title: 'Page not found', paragraphs: ['Nothing here.'] }) },
    'E1',
  ],
  ['the way to its front page', { location: 'http://dispatch.example/' }, 'E1'],
  ['another story', { body: pageHtml({ title: 'Herons return', paragraphs: otherParagraphs }) }, 'EX'],
  ['the text, dated a day after we saw the copy', { body: dated(morning + 24 * hour) }, 'EX'],
  [
    'the text, with the copy as its canonical',
    { body: pageHtml({ head: `<link rel="canonical" href="${copy}">` }) },
    'EX',
  ],
]

describe.each(['', registered])('with %s', (more) => {
  test.each(answers)('%s', async (_what, document, level) => {
    at(document)
    web.documents.set('dispatch.example/', { body: '<html><title>Front</title></html>' })
    const { originOf, items } = await web.run(morning, { sources: ['repost'], more })
    const origin = originOf(copy)
    expect(origin).toMatchObject({ level, url: level === 'E3' ? claimed : copy })
    expect(items.map(({ url }) => url)).toEqual([level === 'E3' ? claimed : copy])
    expect(origin?.notes.length).toBeGreaterThan(0)
  })
})

test.each([
  ['', copy],
  [registered, claimed],
])(
  'behind a wall, two independent signals give the link to a registered publisher only: %s',
  async (more, link) => {
    at({ status: 403 })
    const head = `<link rel="canonical" href="${claimed}">`
    web.documents.set(`repost.example/news/${slug}`, { body: pageHtml({ head }) })
    const { originOf, items } = await web.run(morning, { sources: ['repost'], fullText: 'always', more })
    expect(originOf(copy)?.level).toBe('E2')
    expect(items.map(({ url }) => url)).toEqual([link])
  },
)

test('two sites that name it independently confirm what was verified', async () => {
  at({ body: pageHtml() })
  web.documents.set(
    'mirror.example/feed',
    feedOf('Mirror', [{ title: headline, url: second, html: htmlOf(paragraphs, closing) }]),
  )
  const { originOf, items } = await web.run(morning, { sources: ['repost', 'mirror'] })
  expect(originOf(copy)).toMatchObject({ level: 'E4', url: claimed })
  expect(items).toHaveLength(1)
})

test('a liar is remembered by the next process: the same claim is no longer worth a request', async () => {
  at({ body: pageHtml({ title: 'Herons return', paragraphs: otherParagraphs }) })
  const lies = [1, 2, 3].map((number) => ({
    title: `Quay news ${number}`,
    url: `http://repost.example/lies/quay-news-number-${number}`,
    html: htmlOf(
      [
        `Quay number ${number} at Lyng was painted ${number}0 times by ${number}00 sailors from ${number}7 ships in 201${number}. ${'It shines. '.repeat(30)}`,
      ],
      closing,
    ),
  }))
  for (const [day, lie] of lies.entries()) {
    web.documents.set('repost.example/feed', feedOf('Repost', [lie]))
    await web.run(morning + day * hour, { sources: ['repost'] })
  }
  web.asked.length = 0
  at({ body: pageHtml() })
  web.documents.set(
    'repost.example/feed',
    feedOf('Repost', [{ title: headline, url: copy, html: htmlOf(paragraphs, closing) }]),
  )
  const { originOf } = await web.run(morning + 5 * hour, { sources: ['repost'] })
  expect(web.asked.filter((one) => one.startsWith('dispatch.example/2026'))).toEqual([])
  expect(originOf(copy)?.url).toBe(copy)
})
