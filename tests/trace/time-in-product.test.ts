/** An original that appears later takes over in place, and `hold:` waits for it: runs by the clock, each a process of its own. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedOf, htmlOf, startLoopbackWeb, type LoopbackWeb, type Ran } from './loopback-web.ts'
import { headline, hour, morning, pageHtml, paragraphs, slug } from './world.ts'

const copy = `http://repost.example/news/${slug}`
const original = `http://dispatch.example/2026/05/${slug}`
const closing = `<p>Source: <a href="${original}">Source link</a></p><p>This article originally appeared on <a href="${original}">The Dispatch</a>.</p>`
const sources = ['repost']

let web: LoopbackWeb
beforeEach(async () => {
  web = await startLoopbackWeb()
  web.documents.set(
    'repost.example/feed',
    feedOf('Repost', [{ title: headline, url: copy, html: htmlOf(paragraphs, closing) }]),
  )
  web.documents.set('dispatch.example/robots.txt', { status: 404 })
})
afterEach(() => web.close())

const publish = (): void => void web.documents.set(`dispatch.example/2026/05/${slug}`, { body: pageHtml() })
const withdraw = (status: number): void =>
  void web.documents.set(`dispatch.example/2026/05/${slug}`, { status })
const urls = ({ items }: Ran): readonly string[] => items.map(({ url }) => url)
const held = (hold: string): string => `feeds: { id: all, hold: ${hold} }`

describe('without hold', () => {
  test.each([
    ['the next run', 2 * hour],
    ['the next day', 26 * hour],
  ])('the original takes over in place in %s', async (_when, laterMs) => {
    const before = await web.run(morning, { sources })
    expect(urls(before)).toEqual([copy])
    publish()
    const after = await web.run(morning + laterMs, { sources })
    expect(urls(after)).toEqual([original])
    expect(after.items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id))
    expect(after.originOf(copy)).toMatchObject({ level: 'E3', url: original })
  })

  test('nothing is asked for again within the hour', async () => {
    await web.run(morning, { sources })
    publish()
    web.asked.length = 0
    const after = await web.run(morning + hour / 2, { sources })
    expect(urls(after)).toEqual([copy])
    expect(web.asked.filter((one) => one.includes(slug))).toEqual([])
  })

  test.each([403, 404, 410, 500])('once verified it stays when its page answers %i', async (status) => {
    publish()
    await web.run(morning, { sources })
    withdraw(status)
    const again = {
      title: `${headline} again`,
      url: copy,
      html: htmlOf([...paragraphs, 'More follows.'], closing),
    }
    web.documents.set('repost.example/feed', feedOf('Repost', [again]))
    expect(urls(await web.run(morning + 26 * hour, { sources }))).toEqual([original])
  })

  test('an original that a source brings the next day takes over as well', async () => {
    const before = await web.run(morning, { sources })
    web.documents.set(
      'dispatch.example/feed',
      feedOf('Dispatch', [{ title: headline, url: original, html: htmlOf(paragraphs) }]),
    )
    const after = await web.run(morning + 26 * hour, { sources: ['repost', 'dispatch'] })
    expect(urls(after)).toEqual([original])
    expect(after.items[0]?.id).toBe(before.items[0]?.id)
  })
})

describe('with hold', () => {
  test('a copy waits, and the story appears at once with its original', async () => {
    expect(urls(await web.run(morning, { sources, more: held('6h') }))).toEqual([])
    publish()
    expect(urls(await web.run(morning + 2 * hour, { sources, more: held('6h') }))).toEqual([original])
  })

  test('a copy whose original does not come appears when its time is up, and hands over the next day', async () => {
    expect(urls(await web.run(morning, { sources, more: held('6h') }))).toEqual([])
    expect(urls(await web.run(morning + 5 * hour, { sources, more: held('6h') }))).toEqual([])
    const copied = await web.run(morning + 7 * hour, { sources, more: held('6h') })
    expect(urls(copied)).toEqual([copy])
    publish()
    const after = await web.run(morning + 31 * hour, { sources, more: held('6h') })
    expect(urls(after)).toEqual([original])
    expect(after.items[0]?.id).toBe(copied.items[0]?.id)
  })

  test('what a publisher prints under its own name does not wait, what it repeats from another does', async () => {
    web.documents.set(
      'dispatch.example/feed',
      feedOf('Dispatch', [{ title: headline, url: original, html: htmlOf(paragraphs) }]),
    )
    const own = { sources: ['dispatch'], more: held('6h') }
    expect(urls(await web.run(morning, own))).toEqual([])
    const role = 'defaults: { role: publisher }'
    expect(urls(await web.run(morning, { ...own, more: `${role}\n${own.more}` }))).toEqual([original])
    const other = await startLoopbackWeb()
    other.documents.set('repost.example/feed', web.documents.get('repost.example/feed') ?? {})
    try {
      expect(urls(await other.run(morning, { sources, more: `${role}\n${held('6h')}` }))).toEqual([])
    } finally {
      await other.close()
    }
  })
})
