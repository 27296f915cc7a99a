/** Who a name or a domain means: the user's entries, the shipped ones, the sources, and names that nobody owns alone. */
import { describe, expect, test } from 'vitest'
import { parseSourceId } from '../../src/model/brand.ts'
import type { PublisherEntry, SourceSettings } from '../../src/model/settings.ts'
import { createRegistry, foldName, publishersAmong } from '../../src/trace/registry.ts'

const entry = (domain: string, name: string, more: Partial<PublisherEntry> = {}): PublisherEntry => ({
  domain,
  name,
  aliases: [],
  feeds: [],
  newsSitemaps: [],
  ...more,
})

describe('a name', () => {
  test.each([
    ['The Harbour Courier', 'harbour courier'],
    ['harbour-courier', 'harbour courier'],
    ['  HARBOUR  COURIER. ', 'harbour courier'],
    ["Tidewater's Post", 'tidewaters post'],
    ['Süd Kurier', 'sud kurier'],
    ['Ø', 'ø'],
    ['…', ''],
  ])('%s is compared as "%s"', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })

  test.each([
    ['of one is that one', [entry('a.example', 'Courier')], 'a.example'],
    ['of several is nobody', [entry('a.example', 'Courier'), entry('b.example', 'Courier')], undefined],
    [
      'of several is the first when it lists its feeds',
      [
        entry('a.example', 'Courier', { newsSitemaps: ['https://a.example/news.xml'] }),
        entry('b.example', 'Courier'),
      ],
      'a.example',
    ],
    ['may be an alias', [entry('a.example', 'The Harbour Courier', { aliases: ['Courier'] })], 'a.example'],
  ])('%s', (_what, entries, domain) => {
    expect(createRegistry(entries).byName('the courier')?.domain).toBe(domain)
  })
})

describe('a domain', () => {
  const known = createRegistry([
    entry('Courier.example', 'Courier'),
    entry('sport.courier.example', 'Courier Sport'),
    entry('courier.example', 'Impostor'),
  ])
  test.each([
    ['courier.example', 'Courier'],
    ['WWW.COURIER.EXAMPLE', 'Courier'],
    ['sport.courier.example', 'Courier Sport'],
    ['live.sport.courier.example', 'Courier Sport'],
    ['notcourier.example', undefined],
    ['example', undefined],
    ['', undefined],
  ])('%s belongs to %s', (domain, name) => {
    expect(known.byDomain(domain)?.name).toBe(name)
  })
})

describe('sources as publishers', () => {
  const source = (more: Partial<SourceSettings>): SourceSettings => {
    const id = parseSourceId('courier')
    if (id === undefined) throw new Error('bad id')
    return {
      id,
      url: 'https://www.courier.example/feed',
      publisher: 'Harbour Courier',
      role: 'publisher',
      tags: [],
      everyMs: 1,
      fullText: 'auto',
      dedupe: 'cross',
      headers: {},
      ...more,
    }
  }

  test('one that the user calls a publisher is known by its name', () => {
    const registry = createRegistry(publishersAmong([source({})]))
    expect(registry.byName('Harbour Courier')?.domain).toBe('courier.example')
  })

  test.each<[string, Partial<SourceSettings>]>([
    ['one of any role', { role: 'auto' }],
    ['an aggregator', { role: 'aggregator' }],
    ['one without a name', { publisher: undefined }],
    ['one on a host of everybody’s feeds', { url: 'https://feeds.feedburner.com/courier' }],
  ])('%s is not', (_what, more) => {
    expect(publishersAmong([source(more)])).toEqual([])
  })

  test('the shipped entry of a name goes before: a feed’s domain need not be its site’s', () => {
    const sources = [source({ url: 'https://feeds.couriercdn.example/all' })]
    const shipped = entry('courier.example', 'Harbour Courier', { feeds: ['https://courier.example/f'] })
    expect(createRegistry([shipped, ...publishersAmong(sources)]).byName('Harbour Courier')?.domain).toBe(
      'courier.example',
    )
  })
})
