/** What addresses say: the same page or not, one article or a list, and the words of a slug. */
import { describe, expect, test } from 'vitest'
import { addressKey, claimedUrl, isDeepLink, overlapOf, slugWords, wordsOf } from '../../src/trace/address.ts'
import { domainOf, hostKind, hostOf, isDisguised, sameBrand } from '../../src/trace/site.ts'

describe('a claimed address', () => {
  const base = 'https://paper.example/2026/05/'
  test.each([
    ['/news/one', 'https://paper.example/news/one'],
    ['two.html', 'https://paper.example/2026/05/two.html'],
    ['  https://other.example/a?utm_source=x&id=3#top ', 'https://other.example/a?id=3'],
    ['https://www.google.com/url?q=https%3A%2F%2Fother.example%2Fa&sa=D', 'https://other.example/a'],
    [
      'https://paper.example/go?url=https%3A%2F%2Fother.example%2Fa',
      'https://paper.example/go?url=https%3A%2F%2Fother.example%2Fa',
    ],
    ['', undefined],
    ['javascript:alert(1)', undefined],
    ['mailto:desk@paper.example', undefined],
    ['data:text/html,x', undefined],
    ['http://', undefined],
    [`https://other.example/${'a'.repeat(2_100)}`, undefined],
  ])('%s', (raw, url) => {
    expect(claimedUrl(raw, base)).toBe(url)
  })
})

describe('the same page', () => {
  test.each([
    ['http://www.paper.example/a/', 'https://paper.example/a'],
    ['https://paper.example/a?fbclid=1', 'https://paper.example/a'],
    ['https://paper.example/a#comments', 'https://paper.example/a'],
  ])('%s is %s', (left, right) => {
    expect(addressKey(left)).toBe(addressKey(right))
  })
  test.each([
    ['https://paper.example/a', 'https://paper.example/A'],
    ['https://paper.example/?p=1', 'https://paper.example/?p=2'],
    ['https://paper.example:8443/a', 'https://paper.example/a'],
    ['https://sport.paper.example/a', 'https://paper.example/a'],
  ])('%s is not %s', (left, right) => {
    expect(addressKey(left)).not.toBe(addressKey(right))
  })
})

describe('one article or a list', () => {
  test.each([
    'https://paper.example/2026/05/12/harbour-council-votes',
    'https://paper.example/a/12345',
    'https://paper.example/?p=812',
    'https://paper.example/story.php?id=77',
    'https://paper.example/harbour-votes/',
  ])('%s is one article', (url) => {
    expect(isDeepLink(url)).toBe(true)
  })
  test.each([
    'https://paper.example/',
    'https://paper.example/news',
    'https://paper.example/category/harbour-and-shipping',
    'https://paper.example/tag/port-ellery-council',
    'https://paper.example/author/ida-holm-of-the-harbour-desk',
    'https://paper.example/search?q=harbour+council+votes',
    'not an address',
  ])('%s is none', (url) => {
    expect(isDeepLink(url)).toBe(false)
  })
})

describe('words', () => {
  test('of a slug: no numbers, no file endings, umlauts folded, percent signs decoded', () => {
    expect([
      ...slugWords('https://paper.example/2026/05/H%C3%A4fen-schlie%C3%9Fen_nachts.html?x=nothing'),
    ]).toEqual(['hafen', 'schließen', 'nachts'])
    expect([...slugWords('https://paper.example/%E0%A4%A')]).toEqual([])
  })
  test('of a headline: common ones left out', () => {
    expect([...wordsOf("The mayor's quay and the ferries")]).toEqual(['mayors', 'quay', 'ferries'])
  })
  test.each([
    [['a', 'b'], ['a', 'b', 'c', 'd'], 1],
    [['a', 'b'], ['b'], 1],
    [['a'], ['b'], 0],
    [[], ['b'], 0],
  ])('%j and %j overlap by %d', (left, right, share) => {
    expect(overlapOf(new Set(left), new Set(right))).toBe(share)
  })
})

describe('hosts', () => {
  test.each([
    ['https://www.bbc.co.uk/news', 'bbc.co.uk', 'bbc.co.uk'],
    ['https://sport.paper.example/a', 'paper.example', 'sport.paper.example'],
    ['http://127.0.0.1/a', undefined, '127.0.0.1'],
  ])('%s: domain %s, host %s', (url, domain, host) => {
    expect([domainOf(url), hostOf(url)]).toEqual([domain, host])
  })
  test.each([
    ['https://localtv.wordpress.com/a', 'backend'],
    ['https://preview.staging.example/a', 'backend'],
    ['https://www.facebook.com/paper', 'social'],
    ['https://en.wikipedia.org/wiki/Quay', 'social'],
    ['https://www.msn.com/en-us/a', 'portal'],
    ['https://news.yahoo.com/a', 'portal'],
    ['https://mymsn.example/a', 'site'],
    ['https://notfacebook.example/a', 'site'],
  ])('%s is a %s', (url, kind) => {
    expect(hostKind(url)).toBe(kind)
  })
  test('one brand under two suffixes', () => {
    expect(sameBrand('https://outlet.com/a', 'https://www.outlet.de/a')).toBe(true)
    expect(sameBrand('https://outlet.com/a', 'https://outlets.com/a')).toBe(false)
  })
  test('a name of another alphabet in Latin dress', () => {
    expect(isDisguised('https://раper.example/a')).toBe(true)
    expect(isDisguised('https://paper.example/xn--a')).toBe(false)
  })
})
