/** What a source repeats leaves the published feed, run after run, and takes no story with it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainStory } from '../../src/explain.ts'
import type { ExplainedArticle } from '../../src/model/explanation.ts'
import { makeFolder } from '../end-to-end/run-cli.ts'
import { runHere, withContext } from '../end-to-end/run-here.ts'

const appeal = 'Support the Tolmere Courier with a small gift every month.'
const background = 'The trial of former mayor Marit Olsund over the Tolmere harbour contract began in March.'
const beganMs = Date.UTC(2027, 0, 12, 9)
const hourMs = 3_600_000
const { dir, remove } = makeFolder()
const config = path.join(dir, 'headwater.yaml')

const subjects = [
  'ferry otter bakery glacier tunnel',
  'choir orchard library comet bridge',
  'tram beehive museum drought harvest',
  'kiln swimmer railway marsh theatre',
  'lantern quarry school eclipse mill',
  'chess vineyard clinic storm castle',
]
const others = ['opened', 'closed', 'measured', 'painted', 'counted', 'moved', 'restored', 'inspected']

/** A hundred words about something else each time, the background of the trial, and the appeal. */
function articleHtml(number: number): string {
  const words = (subjects[number % subjects.length] ?? '').split(' ')
  const told = Array.from({ length: 9 }, (_, at) => {
    const [one, two] = [words[at % 5], words[(at + 2) % 5]]
    return `The court heard from witness ${number}${at} that ${one} and ${two} were ${others[(at + number) % 8]} ${number * 10 + at} times before the mayor of Tolmere signed.`
  })
  return [...told, background, appeal].map((line) => `<p>${line}</p>`).join('\n')
}

let shown: readonly number[] = []
let server: Server
let host = ''

function feed(): string {
  const items = shown.map(
    (number) =>
      `<item><title>Olsund trial, witness ${number} and the ${subjects[number % subjects.length]}</title><link>http://courier.example/trial/${number}</link><guid>http://courier.example/trial/${number}</guid><pubDate>${new Date(beganMs - hourMs * (20 - number)).toUTCString()}</pubDate><description><![CDATA[${articleHtml(number)}]]></description></item>`,
  )
  return `<rss version="2.0"><channel><title>Courier</title><link>http://courier.example/</link><description>c</description>${items.join('')}</channel></rss>`
}

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/feed') response.setHeader('content-type', 'application/rss+xml').end(feed())
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  host = typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : ''
  const http = { allowPrivate: ['127.0.0.1'], hosts: { 'courier.example': host } }
  const sources = [
    { id: 'courier', url: 'http://courier.example/feed', publisher: 'Courier', fullText: 'never' },
  ]
  writeFileSync(config, JSON.stringify({ state: 'state', http, sources, feeds: [{ id: 'all' }] }))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  remove()
})

interface Item {
  readonly id: string
  readonly url: string
  readonly content_html: string
  readonly date_modified?: string
}

/** A run in a process of its own, as far as memory goes: everything is read from the store again. */
async function publish(numbers: readonly number[], hour: number): Promise<readonly Item[]> {
  shown = numbers
  const report = await runHere(config, { now: () => beganMs + hour * hourMs })
  expect(report.sourcesFailed).toEqual([])
  return JSON.parse(readFileSync(path.join(dir, 'state', 'public', 'all.json'), 'utf8')).items
}

async function explainTrial(number: number): Promise<readonly ExplainedArticle[]> {
  const url = `http://courier.example/trial/${number}`
  return (await withContext(config, {}, (context) => explainStory(context, url)))?.articles ?? []
}

test('an appeal goes when the third article brings it, the background of the trial stays, and nobody is told twice', async () => {
  const before = await publish([1, 2], 1)
  expect(before.map(({ content_html: html }) => html.includes(appeal))).toEqual([true, true])
  const [decided] = await explainTrial(2)

  const after = await publish([1, 2, 3, 4], 2)
  expect(after).toHaveLength(4)
  for (const { content_html: html } of after) {
    expect(html).not.toContain(appeal)
    expect(html).toContain(background)
    expect(html).toContain('The court heard from witness')
  }
  // What was published under an id stays under it, and learning later is no update of an article.
  for (const { id, date_modified: modified } of before)
    expect(after.find((item) => item.id === id)?.date_modified).toBe(modified)

  // Nor does it change what was decided.
  const [told] = await explainTrial(2)
  expect(told?.verdict).toEqual(decided?.verdict)
  expect([decided?.removed, told?.removed]).toEqual([{}, { boilerplate: 1 }])
})

test('what was learnt is there after a restart, also for an article that comes alone', async () => {
  const [item] = (await publish([5], 3)).filter(({ url }) => url.endsWith('/5'))
  expect(item?.content_html).toContain(background)
  expect(item?.content_html).not.toContain(appeal)
})

test('bytes another version left are no reason to fail: learning begins again', async () => {
  await withContext(config, {}, ({ store }) =>
    store.write([{ kind: 'blob', name: 'boilerplate', bytes: new TextEncoder().encode('{"version":1}') }]),
  )
  const items = await publish([6], 4)
  expect(items.find(({ url }) => url.endsWith('/6'))?.content_html).toContain(appeal)
})
