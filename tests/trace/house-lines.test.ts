/** Lines a newsroom closes or signs with: what each names, and what looks like one and is none. */
import { describe, expect, test } from 'vitest'
import { htmlToText } from '../../src/extract/html-to-text.ts'
import { collectEvidence } from '../../src/trace/collect-evidence.ts'
import { rankClaims, strongestClaim } from '../../src/trace/rank-claims.ts'
import { createRegistry, shippedPublishers } from '../../src/trace/registry.ts'
import { address } from './world.ts'

const mine = {
  domain: 'courier.example',
  name: 'Harbour Courier',
  aliases: [],
  feeds: ['https://courier.example/feed'],
  newsSitemaps: [],
}
const registry = createRegistry([mine, ...shippedPublishers()])
const body = '<p>The council of Port Ellery voted on Tuesday to close the ferry terminal.</p>'.repeat(3)

function publisherOf(html: string, own = 'https://repost.example/news/harbour-council'): string | undefined {
  const url = address(own)
  const text = htmlToText(html)
  const title = 'Harbour council closes terminal'
  const evidence = collectEvidence({ url, html, text, title, where: 'page', registry })
  const site = new URL(own).hostname
  const claim = strongestClaim(rankClaims([{ url, site, title, evidence }], registry))
  return claim.kind === 'publisher' ? (claim.best.domain ?? claim.best.name) : undefined
}

const after = (line: string): string => `${body}<p>${line}</p>`
const before = (line: string): string => `<p>${line}</p>${body}`

describe('named', () => {
  test.each([
    [
      'a house’s closing line',
      after('(Reporting by Ida Holm in Lyng; Editing by Otto Prell)'),
      'reuters.com',
    ],
    [
      'with more hands in it',
      after('Reporting by Ida Holm; additional reporting by Jon Vey; writing by A. Poe; editing by O. Prell'),
      'reuters.com',
    ],
    [
      'an agency’s copyright',
      after('Copyright 2026 The Associated Press. All rights reserved. This material may not be published.'),
      'apnews.com',
    ],
    ['a syndicate’s copyright', after('c.2026 The New York Times Company'), 'nytimes.com'],
    [
      'a syndicator’s line',
      after('©2026 Harbour Courier. Visit courier.example. Distributed by Tidewater Content Agency, LLC.'),
      'courier.example',
    ],
    ['an importer’s stamp', after('Source: Harbour Courier September 21, 2026 18:54 UTC'), 'courier.example'],
    [
      'an agency’s signature after the last sentence',
      after('The quay reopens in May, she said. – AFP'),
      'afp.com',
    ],
    ['an agency’s signature in brackets', after('The quay reopens in May. (PTI)'), 'ptinews.com'],
    ['an agency’s signature alone', after('dpa'), 'dpa.com'],
    ['a byline with its house', before('By Ida Holm, Harbour Courier'), 'courier.example'],
    ['a byline with a bar', before('By Ida van Holm | Harbour Courier'), 'courier.example'],
    ['a last line of credit', after('Credit Harbour Courier'), 'courier.example'],
  ])('%s', (_what, html, publisher) => {
    expect(publisherOf(html)).toBe(publisher)
  })

  test('a photographer’s line in one house’s manner supports and does not claim', () => {
    const line = '<p>Ida Holm | Tidewater Press | Getty Images</p>'
    expect(publisherOf(body + line)).toBeUndefined()
    expect(publisherOf(`${body}${line}<p>She told CNBC that it was over.</p>`)).toBe('cnbc.com')
  })
})

describe('not named', () => {
  test.each([
    ['a person’s footnote with a date', after('Source: Harbour Courier, September 21, 2026')],
    ['a source without a date', after('Source: Harbour Courier')],
    ['the agency of a picture', after('Credit Reuters')],
    ['a credit amid the text', `<p>Credit Harbour Courier</p>${body}`],
    ['the agency of a caption at the end', after('Ferries at rest in Port Ellery. (AP)')],
    ['an agency in a sentence', after('The minister was speaking to AFP')],
    ['help by an agency', after('With inputs from PTI')],
    ['a byline of a desk', before('By Ida Holm, News Editor')],
    ['a byline of a place', before('By Ida Holm, Port Ellery')],
    ['reporting without an editor', after('Reporting by Ida Holm.')],
    ['a footer', `${body}<footer><p>Copyright 2026 The Associated Press. All rights reserved.</p></footer>`],
    ['a reader’s comment', `${body}<div class="comments"><p>(Reporting by me; editing by nobody)</p></div>`],
    ['a broadcaster’s wire at its affiliate', after('The-CNN-Wire ™ &amp; © 2026 Cable News Network, Inc.')],
  ])('%s', (_what, html) => {
    expect(publisherOf(html)).toBeUndefined()
  })

  test.each([
    ['https://courier.example/news/harbour-council-closes', after('Credit Harbour Courier')],
    ['https://courier.example/news/harbour-council-closes', before('By Ida Holm, Harbour Courier')],
    [
      'https://www.reuters.com/world/harbour-council-closes',
      after('(Reporting by Ida Holm; Editing by Otto Prell)'),
    ],
    [
      'https://apnews.com/article/harbour-council-closes-1',
      after('Copyright 2026 The Associated Press. All rights reserved.'),
    ],
  ])('the house itself: %s', (own, html) => {
    expect(publisherOf(html, own)).toBeUndefined()
  })
})
