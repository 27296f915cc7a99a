/** Twenty servers that accept a request and say nothing: the sound source is published meanwhile, and SIGTERM ends it all. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { askCli, finish, makeFolder, spawnCli, type Status } from '../end-to-end/run-cli.ts'
import { ferries } from './watch-product.ts'

const hanging = Array.from({ length: 20 }, (_, index) => `stuck-${index}`)

/** One server for all the names; only `sound` is answered. */
async function serveAll(): Promise<{ readonly port: number; readonly asked: ReadonlySet<string> }> {
  const asked = new Set<string>()
  const server = createServer((request, response) => {
    const [name = ''] = (request.headers.host ?? '').split('.')
    asked.add(name)
    if (name === 'sound') response.end(ferries(2))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, asked }
}

test('a sound source is published while twenty others hang, and the process ends when told to', async () => {
  const { port, asked } = await serveAll()
  const { dir, remove } = makeFolder()
  onTestFinished(remove)
  const config = path.join(dir, 'headwater.yaml')
  const ids = [...hanging, 'sound']
  const hosts = Object.fromEntries(ids.map((id) => [`${id}.example`, `127.0.0.1:${port}`]))
  const settings = {
    http: { hosts, timeout: '60s' },
    limits: { headersTimeoutMs: '1m', totalTimeoutMs: '2m' },
    sources: ids.map((id) => ({ id, url: `http://${id}.example/feed`, fullText: 'never' })),
    feeds: [{ id: 'sound', from: ['sound'] }],
    serve: { port: 0 },
  }
  writeFileSync(config, JSON.stringify(settings))
  const child = spawnCli('start', '--config', config)
  const ended = finish(child)
  const file = path.join(dir, 'state/public/sound.json')
  while (!existsSync(file) && child.exitCode === null) await wait(50)
  expect((JSON.parse(readFileSync(file, 'utf8')) as { items: unknown[] }).items).toHaveLength(2)
  expect([...asked].toSorted()).toEqual(ids.toSorted())
  // None of the others has been given up: nobody waited for them.
  const { sources } = await askCli<Status>('status', '--config', config)
  expect(sources.filter(({ lastPollMs }) => lastPollMs !== undefined).map(({ id }) => id)).toEqual(['sound'])
  child.kill('SIGTERM')
  // Killed, its exit code would be null.
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
  const { code } = await ended
  clearTimeout(patience)
  expect(code).toBe(0)
})
