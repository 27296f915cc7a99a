/** What tracing remembers from run to run: sites caught lying, and servers that failed. Damaged notes count as none. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/model/store.ts'
import { openResolverMemory } from '../../src/resolver-memory.ts'
import { openSiteTrust } from '../../src/site-trust.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import { morning } from './world.ts'

let folder = ''
let store: Store
const open = (): Promise<Store> =>
  openSqliteStore({ file: path.join(folder, 'state.db'), now: () => morning })

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'headwater-remembered-'))
  store = await open()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function reopen(): Promise<void> {
  await store.close()
  store = await open()
}

describe('trust in a site', () => {
  test('is whole at first, halves with each lie, and never ends', async () => {
    const trust = await openSiteTrust(store)
    const seen = [trust.trustOf('farm.example')]
    for (let lie = 0; lie < 6; lie += 1) {
      await trust.distrust(['farm.example'])
      seen.push(trust.trustOf('farm.example'))
    }
    expect(seen).toEqual([1, 0.5, 0.25, 0.125, 0.1, 0.1, 0.1])
    expect(trust.trustOf('paper.example')).toBe(1)
  })

  test('is remembered', async () => {
    await (await openSiteTrust(store)).distrust(['farm.example', 'mill.example'])
    await reopen()
    const trust = await openSiteTrust(store)
    expect([trust.trustOf('farm.example'), trust.trustOf('mill.example')]).toEqual([0.5, 0.5])
  })

  test.each(['', 'x', '[]', '{"farm.example":-1}', '{"farm.example":"much"}'])(
    'damaged notes %j count as none',
    async (text) => {
      await store.write([{ kind: 'blob', name: 'distrusted-sites', bytes: Buffer.from(text) }])
      expect((await openSiteTrust(store)).trustOf('farm.example')).toBe(1)
    },
  )
})

describe('a server that failed', () => {
  const circuit = { failures: 2, openUntilMs: morning }

  test('is remembered once saved, and forgotten when it answered', async () => {
    const memory = await openResolverMemory(store)
    memory.set('gdelt api.example', circuit)
    await memory.save()
    await reopen()
    const again = await openResolverMemory(store)
    expect(again.get('gdelt api.example')).toEqual(circuit)
    again.set('gdelt api.example', undefined)
    await again.save()
    await reopen()
    expect((await openResolverMemory(store)).get('gdelt api.example')).toBeUndefined()
  })

  test('costs no write when nothing changed', async () => {
    const memory = await openResolverMemory(store)
    await memory.save()
    expect(await store.blob('resolver-circuits')).toBeUndefined()
  })

  test('the latest two thousand are kept', async () => {
    const memory = await openResolverMemory(store)
    for (let n = 0; n < 2_100; n += 1) memory.set(`feeds h${n}.example`, circuit)
    await memory.save()
    const again = await openResolverMemory(store)
    expect([again.get('feeds h99.example'), again.get('feeds h2099.example')]).toEqual([undefined, circuit])
  })

  test.each(['', 'x', '[1]', '{"a":{"failures":"many","openUntilMs":0}}'])(
    'damaged notes %j count as none',
    async (text) => {
      await store.write([{ kind: 'blob', name: 'resolver-circuits', bytes: Buffer.from(text) }])
      expect((await openResolverMemory(store)).get('a')).toBeUndefined()
    },
  )
})
