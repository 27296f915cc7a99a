/** Who may read what: rules as values, and as the server enforces them. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Access } from '../../src/model/settings.ts'
import { accessTo, accessToPages, isAllowed, type AccessRules } from '../../src/serve/check-access.ts'
import type { ServeOptions } from '../../src/serve/create-server.ts'
import { startSite, type Site } from './start-site.ts'

const token: Access = { kind: 'token', token: 'lighthouse-7' }
const basic: Access = { kind: 'basic', user: 'mira', password: 'storm: petrel' }
const encoded = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

test.each<[string, Access, string | undefined, string, boolean]>([
  ['the token in the address', token, undefined, 'token=lighthouse-7', true],
  ['the token as bearer', token, 'Bearer lighthouse-7', '', true],
  ['the scheme in any case', token, 'bEARER  lighthouse-7', '', true],
  ['another token', token, undefined, 'token=lighthouse-8', false],
  ['a longer token', token, undefined, 'token=lighthouse-77', false],
  ['no token', token, undefined, '', false],
  ['an empty token', token, 'Bearer ', 'token=', false],
  ['a wrong header and the right address', token, 'Bearer x', 'token=lighthouse-7', false],
  ['name and password', basic, encoded('mira:storm: petrel'), '', true],
  ['another name', basic, encoded('jon:storm: petrel'), '', false],
  ['another password', basic, encoded('mira:storm'), '', false],
  ['name and password in the clear', basic, 'Basic mira:storm: petrel', '', false],
  ['the password as token', basic, 'Bearer storm', 'token=storm', false],
  ['a header without end', basic, `Basic ${'A'.repeat(100_000)}`, '', false],
  ['no header', basic, undefined, '', false],
])('%s', (_what, access, authorization, query, allowed) => {
  expect(
    isAllowed(access, authorization === undefined ? {} : { authorization }, new URLSearchParams(query)),
  ).toBe(allowed)
})

describe('the rule of a file', () => {
  const rules: AccessRules = {
    site: undefined,
    feeds: new Map<string, Access>([
      ['world', token],
      ['world.eu', basic],
    ]),
  }
  test.each([
    ['world.rss', token],
    ['world.dropped.atom', token],
    ['world.archive-3.json', token],
    ['world.eu.rss', basic],
    ['world.eu', basic],
    ['worldwide.rss', undefined],
    ['sport.rss', undefined],
    ['index.html', undefined],
  ])('%s', (name, expected) => {
    expect(accessTo(rules, name)).toBe(expected)
    expect(accessTo({ ...rules, site: basic }, name)).toBe(expected ?? basic)
  })

  test('of pages that show every feed', () => {
    expect(accessToPages(rules)).toBe('shut')
    expect(accessToPages({ ...rules, site: basic })).toBe(basic)
    expect(accessToPages({ site: undefined, feeds: new Map() })).toBe('open')
  })
})

async function guarded(rules: AccessRules, options: Partial<ServeOptions> = {}): Promise<Site> {
  const site = await startSite({
    access: () => rules,
    metrics: async () => 'headwater_runs_total 1',
    ...options,
  })
  writeFileSync(path.join(site.publicDir, 'sport.rss'), '<rss/>')
  onTestFinished(() => site.close())
  return site
}

const page = { status: 200, contentType: 'text/html', body: 'every story' }

describe('a feed with a token', () => {
  const rules: AccessRules = { site: undefined, feeds: new Map([['world', token]]) }

  test.each(['/world.rss', '/world.atom', '/world.dropped.atom', '/world', '/world.rss?token=wrong'])(
    '%s is not given out without it',
    async (target) => {
      const site = await guarded(rules)
      const { status, headers, body } = await site.ask(target)
      expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="Headwater"'])
      expect(headers['cache-control']).toBe('no-store')
      expect(body.toString()).toBe('not without credentials\n')
    },
  )

  test('is given out with it, and to no shared cache', async () => {
    const site = await guarded(rules)
    for (const target of ['/world.rss?token=lighthouse-7', '/world?token=lighthouse-7']) {
      const { status, headers } = await site.ask(target)
      expect([status, headers['cache-control']]).toEqual([200, 'private, max-age=300'])
    }
    const tagged = await site.ask('/world.rss', { authorization: 'Bearer lighthouse-7' })
    const again = { authorization: 'Bearer lighthouse-7', 'if-none-match': tagged.headers.etag ?? '' }
    expect(await site.ask('/world.rss', again)).toMatchObject({ status: 304 })
    expect(await site.ask('/world.rss', { 'if-none-match': tagged.headers.etag ?? '' })).toMatchObject({
      status: 401,
    })
  })

  test('leaves other feeds, the list and health open, and shuts pages that would show its stories', async () => {
    const site = await guarded(rules, { pages: async () => page })
    expect(await site.ask('/sport.rss')).toMatchObject({ status: 200 })
    expect(await site.ask('/healthz')).toMatchObject({ status: 200 })
    expect((await site.ask('/')).body.toString()).toContain('<title>Feeds</title>')
    expect(await site.ask('/stories')).toMatchObject({ status: 404 })
  })
})

describe('a site with a password', () => {
  const rules: AccessRules = { site: basic, feeds: new Map([['world', token]]) }
  const authorization = encoded('mira:storm: petrel')

  test.each(['/', '/sport.rss', '/metrics', '/opml', '/stories', '/nothing'])(
    'asks for it at %s',
    async (target) => {
      const site = await guarded(rules, {
        pages: async (asked) => (asked === '/stories' || asked === '/' ? page : undefined),
      })
      const { status, headers } = await site.ask(target)
      expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm="Headwater", charset="UTF-8"'])
      expect(await site.ask(target, { authorization })).toMatchObject({
        status: target === '/nothing' ? 404 : 200,
      })
    },
  )

  test.each(['/healthz', '/readyz'])('has nothing to ask at %s', async (target) => {
    expect(await (await guarded(rules)).ask(target)).toMatchObject({ status: 200 })
  })

  test('takes the word of a feed for that feed', async () => {
    const site = await guarded(rules)
    expect(await site.ask('/world.rss', { authorization })).toMatchObject({ status: 401 })
    expect(await site.ask('/world.rss?token=lighthouse-7')).toMatchObject({ status: 200 })
  })
})
