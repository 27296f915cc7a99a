/** The faults of the loopback web are what their names say. */
import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWorld, type Fault, type World } from './start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

test.each<[Fault, number]>([
  ['none', 200],
  ['empty', 200],
  ['html', 200],
  ['serverError', 500],
  ['gone', 410],
  ['moved', 301],
  ['guidsChanged', 200],
  ['oneMore', 200],
  ['notModifiedNewEtag', 304],
])('%s answers %i', async (fault, status) => {
  world.setFault(fault)
  const response = await fetch(world.feedUrl, { redirect: 'manual' })
  await response.arrayBuffer()
  expect(response.status).toBe(status)
})

test('a truncated gzip body cannot be unpacked', async () => {
  world.setFault('truncatedGzip')
  // `fetch` forgives a missing end, so the bytes are taken as they come.
  const bytes = await new Promise<Buffer>((resolve) => {
    get(world.feedUrl, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
    })
  })
  expect(() => gunzipSync(bytes)).toThrow(/unexpected end/)
})

test('a slow answer begins and does not end', async () => {
  world.setFault('slow')
  const response = await fetch(world.feedUrl, { signal: AbortSignal.timeout(300) })
  await expect(response.text()).rejects.toThrow()
})

test('a huge answer is larger than any feed', async () => {
  world.setFault('huge')
  const { byteLength } = await fetch(world.feedUrl).then((response) => response.arrayBuffer())
  expect(byteLength).toBe(64 * 1024 * 1024)
})
