/** What is credited to whom: proven, claimed, refuted, and nothing. */
import { describe, expect, test } from 'vitest'
import type { Origin } from '../../src/model/evidence.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { address, compose, composeOne, copyAt, makeArticle, makeView, member } from './make-view.ts'

const words = (html: string): string => html.replaceAll(/<[^>]+>/g, '')
const url = address('https://valley.example/1')
const wire = { url, publisher: 'Valley Wire' }
const alone = [member(makeArticle(1, { html: '' }))]
const twice = [...alone, member(copyAt('Newsmill', 2), 'spun'), member(copyAt('Newsmill', 3), 'spun')]

describe('the credit line', () => {
  test.each<[string, typeof alone, Partial<Origin>, string]>([
    ['nothing to credit', alone, {}, ''],
    ['copies', twice, {}, 'First seen at Harbour Gazette. Also carried by: Newsmill.'],
    [
      'E1',
      alone,
      { level: 'E1', claimed: { ...wire, url: undefined } },
      'Via Harbour Gazette; said to come from Valley Wire.',
    ],
    ['E2', alone, { level: 'E2', claimed: wire }, 'Via Harbour Gazette; said to come from Valley Wire.'],
    [
      'E2 that is the link',
      alone,
      { level: 'E2', ...wire },
      'Via Harbour Gazette; said to come from Valley Wire.',
    ],
    [
      'E2 with copies',
      twice,
      { level: 'E2', claimed: wire },
      'Via Harbour Gazette; said to come from Valley Wire. Also carried by: Newsmill.',
    ],
    [
      'a claimed outlet that is among the copies',
      twice,
      { level: 'E1', claimed: { url: undefined, publisher: 'Newsmill' } },
      'Via Harbour Gazette; said to come from Newsmill.',
    ],
    [
      'an outlet that claims itself',
      alone,
      { level: 'E1', claimed: { ...wire, publisher: 'Harbour Gazette' } },
      '',
    ],
    [
      'E3',
      alone,
      { level: 'E3', ...wire },
      'First published by Valley Wire. Also carried by: Harbour Gazette.',
    ],
    [
      'E4',
      twice,
      { level: 'E4', ...wire },
      'First published by Valley Wire. Also carried by: Harbour Gazette, Newsmill.',
    ],
    ['EX: a refuted claim is not repeated', alone, { level: 'EX', claimed: wire }, ''],
  ])('%s', (_, members, origin, expected) => {
    expect(words(composeOne([makeView(members, { origin })], { feed: { content: 'none' } }).html)).toBe(
      expected,
    )
  })

  test('can be switched off', () => {
    const view = makeView(twice, { origin: { level: 'E4', ...wire } })
    expect(composeOne([view], { feed: { credits: false, content: 'none' } }).html).toBe('')
  })

  test('names are text and links are addresses, whatever they hold', () => {
    const view = makeView(alone, {
      origin: {
        level: 'E2',
        claimed: { url: address('javascript:alert(1)'), publisher: '<b onclick="x">Wire & Co' },
      },
    })
    const { html } = composeOne([view], { feed: { content: 'none' } })
    expect(html).toContain('said to come from &lt; b onclick=&quot;x&quot;&gt;Wire &amp; Co.')
    expect(html).not.toContain('javascript:')
  })

  test('at most twelve outlets are named', () => {
    const many = Array.from({ length: 30 }, (_, at) => member(copyAt(`Outlet${at} x`, at + 2), 'spun'))
    const { html, copies } = composeOne([makeView([...alone, ...many])], { feed: { content: 'none' } })
    expect(html.split('<a ')).toHaveLength(1 + 1 + 12)
    expect(copies).toHaveLength(30)
  })
})

describe('where the link leads', () => {
  test.each<[string, Partial<Origin>, string, string]>([
    ['E0', {}, 'https://gazette.example/news/1', 'https://gazette.example/'],
    ['E1', { level: 'E1', claimed: wire }, 'https://gazette.example/news/1', 'https://gazette.example/'],
    [
      'E2 not trusted',
      { level: 'E2', claimed: wire },
      'https://gazette.example/news/1',
      'https://gazette.example/',
    ],
    ['E2 trusted', { level: 'E2', ...wire }, url, 'https://valley.example/'],
    ['E3', { level: 'E3', ...wire }, url, 'https://valley.example/'],
    ['E4', { level: 'E4', ...wire }, url, 'https://valley.example/'],
    ['EX', { level: 'EX', claimed: wire }, 'https://gazette.example/news/1', 'https://gazette.example/'],
    [
      'a proven origin without an address',
      { level: 'E3', url: undefined },
      'https://gazette.example/news/1',
      'https://gazette.example/',
    ],
  ])('%s', (_, origin, link, site) => {
    const item = composeOne([makeView(alone, { origin })])
    expect([item.url, item.source?.url]).toEqual([link, site])
  })

  test('the address a feed gave stands in for one that could not be made canonical', () => {
    const article = makeArticle(1, { url: undefined, givenUrl: 'https://gazette.example/x?a=[1]' })
    expect(composeOne([makeView([member(article)])]).url).toBe('https://gazette.example/x?a=%5B1%5D')
  })
})

test('the claim stands in the JSON item too', () => {
  const { document } = compose([
    makeView(alone, { origin: { level: 'E1', claimed: { ...wire, url: undefined } } }),
  ])
  expect(JSON.parse(renderJson(document))).toMatchObject({
    items: [{ _headwater: { origin: { level: 'E1', claimed: { publisher: 'Valley Wire' } } } }],
  })
})
