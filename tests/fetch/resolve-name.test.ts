/** Names to addresses, asked of a name server on loopback that is slow, silent, wrong or out of sorts. */
import type { LookupAddress } from 'node:dns'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createNameResolver, type LookupAll, type NameResolver } from '../../src/fetch/resolve-name.ts'
import { startNameServer, type NameServer, type Zone } from '../world/name-server.ts'

const noHosts = '/nonexistent/hosts'

const zone: Zone = (name, type) => {
  if (name === 'both.example') return type === 'A' ? ['192.0.2.1', '192.0.2.2'] : ['2001:db8::1']
  if (name === 'four.example') return type === 'A' ? ['192.0.2.4'] : []
  if (name === 'six.example') return type === 'A' ? [] : ['2001:db8::6']
  if (name === 'six-is-silent.example') return type === 'A' ? ['192.0.2.5'] : 'silence'
  if (name === 'alias.example') return type === 'A' ? ['CNAME four.example', '192.0.2.4'] : []
  if (name === 'many.example')
    return type === 'A' ? Array.from({ length: 200 }, (_, index) => `192.0.2.${index}`) : []
  if (name === 'broken.example') return { code: 2 }
  if (name.startsWith('silent')) return 'silence'
  return { code: 3 }
}

/** What the system knows besides. */
const knowsIntranet: LookupAll = (hostname, _options, callback) => {
  if (hostname === 'intranet.example' || hostname === 'printer')
    return callback(null, [{ address: '10.0.0.7', family: 4 }])
  return callback(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }), [])
}

async function makeResolver(hostsFile = noHosts): Promise<{ resolver: NameResolver; server: NameServer }> {
  const server = await startNameServer(zone)
  const resolver = createNameResolver({
    servers: [server.address],
    hostsFile,
    system: knowsIntranet,
    timeoutMs: 250,
  })
  onTestFinished(async () => {
    resolver.close()
    await server.close()
  })
  return { resolver, server }
}

const lookup = (
  { lookup: ask }: NameResolver,
  name: string,
  family: 0 | 4 | 6 = 0,
): Promise<readonly LookupAddress[]> =>
  new Promise((resolve, reject) => {
    ask(name, { all: true, family }, (error, found) => (error === null ? resolve(found) : reject(error)))
  })

const addressesOf = async (...asked: Parameters<typeof lookup>): Promise<readonly string[]> =>
  (await lookup(...asked)).map(({ address }) => address)

describe('a name', () => {
  test.each([
    ['both.example', ['192.0.2.1', '192.0.2.2', '2001:db8::1']],
    ['BOTH.example.', ['192.0.2.1', '192.0.2.2', '2001:db8::1']],
    ['four.example', ['192.0.2.4']],
    ['six.example', ['2001:db8::6']],
    ['six-is-silent.example', ['192.0.2.5']],
    ['alias.example', ['192.0.2.4']],
  ])('%s has the addresses of both families, IPv4 first', async (name, addresses) => {
    const { resolver } = await makeResolver()
    expect(await addressesOf(resolver, name)).toEqual(addresses)
  })

  test('is resolved to the family asked for', async () => {
    const { resolver } = await makeResolver()
    expect(await addressesOf(resolver, 'both.example', 6)).toEqual(['2001:db8::1'])
  })

  test('with more addresses than a datagram holds is asked for again over TCP', async () => {
    const { resolver } = await makeResolver()
    expect(await addressesOf(resolver, 'many.example')).toHaveLength(200)
  })

  test('nobody knows has the words of the system', async () => {
    const { resolver } = await makeResolver()
    await expect(lookup(resolver, 'nowhere.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  test('whose server fails says so, and the system is not bothered', async () => {
    const { resolver } = await makeResolver()
    await expect(lookup(resolver, 'broken.example')).rejects.toMatchObject({ code: 'ESERVFAIL' })
  })

  test('whose server is silent is given up', async () => {
    const { resolver } = await makeResolver()
    await expect(lookup(resolver, 'silent.example')).rejects.toMatchObject({ code: 'ETIMEOUT' })
  })
})

describe('what the machine knows by itself', () => {
  test('the name servers do not: the system is asked', async () => {
    const { resolver } = await makeResolver()
    expect(await addressesOf(resolver, 'intranet.example')).toEqual(['10.0.0.7'])
  })

  test.each(['printer', 'printer.local', 'feeds.localhost'])(
    '%s is no name for a name server',
    async (name) => {
      const { resolver, server } = await makeResolver()
      await lookup(resolver, name).catch(() => undefined)
      expect(server.asked).toEqual([])
    },
  )

  test('stands in the hosts file, which comes first', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'headwater-hosts-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    const file = path.join(dir, 'hosts')
    writeFileSync(
      file,
      '# ours\n10.1.0.1 four.example  Feeds.Four.example # by hand\n\nnonsense four.example\n',
    )
    const { resolver, server } = await makeResolver(file)
    expect(await addressesOf(resolver, 'four.example')).toEqual(['10.1.0.1'])
    expect(await addressesOf(resolver, 'feeds.four.example')).toEqual(['10.1.0.1'])
    expect(server.asked).toEqual([])
  })
})

test('fifty names that nobody answers for hold up no other', async () => {
  const { resolver } = await makeResolver()
  let givenUp = 0
  const silent = Array.from({ length: 50 }, async (_, index) =>
    lookup(resolver, `silent-${index}.example`).catch(() => (givenUp += 1)),
  )
  expect(await addressesOf(resolver, 'four.example')).toEqual(['192.0.2.4'])
  expect(givenUp).toBe(0)
  await Promise.all(silent)
  expect(givenUp).toBe(50)
})

test('a closed resolver leaves no question open', async () => {
  const { resolver } = await makeResolver()
  const asked = lookup(resolver, 'silent.example')
  resolver.close()
  await expect(asked).rejects.toMatchObject({ code: 'ECANCELLED' })
})
