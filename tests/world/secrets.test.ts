/** Passwords and keys of sources: sent where they belong, and told nowhere. */
import { writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { runCli } from '../end-to-end/run-cli.ts'
import { ferries, sends, watchProduct } from './watch-product.ts'

const [password, key, token] = ['hunter2-hunter2', 'key-0123456789abcdef', 'token-0123456789abcdef']

test('no password, key or token stands in what is logged or shown', async () => {
  const product = await watchProduct({
    web: {
      '/feed': sends(ferries(1)),
      [`/private?key=${key}`]: (response) => void response.writeHead(302, { location: '/login' }).end(),
      '/login': (response) => void response.writeHead(403).end(),
    },
  })
  const home = product.base.replace('://', `://ida:${password}@`)
  const sources = [
    { id: 'sound', url: `${home}/feed`, headers: { Authorization: `Bearer ${token}` }, fullText: 'never' },
    { id: 'locked', url: `${home}/private?key=\${LYNG_KEY}` },
    { id: 'broken', url: `${home}/broken?key=\${LYNG_KEY}` },
  ]
  const http = { allowPrivate: ['127.0.0.1'] }
  writeFileSync(product.config, JSON.stringify({ http, sources, feeds: [{ id: 'all' }] }))
  vi.stubEnv('LYNG_KEY', key)
  vi.stubEnv('HEADWATER_LOG_LEVEL', 'debug')
  const commands = [['run', '--now'], ['status'], ['status', '--json'], ['check', '--online'], ['export']]
  for (const words of commands) {
    const { out, err } = await runCli(...words, '--config', product.config)
    for (const secret of [password, key, token]) expect(`${words[0]}: ${out}${err}`).not.toContain(secret)
  }
  expect(product.visits.map(({ headers }) => headers.authorization)).toContain(`Bearer ${token}`)
})
