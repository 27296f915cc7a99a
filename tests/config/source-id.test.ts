/** The id derived from an address: stable, readable, and without what an address may hide. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveSourceId } from '../../src/config/source-id.ts'
import { parseSourceId } from '../../src/model/brand.ts'

test.each([
  ['https://a.example/feed', 'a.example-feed'],
  ['http://a.example/feed', 'a.example-feed'],
  ['https://www.a.example/feed/', 'a.example-feed'],
  ['https://rss.a.example/b/c.xml', 'rss.a.example-b-c.xml'],
  ['https://a.example/', 'a.example'],
  ['https://a.example/feed#top', 'a.example-feed'],
  ['https://user:secret@a.example/feed', 'a.example-feed'],
])('%s is %s', (address, id) => {
  expect(deriveSourceId(address)).toBe(id)
})

test.each([
  ['https://a.example/feed?key=1', /^a\.example-feed-[0-9a-f]{8}$/],
  ['https://a.example/Feed', /^a\.example-feed-[0-9a-f]{8}$/],
  ['https://a.example/${KEY}.xml', /^a\.example-key-?\.?xml-[0-9a-f]{8}$/],
  ['${ADDRESS}', /^address-[0-9a-f]{8}$/],
  ['https://a.example:8080/feed', /^a\.example-8080-feed-[0-9a-f]{8}$/],
  [`https://a.example/${'x'.repeat(200)}`, /^a\.example-x+-[0-9a-f]{8}$/],
  ['https://北方.example/', /^example-[0-9a-f]{8}$/],
])('%s keeps what can be read and is told apart by a hash', (address, id) => {
  expect(deriveSourceId(address)).toMatch(id)
})

test('two addresses that read alike get two ids', () => {
  const ids = ['/feed?a', '/feed?b', '/Feed', '/feed'].map((rest) =>
    deriveSourceId(`https://a.example${rest}`),
  )
  expect(new Set(ids).size).toBe(4)
})

test('a taken id is avoided, the same way each time', () => {
  const taken = (id: string): boolean => id === 'a.example-feed'
  const id = deriveSourceId('https://a.example/feed', taken)
  expect(id).toMatch(/^a\.example-feed-[0-9a-f]{8}$/)
  expect(deriveSourceId('https://a.example/feed', taken)).toBe(id)
})

test('every address has a valid id', () => {
  const address = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string())
  fc.assert(
    fc.property(address, (text) => {
      const id = deriveSourceId(text)
      expect(parseSourceId(id)).toBe(id)
      expect(deriveSourceId(text)).toBe(id)
    }),
  )
})
