/** Attached files: made fit for every format, and none lost in RSS, which has room for one. */
import { describe, expect, test } from 'vitest'
import type { Enclosure, Episode } from '../../src/model/entry.ts'
import { prepareEnclosure } from '../../src/publish/prepare-enclosure.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { compose, makeArticle, makeView, member } from './make-view.ts'
import { childrenOf, parseStrictXml, type XmlElement } from './strict-xml.ts'

const file = (name: string, changes: Partial<Enclosure> = {}): Enclosure => ({
  url: `https://gazette.example/${name}`,
  type: undefined,
  lengthBytes: undefined,
  ...changes,
})

describe('a file', () => {
  test.each([
    ['talk.mp3', undefined, 'audio/mpeg'],
    ['talk.MP3?x=1.pdf', undefined, 'audio/mpeg'],
    ['frost.jpg', 'image/*', 'image/jpeg'],
    ['frost', 'image/*', 'application/octet-stream'],
    ['frost.jpg', 'IMAGE/PNG', 'image/png'],
    ['frost.jpg', 'photo', 'image/jpeg'],
    ['paper.pdf', '', 'application/pdf'],
    ['a.constructor', undefined, 'application/octet-stream'],
    ['', 'audio/mpeg; x="<>"', 'application/octet-stream'],
  ])('%s said to be %s is %s', (name, type, expected) => {
    expect(prepareEnclosure(file(name, { type }))?.type).toBe(expected)
  })

  test.each([
    [4096, 4096],
    [0, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
    [1e300, undefined],
    [12.4, 12],
    [undefined, undefined],
  ])('of %s bytes or seconds has %s', (given, expected) => {
    const prepared = prepareEnclosure(file('a.mp3', { lengthBytes: given, durationSeconds: given }))
    expect(prepared).toMatchObject({ lengthBytes: expected, durationSeconds: expected })
  })

  test.each(['javascript:alert(1)', '', 'https://', '/relative.mp3'])('at %j is none', (url) => {
    expect(prepareEnclosure({ url, type: 'audio/mpeg', lengthBytes: 1 })).toBeUndefined()
  })
})

function publish(enclosures: readonly Enclosure[], image?: string): ReturnType<typeof compose>['document'] {
  return compose([makeView([member(makeArticle(1, { enclosures, image }))])]).document
}

function rssItem(enclosures: readonly Enclosure[], image?: string): XmlElement {
  const [channel] = childrenOf(parseStrictXml(renderRss(publish(enclosures, image))), 'channel')
  const [item] = channel === undefined ? [] : childrenOf(channel, 'item')
  if (item === undefined) throw new RangeError('no item')
  return item
}

const urlsOf = (item: XmlElement, name: string): readonly (string | undefined)[] =>
  childrenOf(item, name).map(({ attributes }) => attributes['url']?.replace('https://gazette.example/', ''))

describe('in RSS', () => {
  test.each<[string, readonly Enclosure[], readonly string[], readonly string[]]>([
    ['no file', [], [], []],
    ['one file', [file('a.pdf')], ['a.pdf'], []],
    ['several files', [file('a.pdf'), file('b.pdf')], ['a.pdf'], ['b.pdf']],
    ['the one that plays', [file('a.jpg'), file('b.mp3'), file('c.mp4')], ['b.mp3'], ['a.jpg', 'c.mp4']],
  ])('%s', (_what, enclosures, first, further) => {
    const item = rssItem(enclosures)
    expect(urlsOf(item, 'enclosure')).toEqual(first)
    expect(urlsOf(item, 'media:content')).toEqual(further)
  })

  test('the picture is told once, whether or not it is attached too', () => {
    const image = 'https://gazette.example/frost.jpg'
    expect(urlsOf(rssItem([file('a.mp3'), file('frost.jpg')], image), 'media:content')).toEqual(['frost.jpg'])
    const alone = rssItem([file('frost.jpg')], image)
    expect([urlsOf(alone, 'enclosure'), urlsOf(alone, 'media:content')]).toEqual([['frost.jpg'], []])
  })

  test('a host that validators of RSS do not know is no enclosure, and not lost', () => {
    const item = rssItem([{ url: 'https://a_b.example/x.mp3', type: undefined, lengthBytes: undefined }])
    expect(childrenOf(item, 'enclosure')).toEqual([])
    expect(childrenOf(item, 'media:content')[0]?.attributes).toEqual({
      url: 'https://a_b.example/x.mp3',
      type: 'audio/mpeg',
    })
  })

  test('a duration is told in seconds', () => {
    const item = rssItem([file('a.mp3', { durationSeconds: 185 }), file('b.mp3', { durationSeconds: 7 })])
    expect(childrenOf(item, 'itunes:duration').map(({ text }) => text)).toEqual(['185'])
    expect(childrenOf(item, 'media:content')[0]?.attributes['duration']).toBe('7')
  })
})

describe('an episode of a podcast', () => {
  test.each<[Episode, Readonly<Record<string, string>>]>([
    [
      { number: 7, season: 2, kind: 'full', isExplicit: false },
      {
        'itunes:season': '2',
        'itunes:episode': '7',
        'itunes:episodeType': 'full',
        'itunes:explicit': 'false',
      },
    ],
    [
      { kind: 'trailer', isExplicit: true },
      { 'itunes:episodeType': 'trailer', 'itunes:explicit': 'true' },
    ],
  ])('%j is told to players as it came', (episode, expected) => {
    const { document } = compose([makeView([member(makeArticle(1, { episode }))])])
    const [channel] = childrenOf(parseStrictXml(renderRss(document)), 'channel')
    const [item] = channel === undefined ? [] : childrenOf(channel, 'item')
    const told = item?.children.filter(({ name }) => name.startsWith('itunes:')) ?? []
    expect(Object.fromEntries(told.map(({ name, text }) => [name, text]))).toEqual(expected)
  })

  test('a feed without any does not name the namespace', () => {
    expect(renderRss(publish([]))).not.toContain('itunes')
  })
})

test('Atom and JSON Feed carry every file', () => {
  const document = publish([file('a.pdf'), file('b.mp3', { lengthBytes: 9, durationSeconds: 185 })])
  const [entry] = childrenOf(parseStrictXml(renderAtom(document)), 'entry')
  const links =
    entry === undefined
      ? []
      : childrenOf(entry, 'link').filter(({ attributes }) => attributes['rel'] === 'enclosure')
  expect(links.map(({ attributes }) => attributes['type'])).toEqual(['application/pdf', 'audio/mpeg'])
  expect(JSON.parse(renderJson(document))).toMatchObject({
    items: [
      {
        attachments: [
          { mime_type: 'application/pdf' },
          { mime_type: 'audio/mpeg', size_in_bytes: 9, duration_in_seconds: 185 },
        ],
      },
    ],
  })
})
