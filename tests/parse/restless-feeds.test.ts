/** Feeds that change everything but their articles between two polls: each article is published once, under one id. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runHere } from '../end-to-end/run-here.ts'

interface Story {
  readonly slug: string
  readonly title: string
  readonly text: string
}

/** Three texts that share no sentence, long enough to be no teasers. */
const stories: readonly Story[] = [
  {
    slug: 'mill',
    title: 'Mill wheel of Orsett turns again after repairs',
    text: `The water wheel at Orsett mill turned on Monday for the first time in eleven years. Carpenters from the village replaced
nineteen oak paddles and the iron rim that holds them. The miller, Hanne Prell, opened the sluice at nine in the morning while about
sixty neighbours watched from the bridge. Flour will be sold at the door from next month, she said, and schools may come on Thursdays.
The repairs cost forty thousand crowns, half of it collected at two summer fairs. An old photograph of the wheel hangs in the hall.`,
  },
  {
    slug: 'heron',
    title: 'Heron count on the Tessel marsh is the highest since 1987',
    text: `Bird watchers counted two hundred and twelve grey herons along the Tessel marsh during the weekend. Marek Dool, who has led the
count since it began, put the rise down to a mild winter and to the reeds left standing by the water board. Nests were seen in fourteen
alders near the old ferry landing. A pair of spoonbills rested there on Sunday as well. The figures go to the national register in June,
where they are set beside those of eight other wetlands. Paths along the eastern bank stay closed until the young have flown.`,
  },
  {
    slug: 'tram',
    title: 'Night tram line 6 gets a third car on Fridays',
    text: `Passengers of line 6 will find one more car after midnight from the fifth of March. The transport office of Quill counted more
than nine hundred riders on each Friday of the past season, far beyond what two cars hold. Drivers had asked for the change in a letter.
New platforms at Glass Street and Corn Market are twelve metres longer and have a step for prams. Tickets keep their price. Whether the
third car also runs on Saturdays is decided in the autumn, when the depot has finished the repair of its northern track.`,
  },
]

interface Shape {
  readonly guid?: (story: Story, index: number) => string | undefined
  readonly link?: (story: Story) => string
  readonly order?: (list: readonly Story[]) => readonly Story[]
}

const plainLink = ({ slug }: Story): string => `http://orsett.example/news/${slug}`

function feed({
  guid = ({ slug }) => `id-${slug}`,
  link = plainLink,
  order = (list) => list,
}: Shape): string {
  const items = order(stories).map((story, index) => {
    const id = guid(story, index)
    return (
      `<item><title>${story.title}</title><link>${link(story).replaceAll('&', '&amp;')}</link>` +
      `${id === undefined ? '' : `<guid isPermaLink="false">${id}</guid>`}` +
      `<description>${story.text}</description><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>`
    )
  })
  return `<rss version="2.0"><channel><title>Orsett Post</title>${items.join('')}</channel></rss>`
}

let server: Server
let folder: string
let config: string
let body = ''
let nowMs = 0

beforeAll(async () => {
  server = createServer((_, response) => response.setHeader('content-type', 'text/xml').end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-restless-'))
  config = path.join(folder, 'headwater.yaml')
  const { port } = server.address() as AddressInfo
  writeFileSync(
    config,
    `state: ./state\nhttp: { allowPrivate: [127.0.0.1], contact: "mailto:a@b.example" }\ndefaults: { fullText: never }\nsources: [{ id: post, url: "http://127.0.0.1:${port}/feed" }]\n` +
      'feeds: [{ id: all, title: All }]\npublish: { baseUrl: https://out.example }\n',
  )
  nowMs = Date.UTC(2024, 2, 5)
})

/** Title -> ids under which the feed shows it. */
async function pollAndRead(document: string): Promise<Readonly<Record<string, readonly string[]>>> {
  body = document
  nowMs += 3_600_000
  await runHere(config, { now: () => nowMs })
  const text = readFileSync(path.join(folder, 'state', 'public', 'all.json'), 'utf8')
  const { items } = JSON.parse(text) as { readonly items: readonly { id: string; title: string }[] }
  return Object.fromEntries(
    stories.map(({ title }) => [title, items.filter((item) => item.title === title).map(({ id }) => id)]),
  )
}

const changes: readonly (readonly [string, Shape])[] = [
  ['ids change', { guid: ({ slug }) => `renumbered-${slug}` }],
  ['ids are gone', { guid: () => undefined }],
  ['ids are all the same', { guid: () => '0' }],
  ['links turn to https', { link: ({ slug }) => `https://orsett.example/news/${slug}` }],
  ['links are tracked', { link: (story) => `${plainLink(story)}?utm_source=rss&utm_medium=feed` }],
  [
    'links and ids change at once',
    {
      guid: ({ slug }) => `https://orsett.example/?p=${slug}`,
      link: ({ slug }) => `https://orsett.example/news/${slug}?utm_source=x`,
    },
  ],
  ['the order is turned round', { order: (list) => list.toReversed() }],
]

test.each(changes)('%s: each article once, under the id it had', async (_, shape) => {
  const before = await pollAndRead(feed({}))
  expect(Object.values(before).map(({ length }) => length)).toEqual([1, 1, 1])
  expect(await pollAndRead(feed(shape))).toEqual(before)
  expect(await pollAndRead(feed({}))).toEqual(before)
})

test.each(changes)('%s, seen the other way round: each article once', async (_, shape) => {
  const before = await pollAndRead(feed(shape))
  expect(Object.values(before).map(({ length }) => length)).toEqual([1, 1, 1])
  expect(await pollAndRead(feed({}))).toEqual(before)
})

const interludes: readonly (readonly [string, string])[] = [
  ['an empty feed', '<rss version="2.0"><channel><title>Orsett Post</title></channel></rss>'],
  ['a page', '<!DOCTYPE html><html><body>Down for maintenance</body></html>'],
  ['a root around nothing', '<rss version="2.0"></rss>'],
  ['a broken document', '<rss version="2.0"><channel><item><title>x'],
  ['nothing at all', ''],
]

test.each(interludes)(
  'after %s the articles are still there, and come back as what they were',
  async (_, document) => {
    const before = await pollAndRead(feed({}))
    expect(await pollAndRead(document)).toEqual(before)
    expect(await pollAndRead(feed({}))).toEqual(before)
  },
)

test('half a feed loses nothing, and its other half is read later', async () => {
  const whole = feed({})
  const half = await pollAndRead(whole.slice(0, whole.indexOf('<item>', whole.indexOf('<item>') + 1) + 60))
  expect(Object.values(half).map(({ length }) => length)).toEqual([1, 0, 0])
  const after = await pollAndRead(whole)
  expect(Object.values(after).map(({ length }) => length)).toEqual([1, 1, 1])
  expect(after[stories[0]?.title ?? '']).toEqual(half[stories[0]?.title ?? ''])
})

test('ids change places: each article once', async () => {
  const moved: Shape = { guid: (_, index) => `id-${stories[(index + 1) % 3]?.slug}` }
  await pollAndRead(feed({}))
  const after = await pollAndRead(feed(moved))
  expect(Object.values(after).map(({ length }) => length)).toEqual([1, 1, 1])
})
