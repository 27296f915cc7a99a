/** Feeds that change everything but their articles between two polls: each article is published once, under one id. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFolder } from '../end-to-end/run-cli.ts'
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
      (id === undefined ? '' : `<guid isPermaLink="false">${id}</guid>`) +
      `<description>${story.text}</description><pubDate>Mon, 04 Mar 2024 10:00:00 GMT</pubDate></item>`
    )
  })
  return `<rss version="2.0"><channel><title>Orsett Post</title>${items.join('')}</channel></rss>`
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

const interludes: readonly (readonly [string, string])[] = [
  ['an empty feed', '<rss version="2.0"><channel><title>Orsett Post</title></channel></rss>'],
  ['a page', '<!DOCTYPE html><html><body>Down for maintenance</body></html>'],
  ['a root around nothing', '<rss version="2.0"></rss>'],
  ['a broken document', '<rss version="2.0"><channel><item><title>x'],
  ['nothing at all', ''],
]

const whole = feed({})
const half = whole.slice(0, whole.indexOf('<item>', whole.indexOf('<item>') + 1) + 60)
const moved = feed({ guid: (_, index) => `id-${stories[(index + 1) % 3]?.slug}` })

/** What the three polls of a source are answered with. */
const answers: ReadonlyMap<string, readonly string[]> = new Map([
  ...changes.map(([name, shape]) => [name, [whole, feed(shape), whole]] as const),
  ...changes.map(([name, shape]) => [`${name}, back`, [feed(shape), whole, feed(shape)]] as const),
  ...interludes.map(([name, document]) => [name, [whole, document, whole]] as const),
  ['half', [half, whole, half]],
  ['moved', [whole, moved, whole]],
])

const ids = new Map([...answers.keys()].map((name, index) => [name, `s${index}`]))
const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')

/** Other words for each source, so that its articles are like no other source's: letters moved along the alphabet. */
function inWordsOf(text: string, id: string): string {
  return text.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + Number(id.slice(1))) % 26)),
  )
}

/** The document as the outlet of that source would write it. */
function madeOwn(document: string, id: string): string {
  return document
    .replaceAll('orsett.example', `${id}.example`)
    .replace(/(?<=<(?:title|description)>)[^<]*/g, (text) => inWordsOf(text, id))
}

/** Title -> ids under which the source's feed shows it, after each poll. */
type Shown = Readonly<Record<string, readonly string[]>>
const shown = new Map<string, Shown[]>()

function published(name: string): Shown {
  const own = ids.get(name) ?? ''
  const text = readFileSync(path.join(dir, 'state', 'public', `${own}.json`), 'utf8')
  const { items } = JSON.parse(text) as { readonly items: readonly { id: string; title: string }[] }
  return Object.fromEntries(
    stories.map(({ title }) => [
      title,
      items.filter((item) => item.title === inWordsOf(title, own)).map(({ id }) => id),
    ]),
  )
}

let server: Server

beforeAll(async () => {
  let poll = 0
  const byPath = new Map([...ids].map(([name, id]) => [`/${id}`, answers.get(name)]))
  server = createServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/xml').end(madeOwn(byPath.get(url)?.[poll] ?? '', url.slice(1)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const sources = [...ids.values()].map(
    (id) => `  - { id: ${id}, url: "http://${id}.example/${id}", dedupe: self, fullText: never }`,
  )
  const hosts = [...ids.values()].map((id) => `    ${id}.example: "127.0.0.1:${port}"`)
  const feeds = [...ids.values()].map((id) => `  - { id: ${id}, from: [${id}] }`)
  const http = ['http:', '  allowPrivate: [127.0.0.1]', '  hosts:', ...hosts]
  writeFileSync(config, [...http, 'sources:', ...sources, 'feeds:', ...feeds, ''].join('\n'))
  for (; poll < 3; poll += 1) {
    await runHere(config, { now: () => Date.UTC(2024, 2, 5) + poll * 3_600_000 })
    for (const name of answers.keys()) shown.set(name, [...(shown.get(name) ?? []), published(name)])
  }
}, 60_000)

afterAll(() => {
  server.close()
  remove()
})

function afterPolls(name: string): readonly [Shown, Shown, Shown] {
  const [first = {}, second = {}, third = {}] = shown.get(name) ?? []
  return [first, second, third]
}

const times = (view: Shown): readonly number[] => Object.values(view).map(({ length }) => length)

describe.each(changes)('%s', (name) => {
  test.each([name, `${name}, back`])('each article once, under the id it had: %s', (direction) => {
    const [first, second, third] = afterPolls(direction)
    expect(times(first)).toEqual([1, 1, 1])
    expect(second).toEqual(first)
    expect(third).toEqual(first)
  })
})

test.each(interludes)('after %s the articles are still there, and come back as what they were', (name) => {
  const [first, second, third] = afterPolls(name)
  expect(times(first)).toEqual([1, 1, 1])
  expect(second).toEqual(first)
  expect(third).toEqual(first)
})

test('half a feed loses nothing, and its other half is read later', () => {
  const [first, second, third] = afterPolls('half')
  expect(times(first)).toEqual([1, 0, 0])
  expect(times(second)).toEqual([1, 1, 1])
  expect(third).toEqual(second)
  expect(Object.values(second)[0]).toEqual(Object.values(first)[0])
})

test('ids that change places: each article once', () => {
  for (const view of afterPolls('moved')) expect(times(view)).toEqual([1, 1, 1])
})
