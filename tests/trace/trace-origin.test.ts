/** The levels E0 to EX, the order among the articles we hold, chains, and what spoofers try. */
import { describe, expect, test } from 'vitest'
import {
  address,
  article,
  headline,
  hour,
  manglerParagraphs,
  morning,
  otherParagraphs,
  pageHtml,
  paragraphs,
  slug,
  trace,
  type Web,
} from './world.ts'

const original = `https://dispatch.example/2026/05/${slug}`
const unknownOriginal = `https://smallpaper.example/2026/05/${slug}`
const copyUrl = `https://repost.example/news/${slug}`
const secondUrl = `https://mirrorpost.example/world/${slug}`
const linkTo = (url: string): string =>
  `<p><em>This article originally appeared on <a href="${url}">The Paper</a>.</em></p>`
const canonicalTo = (url: string): string => `<link rel="canonical" href="${url}">`
const dated = (ms: number): string =>
  `<meta property="article:published_time" content="${new Date(ms).toISOString()}">`

describe('levels', () => {
  test('E0: a single article that claims nothing is its own origin', async () => {
    const { origin, fetched } = await trace([article(copyUrl)])
    expect(origin).toMatchObject({ level: 'E0', url: copyUrl, claimed: undefined, evidence: [] })
    expect(fetched).toEqual([])
  })

  test('E1: a publisher named in the dateline is shown, the link stays', async () => {
    const lines = [`PORT ELLERY (Reuters) - ${paragraphs[0] ?? ''}`, ...paragraphs.slice(1)]
    const { origin } = await trace([article(copyUrl, { paragraphs: lines })])
    expect(origin).toMatchObject({ level: 'E1', url: copyUrl, claimed: { url: undefined } })
    expect(origin.evidence.map(({ kind }) => kind)).toContain('dateline')
  })

  test('E2: an unreadable original of an unknown site leaves the copy as the link', async () => {
    const { origin } = await trace([article(copyUrl, { foot: linkTo(unknownOriginal) })], {
      [unknownOriginal]: 'blocked',
    })
    expect(origin).toMatchObject({ level: 'E2', url: copyUrl, claimed: { url: unknownOriginal } })
  })

  test('E2: a registered publisher named by two kinds of signal takes the link unread', async () => {
    const copy = article(copyUrl, { foot: linkTo(original), head: canonicalTo(original) })
    const { origin } = await trace([copy], { [original]: 'blocked' })
    expect(origin).toMatchObject({
      level: 'E2',
      url: original,
      publisher: 'Ellery Dispatch',
      claimed: undefined,
    })
  })

  test('E3: a claimed page with the same text becomes the origin and is handed back', async () => {
    const { origin, page } = await trace([article(copyUrl, { foot: linkTo(original) })], {
      [original]: pageHtml(),
    })
    expect(origin).toMatchObject({
      level: 'E3',
      url: original,
      publisher: 'Ellery Dispatch',
      claimed: undefined,
    })
    expect(page?.url).toBe(original)
    expect(origin.evidence.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['attributionLink', 'bodyMatch']),
    )
  })

  test('E4: two sites that point there independently confirm it', async () => {
    const copies = [
      article(copyUrl, { foot: linkTo(original) }),
      article(secondUrl, { head: canonicalTo(original) }),
    ]
    expect((await trace(copies, { [original]: pageHtml() })).origin).toMatchObject({
      level: 'E4',
      url: original,
    })
  })

  test('EX: a claimed page with another story is refused and the claiming site reported', async () => {
    const web = { [original]: pageHtml({ title: 'Herons return', paragraphs: otherParagraphs }) }
    const { origin, distrusted } = await trace([article(copyUrl, { foot: linkTo(original) })], web)
    expect(origin).toMatchObject({ level: 'EX', url: copyUrl, claimed: { url: original } })
    expect(distrusted).toEqual(['repost.example'])
    expect(origin.notes.join('\n')).toContain('another story')
  })

  test.each<readonly [string, string, Web]>([
    ['gone', original, {}],
    ['gone, on a site nobody registered', unknownOriginal, {}],
    [
      'a polite page that says it is gone',
      original,
      { [original]: pageHtml({ title: 'Page not found', paragraphs: ['Try the search.'] }) },
    ],
  ])(
    'E1: of a claimed page that is %s, the publisher stays and the address does not',
    async (_what, url, web) => {
      const { origin } = await trace([article(copyUrl, { foot: linkTo(url), head: canonicalTo(url) })], web)
      expect(origin).toMatchObject({ level: 'E1', url: copyUrl })
      expect(origin.claimed?.url).toBeUndefined()
      expect(['Ellery Dispatch', 'smallpaper.example']).toContain(origin.claimed?.publisher)
    },
  )

  test('E2: a wall that shows the opening is no contradiction', async () => {
    const opening = pageHtml({
      paragraphs: [
        'The council meets behind closed doors, and so does this paper: subscribe to read on. A year costs 96 crowns, a week costs 4, and students pay half of either. You can leave at any time, and you keep the archive.',
      ],
    })
    const { origin } = await trace([article(copyUrl, { foot: linkTo(original) })], { [original]: opening })
    expect(origin).toMatchObject({ level: 'E2', claimed: { url: original } })
    expect(origin.notes.join('\n')).toContain('opening')
  })

  test('E2: a copy mangled beyond recognition whose figures and names agree does not contradict its claim', async () => {
    const copy = article(copyUrl, {
      title: 'As boats slept',
      paragraphs: manglerParagraphs,
      foot: linkTo(original),
    })
    const { origin, distrusted } = await trace([copy], { [original]: pageHtml() })
    expect(origin.level === 'EX').toBe(false)
    expect(distrusted).toEqual([])
  })
})

describe('among the articles we hold', () => {
  const claimless = (url: string, late = 0) => article(url, { firstSeenMs: morning + late * hour })

  test.each([
    {
      name: 'the one whose source is a publisher',
      roles: { 'late.example': 'publisher' },
      expected: 'https://late.example/',
    },
    { name: 'the earlier one when nothing else is known', roles: {}, expected: 'https://early.example/' },
    {
      name: 'never the aggregator, though it was first',
      roles: { 'early.example': 'aggregator' },
      expected: 'https://late.example/',
    },
  ] as const)('$name', async ({ roles, expected }) => {
    const articles = [
      claimless(`https://early.example/${slug}`),
      claimless(`https://late.example/${slug}`, 3),
    ]
    const { origin } = await trace(articles, {}, { roles })
    expect(origin.url).toBe(`${expected}${slug}`)
    expect(origin.evidence).toHaveLength(1)
  })

  test('a registered publisher that came later wins over a farm that copied first', async () => {
    const { origin } = await trace([claimless(copyUrl), claimless(original, 5)])
    expect(origin.url).toBe(original)
  })

  test('a backdated date does not make a later article the original', async () => {
    const backdated = article(secondUrl, {
      firstSeenMs: morning + 6 * hour,
      publishedMs: morning - 100 * hour,
    })
    expect((await trace([claimless(copyUrl), backdated])).origin.url).toBe(copyUrl)
  })

  test('an article that another one cites is the origin, checked by the matcher, without any request', async () => {
    const { origin, page, fetched } = await trace([
      article(copyUrl, { foot: linkTo(original) }),
      article(original),
    ])
    expect(origin).toMatchObject({ level: 'E3', url: original })
    expect([page, fetched]).toEqual([undefined, []])
  })

  test('an outlet named in the text is the origin when its article is among the copies', async () => {
    const named = [...paragraphs, 'The engineer told Wirehouse that the piles were beyond repair.']
    const house = `https://wirehouse.example/stories/${slug}`
    const { origin } = await trace([article(copyUrl, { paragraphs: named }), article(house)])
    expect(origin).toMatchObject({ level: 'E3', url: house })
  })

  test('the mark of an autoblog decides between two sites otherwise equal', async () => {
    const marked = article(copyUrl, { foot: '<p>Source link</p>' })
    expect((await trace([marked, article(secondUrl)])).origin.url).toBe(secondUrl)
  })
})

describe('chains', () => {
  const middle = `https://middle.example/stories/${slug}`

  test('a repost of a repost leads to the first page', async () => {
    const web = { [middle]: pageHtml({ foot: linkTo(original) }), [original]: pageHtml() }
    expect((await trace([article(copyUrl, { foot: linkTo(middle) })], web)).origin.url).toBe(original)
  })

  test('a chain ends at the last page that could be verified', async () => {
    const web: Web = { [middle]: pageHtml({ foot: linkTo(original) }), [original]: 'blocked' }
    expect((await trace([article(copyUrl, { foot: linkTo(middle) })], web)).origin).toMatchObject({
      level: 'E3',
      url: middle,
    })
  })

  test.each([0, 1, 2, 3, 5])(
    'an endless chain is left after as many pages as it may have: %i',
    async (hopsMax) => {
      const step = (n: number): string => `https://chain${n}.example/stories/${slug}`
      const web = Object.fromEntries(
        Array.from({ length: 9 }, (_, n) => [step(n), pageHtml({ foot: linkTo(step(n + 1)) })]),
      )
      const copy = article(copyUrl, { foot: linkTo(step(0)) })
      const { origin, fetched } = await trace([copy], web, { tools: { hopsMax } })
      expect(fetched).toHaveLength(hopsMax)
      expect(origin.url).toBe(hopsMax === 0 ? copyUrl : step(hopsMax - 1))
      expect(origin.notes.join('\n').includes('not followed, the chain is longer')).toBe(hopsMax > 0)
    },
  )
})

describe('spoofs', () => {
  test('canonicals that go round in a circle prove nothing', async () => {
    const [left, right] = [`https://left.example/a/${slug}`, `https://right.example/b/${slug}`]
    const web = {
      [left]: pageHtml({ head: canonicalTo(right) }),
      [right]: pageHtml({ head: canonicalTo(left) }),
    }
    const { origin, fetched } = await trace([article(copyUrl, { head: canonicalTo(left) })], web)
    expect(['E3', 'E4']).not.toContain(origin.level)
    expect(origin.url).toBe(copyUrl)
    expect(fetched.length).toBeLessThanOrEqual(3)
  })

  test('a section page is no original, whatever stands on it', async () => {
    const section = 'https://contentfarm.example/category/harbour-and-shipping'
    const { origin } = await trace([article(copyUrl, { head: canonicalTo(section) })], {
      [section]: pageHtml(),
    })
    expect(origin.url).toBe(copyUrl)
  })

  test('a page that is another one for us than for the copy is judged by what we were shown', async () => {
    const shown = pageHtml({ title: 'Win a voucher', paragraphs: otherParagraphs })
    const { origin } = await trace([article(copyUrl, { foot: linkTo(original) })], { [original]: shown })
    expect(origin).toMatchObject({ level: 'EX', url: copyUrl })
  })

  test('a site caught lying is believed less: what claimed before does no more', async () => {
    const copy = article(copyUrl, { title: 'Quay', paragraphs: otherParagraphs, head: canonicalTo(original) })
    const web = { [original]: pageHtml({ title: 'Quay', paragraphs: otherParagraphs }) }
    const trusted = await trace([copy], web)
    const tools = { trustOf: (site: string) => (site === 'repost.example' ? 0.25 : 1) }
    const distrusted = await trace([copy], web, { tools })
    expect([trusted.origin.url, distrusted.origin.url]).toEqual([original, copyUrl])
    expect(distrusted.fetched).toEqual([])
  })

  const farm = `https://contentfarm.example/posts/${slug}`
  const claims: readonly {
    readonly name: string
    readonly parts: Parameters<typeof article>[1]
    readonly web: Web
  }[] = [
    {
      name: 'a canonical to a famous site with another story',
      parts: { head: canonicalTo(original) },
      web: { [original]: pageHtml({ title: 'Herons return', paragraphs: otherParagraphs }) },
    },
    {
      name: 'a link in a reader comment',
      parts: { foot: `<div class="comments">${linkTo(farm)}</div>` },
      web: { [farm]: pageHtml() },
    },
    {
      name: 'a generic redirector',
      parts: { foot: linkTo(`${copyUrl}?url=${encodeURIComponent(farm)}`) },
      web: { [farm]: pageHtml() },
    },
    {
      name: 'a home page as syndication-source',
      parts: { head: '<meta name="syndication-source" content="https://contentfarm.example/">' },
      web: { 'https://contentfarm.example/': pageHtml() },
    },
    {
      name: 'a look-alike domain in another alphabet',
      parts: { head: canonicalTo(`https://xn--dsptch-9za3c.example/2026/05/${slug}`) },
      web: { [`https://xn--dsptch-9za3c.example/2026/05/${slug}`]: pageHtml() },
    },
    {
      name: 'a page dated after we had seen the copy',
      parts: { foot: linkTo(farm) },
      web: { [farm]: pageHtml({ head: dated(morning + 9 * hour) }) },
    },
    {
      name: 'a page whose canonical is the copy itself',
      parts: { foot: linkTo(farm) },
      web: { [farm]: pageHtml({ head: canonicalTo(copyUrl) }) },
    },
    {
      name: 'a page that says it took the story from the copy',
      parts: { foot: linkTo(farm) },
      web: { [farm]: pageHtml({ foot: linkTo(copyUrl) }) },
    },
    {
      name: 'a target that shows us nothing',
      parts: { foot: linkTo(farm) },
      web: { [farm]: '<html><body>Checking your browser</body></html>' },
    },
  ]
  test.each(claims)('$name does not change the link', async ({ parts, web }) => {
    const { origin } = await trace([article(copyUrl, parts)], web)
    expect(origin.url).toBe(copyUrl)
    expect(['E3', 'E4']).not.toContain(origin.level)
  })

  test('two articles that name each other are not believed', async () => {
    const left = article(copyUrl, { foot: linkTo(farm) })
    const right = article(farm, { foot: linkTo(copyUrl) })
    expect(['E3', 'E4']).not.toContain((await trace([left, right])).origin.level)
  })

  test('a farm cited by a repost does not displace a registered publisher among the copies', async () => {
    const articles = [article(copyUrl, { foot: linkTo(farm) }), article(original)]
    const { origin } = await trace(articles, { [farm]: pageHtml() })
    expect(origin.url).toBe(original)
  })
})

describe('overrides and time', () => {
  test('never: a verified page of that site is refused', async () => {
    const { origin } = await trace(
      [article(copyUrl, { foot: linkTo(original) })],
      { [original]: pageHtml() },
      { overrides: { 'dispatch.example': 'never' } },
    )
    expect(origin.url).toBe(copyUrl)
    expect(origin.notes.join('\n')).toContain('overrides.origins')
  })

  test('always: that article is the origin whatever is claimed', async () => {
    const articles = [article(original), article(copyUrl, { foot: linkTo(original) })]
    const { origin } = await trace(articles, {}, { overrides: { 'repost.example': 'always' } })
    expect(origin).toMatchObject({ level: 'E4', url: copyUrl })
    expect(origin.evidence[0]?.kind).toBe('override')
  })

  test('a verified origin survives a day on which its page cannot be read', async () => {
    const copy = article(copyUrl, { foot: linkTo(unknownOriginal) })
    const { origin: previous } = await trace([copy], { [unknownOriginal]: pageHtml() })
    const { origin } = await trace([copy], { [unknownOriginal]: 'unreachable' }, { previous })
    expect(origin).toMatchObject({ level: 'E3', url: unknownOriginal })
  })

  test('an original that turns up later takes over', async () => {
    const copy = article(copyUrl)
    const { origin: previous } = await trace([copy])
    const late = article(original, { firstSeenMs: morning + 20 * hour })
    expect((await trace([copy, late], {}, { previous })).origin.url).toBe(original)
  })

  test('every decision is told in words and dated', async () => {
    const { origin } = await trace([article(copyUrl, { foot: linkTo(original) })], { [original]: pageHtml() })
    expect(origin.tracedMs).toBe(morning + 2 * hour)
    expect(origin.notes.length).toBeGreaterThan(0)
    expect(address(original)).toBe(origin.url)
    expect(headline).not.toBe('')
  })
})
