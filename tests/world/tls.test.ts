/** Secure connections: a certificate that is good is good, and what is wrong with another is said in plain words. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { createServer as createPlainServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askCli } from '../end-to-end/run-cli.ts'
import { makeAuthority } from './make-certificate.ts'
import { ferries } from './watch-product.ts'
import type { RunReport } from '../../src/pipeline.ts'

const trusted = makeAuthority('Lyng Harbour Test Authority')
const unknown = makeAuthority('Nobody Knows Us')
const longAgo = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-02-01T00:00:00Z') }
const notYet = { from: new Date('2048-01-01T00:00:00Z'), to: new Date('2049-02-01T00:00:00Z') }
const nameOf = (id: string): string => `${id}.lyng.example`
const serve = (response: { end(body: string): void }): void => response.end(ferries(2))

const servers: Readonly<Record<string, Server>> = {
  good: createServer(trusted.issue([nameOf('good')]), (_, response) => serve(response)),
  wildcard: createServer(trusted.issue(['*.lyng.example']), (_, response) => serve(response)),
  expired: createServer(trusted.issue([nameOf('expired')], longAgo), (_, response) => serve(response)),
  early: createServer(trusted.issue([nameOf('early')], notYet), (_, response) => serve(response)),
  other: createServer(trusted.issue(['kap-sorrel.example']), (_, response) => serve(response)),
  unknown: createServer(unknown.issue([nameOf('unknown')]), (_, response) => serve(response)),
  self: createServer({ cert: unknown.cert, key: unknown.key }, (_, response) => serve(response)),
  old: createServer(
    {
      ...trusted.issue([nameOf('old')]),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    },
    (_, response) => serve(response),
  ),
  plain: createPlainServer((_, response) => serve(response)),
}

const dir = mkdtempSync(path.join(tmpdir(), 'headwater-tls-'))
let report: RunReport

beforeAll(async () => {
  const hosts: Record<string, string> = {}
  for (const [id, server] of Object.entries(servers)) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    hosts[nameOf(id)] = `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const sources = Object.keys(servers).map((id) => ({
    id,
    url: `https://${nameOf(id)}/feed`,
    fullText: 'never',
  }))
  writeFileSync(path.join(dir, 'headwater.yaml'), JSON.stringify({ http: { hosts }, sources }))
  writeFileSync(path.join(dir, 'authority.pem'), trusted.cert)
  // Read by the child when it starts.
  process.env['NODE_EXTRA_CA_CERTS'] = path.join(dir, 'authority.pem')
  report = await askCli<RunReport>('run', '--config', path.join(dir, 'headwater.yaml'))
  delete process.env['NODE_EXTRA_CA_CERTS']
})

afterAll(async () => {
  for (const server of Object.values(servers)) await new Promise((resolve) => server.close(resolve))
  rmSync(dir, { recursive: true, force: true })
})

test.each([
  ['good', undefined],
  ['wildcard', undefined],
  ['expired', 'the certificate has expired'],
  ['early', 'the certificate is not valid yet'],
  ['other', 'the certificate is for another host'],
  ['unknown', 'the certificate cannot be verified: its issuer is unknown, or an intermediate is missing'],
  ['self', 'the certificate is self-signed'],
  ['old', 'the server speaks only outdated TLS'],
  ['plain', 'the server speaks no TLS at that port'],
])('%s: %s', (id, words) => {
  const failure = report.sourcesFailed.find((failed) => failed.id === id)
  expect(failure?.error).toBe(words === undefined ? undefined : `${words}: GET https://${nameOf(id)}/feed`)
})
