/** Callers that mean no good: whatever they hold open, a health check and a reader still get through. */
import { connect, type Socket } from 'node:net'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ServeOptions } from '../../src/serve/create-server.ts'
import { startSite, type Site } from './start-site.ts'

const bounds = { connectionsMax: 20, answerTimeoutMs: 60_000 }

async function ownSite(options: Partial<ServeOptions> = {}): Promise<Site> {
  const own = await startSite({ bounds, ...options })
  onTestFinished(() => own.close())
  return own
}

/** An open connection that has sent `text` and reads nothing. */
async function hold(site: Site, text: string): Promise<Socket> {
  const socket = connect(Number(new URL(site.url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined).pause()
  await new Promise<void>((resolve) => void socket.once('connect', () => resolve()))
  if (text !== '') socket.write(text)
  return socket
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed) return resolve()
    socket.resume().once('close', () => resolve())
  })

describe('many connections', () => {
  test.each([
    ['that say nothing', ''],
    ['that never end their header', 'GET /world.rss HTTP/1.1\r\nHost: a\r\n'],
    ['that do not read their answer', 'GET /big.rss HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'that say they will send a body',
      'GET /world.rss HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n',
    ],
  ])('%s leave room for a health check and a reader', async (_what, text) => {
    const site = await ownSite()
    writeFileSync(path.join(site.publicDir, 'big.rss'), 'x'.repeat(2_000_000))
    expect(await site.ask('/world.rss')).toMatchObject({ status: 200 })
    const first = await hold(site, text)
    for (let count = 0; count < 40; count += 1) await hold(site, text)
    expect(await site.ask('/healthz')).toMatchObject({ status: 200 })
    expect(await site.ask('/world.rss')).toMatchObject({ status: 200 })
    await closed(first)
  })

  test('within the bounds are left alone', async () => {
    const site = await ownSite()
    const held = await Promise.all(Array.from({ length: 15 }, () => hold(site, '')))
    expect(await site.ask('/healthz')).toMatchObject({ status: 200 })
    expect(held.filter((socket) => socket.destroyed || socket.readableEnded)).toEqual([])
  })

  test('close the silent first: who asks again stays', async () => {
    const site = await ownSite()
    const busy = await hold(site, 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    const silent = await hold(site, '')
    for (let count = 0; count < 17; count += 1) await hold(site, '')
    const answered = new Promise((resolve) => void busy.resume().once('data', resolve))
    busy.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
    await answered
    for (let count = 0; count < 5; count += 1) await hold(site, '')
    await closed(silent)
    expect(busy.destroyed).toBe(false)
  })
})

test('an answer that is read too slowly is cut off', async () => {
  const through = Promise.withResolvers<number>()
  const site = await ownSite({
    bounds: { connectionsMax: 20, answerTimeoutMs: 500 },
    onAnswer: (_status, bytes) => through.resolve(bytes),
  })
  writeFileSync(path.join(site.publicDir, 'big.rss'), 'x'.repeat(32_000_000))
  const slow = await hold(site, 'GET /big.rss HTTP/1.1\r\nHost: a\r\n\r\n')
  slow.on('data', () => {
    slow.pause()
    setTimeout(() => slow.resume(), 50)
  })
  slow.resume()
  expect(await through.promise).toBe(0)
})

test('a flood of header lines is refused or cut down, and the next caller served', async () => {
  const site = await ownSite()
  const lines = Array.from({ length: 3_000 }, (_, at) => `X-${at}: 1\r\n`).join('')
  expect(await site.sendRaw(`GET /world.rss HTTP/1.1\r\nHost: a\r\n${lines}\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  expect(await site.ask('/world.rss')).toMatchObject({ status: 200 })
})

test('a body that never comes is given up', async () => {
  const site = await ownSite({ patienceMs: 200, requestTimeoutMs: 400 })
  const answer = await site.sendRaw('POST /world.rss HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc')
  expect(answer).toMatch(/^HTTP\/1\.1 405 /)
})

test('every answer is told with its status and its bytes', async () => {
  const told: [number, number][] = []
  const site = await ownSite({ onAnswer: (status, bytes) => void told.push([status, bytes]) })
  const { body } = await site.ask('/world.rss')
  await site.ask('/nothing')
  expect(told.map(([status]) => status)).toEqual([200, 404])
  expect(told[0]?.[1]).toBeGreaterThan(body.length)
})
