/** How long an attached file plays, as feeds say it. */
import { expect, test } from 'vitest'
import { limits } from '../../src/model/limits.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

async function durationsOf(body: string): Promise<readonly (number | undefined)[]> {
  const hints = { url: 'https://wave.example/feed', contentType: undefined, limits }
  const outcome = await parseFeed(Buffer.from(body), hints)
  if (outcome.kind !== 'parsed') throw new Error(outcome.kind)
  return outcome.feed.entries[0]?.enclosures.map(({ durationSeconds }) => durationSeconds) ?? []
}

const rss = (inner: string): string =>
  `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Wave</title><item><title>One</title>${inner}</item></channel></rss>`
const sound = '<enclosure url="https://wave.example/1.mp3" type="audio/mpeg" length="9"/>'

test.each([
  ['185', 185],
  ['3:05', 185],
  ['01:02:03', 3723],
  [' 90.4 ', 90],
  ['PT1H2M3S', 3723],
  ['1h 2m 3s', 3723],
  ['62 min', 3720],
  ['1 hr 2 min', 3720],
  ['45m', 2700],
  ['', undefined],
  ['PT', undefined],
  ['0', undefined],
  ['about an hour', undefined],
  ['1:2:3:4', undefined],
  ['999999', undefined],
])('itunes:duration %j is %s s', async (given, expected) => {
  expect(await durationsOf(rss(`${sound}<itunes:duration>${given}</itunes:duration>`))).toEqual([expected])
})

test('media:content says its own, and itunes:duration is not guessed among several', async () => {
  const video = '<media:content url="https://wave.example/2.mp4" type="video/mp4" duration="60"/>'
  expect(await durationsOf(rss(`${sound}${video}<itunes:duration>185</itunes:duration>`))).toEqual([
    undefined,
    60,
  ])
  const picture = '<media:content url="https://wave.example/2.jpg" type="image/jpeg"/>'
  expect(await durationsOf(rss(`${sound}${picture}<itunes:duration>185</itunes:duration>`))).toEqual([
    185,
    undefined,
  ])
})

test('JSON Feed counts in seconds', async () => {
  const attachments = [
    { url: 'https://wave.example/1.mp3', mime_type: 'audio/mpeg', duration_in_seconds: 185 },
    { url: 'https://wave.example/2.mp3', mime_type: 'audio/mpeg', duration_in_seconds: 'long' },
  ]
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Wave',
    items: [{ id: '1', title: 'One', attachments }],
  }
  expect(await durationsOf(JSON.stringify(feed))).toEqual([185, undefined])
})
