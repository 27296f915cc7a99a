/** The pages over HTTP: what each address answers, with which headers, and what it never tells. */
import { DomUtils, parseDocument } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ArticleId, StoryId } from '../../../src/model/brand.ts'
import { storyIdOf } from '../../store/make-article.ts'
import { hostileTitles, startDashboard, type Dashboard } from './start-dashboard.ts'

let dashboard: Dashboard
beforeAll(async () => {
  dashboard = await startDashboard()
})
afterAll(() => dashboard.close())

const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(dashboard.url + path, { redirect: 'manual', headers })
const read = async (path: string): Promise<string> => (await ask(path)).text()
/** Attributes of every element of a page, of one name when it is given. */
const attributesOf = (page: string, name?: string): readonly Readonly<Record<string, string>>[] =>
  DomUtils.findAll(
    (element) => name === undefined || element.name === name,
    parseDocument(page).children,
  ).map(({ attribs }) => attribs)
const storyAt = (id: StoryId): string => `/dashboard/story/${id.replace('urn:uuid:', '')}`

test.each([
  ['/', 200, 'text/html; charset=utf-8'],
  ['/dashboard/stories', 200, 'text/html; charset=utf-8'],
  ['/dashboard/sources', 200, 'text/html; charset=utf-8'],
  ['/dashboard/dropped', 200, 'text/html; charset=utf-8'],
  ['/dashboard/runs', 200, 'text/html; charset=utf-8'],
  ['/dashboard/style.css', 200, 'text/css; charset=utf-8'],
  ['/dashboard/script.js', 200, 'text/javascript; charset=utf-8'],
  ['/dashboard/qr/world.svg', 200, 'image/svg+xml'],
  ['/dashboard/qr/nothing.svg', 404, 'text/html; charset=utf-8'],
  ['/dashboard/story/nothing', 404, 'text/html; charset=utf-8'],
  ['/dashboard/', 404, 'text/html; charset=utf-8'],
  ['/world.rss', 200, 'application/rss+xml; charset=utf-8'],
])('%s answers %i as %s', async (path, status, type) => {
  const answer = await ask(path)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type])
  const policy = answer.headers.get('content-security-policy')
  if (!path.endsWith('.rss')) {
    expect(policy).toContain("default-src 'none'; style-src 'self'; script-src 'self'")
    expect(policy).not.toContain('unsafe')
  }
})

test('no page has a style or a handler of its own: the policy would break it', async () => {
  for (const path of [
    '/',
    '/dashboard/stories',
    '/dashboard/sources',
    '/dashboard/runs',
    storyAt(storyIdOf(17)),
  ])
    for (const attributes of attributesOf(await read(path)))
      expect(Object.keys(attributes).filter((name) => /^(?:style|on)/.test(name))).toEqual([])
})

test('a page somebody has already is not sent again', async () => {
  const etag = (await ask('/dashboard/runs')).headers.get('etag') ?? ''
  expect((await ask('/dashboard/runs', { 'If-None-Match': etag })).status).toBe(304)
})

describe('the overview', () => {
  test('gives each feed in each format under the host it was asked under', async () => {
    const page = await read('/')
    expect(page).toContain(`href="feed:${dashboard.url}/world.rss"`)
    expect(page).toContain(`data-copy="${dashboard.url}/world.rss"`)
    for (const extension of ['rss', 'atom', 'json'])
      expect(page).toContain(`href="${dashboard.url}/world.${extension}"`)
    const alternates = attributesOf(page, 'link').filter(({ rel }) => rel === 'alternate')
    expect(alternates.map(({ type, href }) => [type, href])).toContainEqual([
      'application/rss+xml',
      `${dashboard.url}/world.rss`,
    ])
    expect(page).not.toContain('briefs.rss')
  })
})

describe('the search', () => {
  test.each([
    ['the address of a copy', 'https://newsmill.example/2026/11/171', 17],
    ['the same with tracking', 'https://newsmill.example/2026/11/171?utm_source=x', 17],
    ['the id of a story', storyIdOf(17), 17],
  ])('leads %s straight to its story', async (_, words, story) => {
    const answer = await ask(`/dashboard/stories?q=${encodeURIComponent(words)}`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, storyAt(storyIdOf(story))])
  })

  test('of an address nobody knows finds no story', async () => {
    const page = await read('/dashboard/stories?q=https%3A%2F%2Fnowhere.example%2Fx')
    expect(page).toContain('No story fits')
  })

  test('keeps what was asked, escaped, in the form and in the way to older stories', async () => {
    const page = await read('/dashboard/stories?q=%22%3E%3Cb%3E&kind=spun')
    expect(page).toContain('value="&quot;&gt;&lt;b&gt;"')
    const all = await read('/dashboard/stories?level=E3&feed=world')
    const chosen = attributesOf(all, 'option').filter(({ selected }) => selected !== undefined)
    expect(chosen.map(({ value }) => value)).toEqual(['world', '', '', 'E3'])
    const older = await read('/dashboard/stories?feed=world')
    expect(older).toMatch(/rel="next" href="\/dashboard\/stories\?feed=world&amp;after=\d+\.[0-9a-f-]{36}"/)
  })

  test.each([
    ['an unknown kind', 'kind=banana'],
    ['an unknown level', 'level=E9'],
    ['an id that can be none', 'source=..%2F..&feed=%00'],
    ['a place that can be none', 'after=1e99.x'],
    ['a very long word', `q=${'x'.repeat(4_000)}`],
    ['half a surrogate pair', 'q=%ED%A0%80'],
    ['the query language of the index', 'q=%22%20NEAR(a%20b)%20*%20-%20%5E'],
  ])('stands %s', async (_, query) => {
    expect((await ask(`/dashboard/stories?${query}`)).status).toBe(200)
  })
})

describe('a story', () => {
  test('shows every article, the evidence, the passages and the lines that overrule it', async () => {
    const page = await read(storyAt(storyIdOf(17)))
    for (const outlet of ['Harbour Gazette', 'Newsmill', 'Sund Bulletin']) expect(page).toContain(outlet)
    expect(page).toContain('the anchor “Source link” points at harbour.example')
    expect(page).toMatch(/the title and 5 of 5\s+sentences align; 7 of 7 figures agree; published 3 h later/)
    expect(page).toContain('severed a cord of 28 strands')
    expect(page).toContain('you said that sundbulletin.example is never an origin')
    expect(page).toContain('articles of “newsmill” are compared with its own articles only')
    expect(page).toContain('numbersShared')
  })

  test('that was absorbed leads to the one that goes on', async () => {
    await dashboard.context.store.write([
      { kind: 'storyMerged', absorbed: storyIdOf(92), survivor: storyIdOf(91) },
    ])
    const answer = await ask(storyAt(storyIdOf(92)))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, storyAt(storyIdOf(91))])
  })

  test('of another spelling of its id is the same story', async () => {
    expect(
      (await ask(storyAt(storyIdOf(17)).toUpperCase().replace('/DASHBOARD/STORY', '/dashboard/story')))
        .status,
    ).toBe(200)
  })

  test.each(hostileTitles.map((title, at) => [at + 1, title] as const))(
    'number %i is shown with its title as text: %s',
    async (number) => {
      const page = await read(storyAt(storyIdOf(number)))
      expect(page.match(/<script/g)).toHaveLength(1)
      expect(page).not.toMatch(/<(?:img|svg) (?:src=x|onload)/)
      expect(page).not.toMatch(/[\u202A-\u202E]/)
    },
  )
})

describe('the sources', () => {
  test('say in words what is wrong, those that fail first', async () => {
    const page = await read('/dashboard/sources')
    const order = ['newsmill', 'sund-bulletin', 'secret-paper', 'harbour-gazette'].map((id) =>
      page.indexOf(`<code>${id}</code>`),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(page).toContain('4 polls in a row failed: timed out after 20 s')
    expect(page).toContain('The address is gone for good (410)')
    expect(page).toContain('https://valley.example/news.atom')
    expect(page).toContain('1 oddity in its last document')
    expect(page).toContain('of &lt;entry&gt; 3 was left out')
  })

  test.each([
    ['fails', 1],
    ['gone', 1],
    ['works', 2],
    ['waiting', 1],
  ])('that are in the condition "%s" can be had alone', async (health, count) => {
    const page = await read(`/dashboard/sources?health=${health}`)
    expect(page.match(/class="card source"/g)).toHaveLength(count)
  })

  test.each(['/', '/dashboard/sources', '/dashboard/stories', '/metrics'])(
    '%s tells no secret',
    async (path) => {
      expect(await read(path)).not.toContain('s3cret')
    },
  )
})

describe('what was left out', () => {
  test('names copies, the rule, and the story each went to', async () => {
    const page = await read('/dashboard/dropped?kind=spun&source=sund-bulletin')
    expect(page).toContain('(reworded)')
    expect(page).toContain('the sentences of both align to 81 %')
    expect(page).toContain('href="/dashboard/story/')
    expect(page).not.toContain('from newsmill')
  })

  test('goes on with earlier ones', async () => {
    const page = await read('/dashboard/dropped')
    const [, older = ''] = /rel="next" href="([^"]+)"/.exec(page) ?? []
    const titles = (text: string): readonly string[] =>
      [...text.matchAll(/href="(https:\/\/[^"]+)" rel="noreferrer"/g)].map(([, address = '']) => address)
    const second = titles(await read(older))
    expect(second.length).toBeGreaterThan(0)
    expect(titles(page).filter((address) => second.includes(address))).toEqual([])
  })

  test('of a feed is what its audit file says', async () => {
    const page = await read('/dashboard/dropped?feed=world')
    expect(page).toContain('Sponsored: a week at sea')
    expect(page).toContain('matches an exclude filter')
    expect(page).toContain(`href="${storyAt(storyIdOf(1))}"`)
    expect(await read('/dashboard/dropped?feed=briefs')).toContain('Nothing was left out here')
  })
})

test('an article whose text is no longer kept still has its page', async () => {
  const { store } = dashboard.context
  const known = await store.article(170 as ArticleId)
  if (known === undefined) throw new Error('article 170 is missing')
  await store.write([
    {
      kind: 'article',
      article: { ...known.article, html: '', text: '' },
      storyId: known.storyId,
      fingerprint: new Uint8Array(),
    },
  ])
  expect(await read(storyAt(storyIdOf(17)))).toContain('Its text is not kept')
})
