/** Each signal with what it must see, and every trap it must not step into. */
import { describe, expect, test } from 'vitest'
import type { EntryClaims } from '../../src/model/entry.ts'
import { collectEvidence } from '../../src/trace/collect-evidence.ts'
import { readPageFacts } from '../../src/trace/page-facts.ts'
import { rankClaims, strongestClaim } from '../../src/trace/rank-claims.ts'
import { createRegistry, foldName, shippedPublishers } from '../../src/trace/registry.ts'
import { htmlToText } from '../../src/extract/html-to-text.ts'
import { address } from './world.ts'

const shipped = createRegistry(shippedPublishers())
const own = 'https://repost.example/news/harbour-council-closes-terminal'
const deep = 'https://paper.example/2026/05/harbour-council-closes-terminal'
const title = 'Harbour council closes terminal'
const noClaims: EntryClaims = {
  sourceTitle: undefined,
  sourceUrl: undefined,
  via: [],
  origLink: undefined,
  externalUrl: undefined,
  credit: undefined,
}

function claimOf(
  html: string,
  more: { readonly claims?: Partial<EntryClaims>; readonly url?: string; readonly siteName?: string } = {},
) {
  const url = address(more.url ?? own)
  const named = more.siteName === undefined ? {} : { siteName: more.siteName }
  const evidence = collectEvidence({
    url,
    html,
    text: htmlToText(html),
    title,
    where: 'page',
    claims: { ...noClaims, ...more.claims },
    registry: shipped,
    ...named,
  })
  const claim = strongestClaim(
    rankClaims([{ url, site: new URL(url).hostname.replace('www.', ''), title, evidence }], shipped),
  )
  return {
    evidence,
    kinds: evidence.map(({ kind }) => kind),
    claim: claim.kind === 'url' ? claim.best.url : claim.kind === 'publisher' ? claim.best.name : undefined,
  }
}

describe('addresses that are claimed', () => {
  test.each([
    ['canonical', `<link rel="canonical" href="${deep}">`],
    ['attributionLink', `<p>This article originally appeared on <a href="${deep}">The Paper</a>.</p>`],
    [
      'attributionLink',
      `<p>This article was first published by <a href="https://paper.example/">The Paper</a>. <a href="${deep}">Read it there</a>.</p>`,
    ],
    ['attributionLink', `<p>Dieser Text ist zuerst erschienen bei <a href="${deep}">Das Blatt</a></p>`],
    ['attributionLink', `<p>Publicado originalmente en <a href="${deep}">El Papel</a></p>`],
    ['attributionLink', `<p>Publié initialement dans <a href="${deep}">Le Papier</a></p>`],
    ['sourceAnchor', `<p><a href="${deep}">Source link</a></p>`],
    [
      'originalSource',
      `<meta name="original-source" content="${deep}"><meta property="og:url" content="${deep}">`,
    ],
    ['via', `<a class="u-repost-of" href="${deep}">repost</a>`],
    ['republishPixel', '<img src="https://paper.example/?republication-pixel=true&post=812&ga4=G-1">'],
    [
      'republishPixel',
      '<img src="https://counter.theconversation.com/content/912345/count.gif?distributor=republish-lightbox-basic">',
    ],
    [
      'jsonLd',
      `<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":"${deep}","url":"${deep}"}</script><meta property="og:url" content="${deep}">`,
    ],
  ])('%s: %s', (kind, html) => {
    const { kinds, claim } = claimOf(html)
    expect(kinds).toContain(kind)
    expect([deep, 'https://paper.example/?p=812', 'https://theconversation.com/article-912345']).toContain(
      claim,
    )
  })

  test.each([
    ['origLink', { origLink: deep }],
    ['via', { via: [deep] }],
    ['externalUrl', { externalUrl: deep }],
  ])('%s of a feed entry', (kind, claims) => {
    const { kinds, claim } = claimOf('', { claims })
    expect(kinds).toContain(kind)
    expect(claim).toBe(deep)
  })
})

describe('publishers that are named', () => {
  test.each([
    ['PORT ELLERY (AP) — The council voted on Tuesday.', 'Associated Press'],
    ['PORT ELLERY, May 12 (Reuters) - The council voted on Tuesday.', 'Reuters'],
    ['By Ida Holm, Associated Press', 'Associated Press'],
    ['He told CNBC that it was over. Read more about CNBC’s harbour coverage:', 'CNBC'],
    ['Originally published by Grist.', 'Grist'],
    ['Via SyndiGate.info Copyright © 2026 Grist. All rights reserved.', 'Grist'],
    ['Shares of Kestrel (KSM) – Get Kestrel Marine, Inc. Report rose.', 'TheStreet'],
  ])('%s', (line, name) => {
    expect(claimOf(`<p>${line}</p>`).claim).toBe(name)
  })

  test('RSS source names a publisher, and no article', () => {
    const { claim, evidence } = claimOf('', {
      claims: { sourceTitle: 'Grist', sourceUrl: 'https://grist.org/feed/' },
    })
    expect(claim).toBe('Grist')
    expect(evidence[0]?.url).toBeUndefined()
  })
})

describe('traps', () => {
  test.each([
    ['its own canonical', `<link rel="canonical" href="${own}">`],
    [
      'a canonical on a hosting back end',
      '<link rel="canonical" href="https://paper.wordpress.com/2026/05/harbour-council-closes-terminal">',
    ],
    ['a canonical that is a home page', '<link rel="canonical" href="https://paper.example/">'],
    [
      'a canonical under another suffix of the brand',
      '<link rel="canonical" href="https://repost.test.example.de/x">'.replace(
        'repost.test.example.de/x',
        'repost.de/news/harbour-council-closes-terminal',
      ),
    ],
    [
      'a site that moved',
      '<link rel="canonical" href="https://moved.example/news/harbour-council-closes-terminal"><meta property="og:url" content="https://moved.example/news/harbour-council-closes-terminal">',
    ],
    ['a time of publication', '<p>This article was originally published at 2:05 p.m.</p>'],
    ['a date of publication', '<p>First published on May 3, 2026</p>'],
    [
      'the other direction',
      '<p>This article was reprinted on <a href="https://paper.example/2026/05/x-y-z">Wired.com</a>.</p>',
    ],
    ['a licence offer', `<p>Our stories may be republished online: <a href="${deep}">how</a></p>`],
    [
      'a footer',
      `<footer><p>Stories originally published in <a href="${deep}">The Paper</a> belong to it.</p></footer>`,
    ],
    [
      'a reader comment',
      `<div id="comments"><p>originally published at <a href="${deep}">here</a></p></div>`,
    ],
    [
      'an author page in the line',
      '<p>This article originally appeared on <a href="https://repost.example/authors/ida-holm-writer">Ida Holm</a></p>',
    ],
    [
      'the study an article is based on',
      '<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":{"@type":"ScholarlyArticleX","url":"https://studies.example/12345678"}}</script>',
    ],
    [
      'the sample address of a documentation',
      '<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":"https://google.com/article"}</script>',
    ],
    ['broken JSON-LD', '<script type="application/ld+json">{"@type":"NewsArticle",</script>'],
    ['an outlet that is quoted once', '<p>The mayor told Reuters that the pier was safe.</p>'],
    ['an outlet that is mentioned', '<p>In a note she pointed to a story by Reuters.</p>'],
    ['a source line of a summary', '<p>Source: BBC Chinese, May 14, 2026</p>'],
    ['an agency in a photo credit', '<p>Photo: Reuters</p>'],
    ['a word that is also an outlet', '<p>He told Congress, and she told Time.</p>'],
    [
      'a link to another article on the event',
      `<p>Elsewhere <a href="${deep}">the closing was criticised</a>.</p>`,
    ],
    ['the word Source alone', `<p><a href="${deep}">Source</a></p>`],
    [
      'a home page as syndication-source',
      '<meta name="syndication-source" content="https://paper.example/">',
    ],
    ['a broadcaster’s affiliate', '<p>PORT ELLERY (CNN) — The council voted.</p>'],
  ])('%s is no claim', (_name, html) => {
    expect(claimOf(html).claim).toBeUndefined()
  })

  test('"appeared first on" naming the page’s own site is no claim', () => {
    const html = `<p>The post ${title} appeared first on <a href="https://repost.example/">Repost Daily</a>.</p>`
    expect(claimOf(html, { siteName: 'Repost Daily' }).claim).toBeUndefined()
  })

  test('"appeared first on" naming another site is', () => {
    const html = `<p>The post ${title} appeared first on <a href="${deep}">The Paper</a>.</p>`
    expect(claimOf(html, { siteName: 'Repost Daily' }).claim).toBe(deep)
  })
})

describe('the registry', () => {
  test.each([
    ['the new york times', 'nytimes.com'],
    ['La Opinion', 'laopinion.com'],
    ['Süddeutsche Zeitung', 'sueddeutsche.de'],
    ['KFF Health News', 'kffhealthnews.org'],
    ['Press Trust of India', 'ptinews.com'],
    ['dpa', 'dpa.com'],
    ['Asian News International', 'aninews.in'],
    ['IANS', 'ians.in'],
    ['The Conversation', 'theconversation.com'],
    ['Grist', 'grist.org'],
    ['NDTV', 'ndtv.com'],
  ])('%s is %s', (name, domain) => {
    expect(shipped.byName(name)?.domain).toBe(domain)
  })

  test.each([
    'cnbc.com',
    'theconversation.com',
    'kffhealthnews.org',
    'grist.org',
    'ndtv.com',
    'nytimes.com',
    'bbc.com',
  ])('%s lists feeds that a resolver can read', (domain) => {
    const { feeds = [] } = shipped.byDomain(domain) ?? {}
    expect(feeds.length).toBeGreaterThan(0)
    for (const feed of feeds) expect(URL.parse(feed)?.protocol).toMatch(/^https?:$/)
  })

  test('a section’s title is nobody’s name', () => {
    for (const title of ['US Top News and Analysis', 'World news', 'Cricket', 'Travel'])
      expect(shipped.byName(title)).toBeUndefined()
  })

  test('a name that many local papers share means none of them', () => {
    expect(shipped.byName('Daily News')).toBeUndefined()
  })

  test('a subdomain belongs to its publisher, the closest entry first', () => {
    expect(shipped.byDomain('edition.cnn.com')?.name).toBe('CNN')
  })

  test('a user’s entry goes before the shipped one', () => {
    const mine = { domain: 'cnn.com', name: 'My CNN', aliases: [], feeds: [], newsSitemaps: [] }
    expect(createRegistry([mine, ...shippedPublishers()]).byDomain('cnn.com')?.name).toBe('My CNN')
  })

  test('every row is whole, and no domain stands twice', () => {
    const domains = shippedPublishers().map(({ domain }) => domain)
    expect(new Set(domains).size).toBe(domains.length)
    expect(
      shippedPublishers().filter(
        ({ domain, name }) => !/^[a-z0-9.-]+\.[a-z0-9-]+$/.test(domain) || foldName(name) === '',
      ),
    ).toEqual([])
  })
})

describe('hostile pages', () => {
  test.each([
    ['nested', '<div>'.repeat(60_000)],
    ['unmatched', `${'<a><b>'.repeat(20_000)}${'</x>'.repeat(60_000)}`],
    ['one attribute', `<p class="${'comment-'.repeat(150_000)}">x</p>`],
    ['one text', `<p>${'told The '.repeat(120_000)}</p>`],
    ['links', `<a href="${deep}">x</a>`.repeat(60_000)],
    ['phrases', '<p>originally published on </p>'.repeat(60_000)],
  ])('%s: facts and evidence stay bounded', (_name, html) => {
    const facts = readPageFacts(html)
    expect(facts.segments.length).toBeLessThanOrEqual(20_000)
    expect(facts.anchors.length).toBeLessThanOrEqual(5_000)
    expect(claimOf(html).evidence.length).toBeLessThanOrEqual(40)
  })
})
