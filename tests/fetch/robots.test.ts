/** What robots.txt forbids, what its absence means, and what its size may cost. */
import { describe, expect, test } from 'vitest'
import { createRobots } from '../../src/fetch/robots.ts'
import type { FetchOutcome } from '../../src/model/fetch-outcome.ts'

const origin = 'https://courier.example'
const userAgent = 'Headwater/0.1.0 (+https://headwater.example/bot)'
const hour = 3600_000

function fetched(text: string): FetchOutcome {
  const answered = { url: `${origin}/robots.txt`, hops: [], freshForSeconds: undefined }
  const validators = { etag: undefined, lastModified: undefined }
  const body = Buffer.from(text)
  return {
    ...answered,
    kind: 'fetched',
    status: 200,
    contentType: 'text/plain',
    validators,
    body,
    wireBytes: 0,
  }
}

function failure(status: number | undefined, more: Partial<FetchOutcome> = {}): FetchOutcome {
  const words = { message: `answered ${status}`, retryAfterSeconds: undefined }
  return { kind: 'failed', reason: 'status', status, ...words, ...more } as FetchOutcome
}

/** A robots.txt that always answers `outcome`; counts how often it was asked, and where. */
function site(outcome: FetchOutcome | ((asked: number) => FetchOutcome)) {
  const asked: string[] = []
  let nowMs = 0
  const robots = createRobots({
    userAgent,
    now: () => nowMs,
    fetchRobots: async (url) => {
      asked.push(url.href)
      return typeof outcome === 'function' ? outcome(asked.length) : outcome
    },
  })
  return {
    asked,
    pass: (ms: number) => void (nowMs += ms),
    refusal: (path: string) => robots.findRefusal(new URL(path, origin)),
  }
}

describe('rules', () => {
  test.each([
    ['nothing said', '', '/a', true],
    ['everything forbidden', 'User-agent: *\nDisallow: /', '/a', false],
    ['nothing forbidden', 'User-agent: *\nDisallow:', '/a', true],
    ['one folder forbidden', 'User-agent: *\nDisallow: /private/', '/private/a', false],
    ['outside the folder', 'User-agent: *\nDisallow: /private/', '/news/a', true],
    ['the longest rule decides', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['allow wins a draw', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a', true],
    ['a wildcard', 'User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
    ['an end mark', 'User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
    ['our own group', 'User-agent: *\nDisallow:\n\nUser-agent: headwater\nDisallow: /', '/a', false],
    ['our own group only', 'User-agent: *\nDisallow: /\n\nUser-agent: Headwater\nDisallow: /b', '/a', true],
    ['the group of others', 'User-agent: otherbot\nDisallow: /', '/a', true],
    ['Windows line ends and a byte order mark', '\ufeffUser-agent: *\r\nDisallow: /a\r\n', '/a', false],
    ['a query', 'User-agent: *\nDisallow: /a?print', '/a?print=1', false],
    ['an HTML page instead', '<html><body>Disallow: /</body></html>', '/a', true],
  ])('%s', async (_what, text, path, allowed) => {
    expect(await site(fetched(text)).refusal(path)).toBe(
      allowed ? undefined : `${origin}/robots.txt forbids it`,
    )
  })
})

describe('when it does not answer', () => {
  test.each([
    ['404', failure(404), true],
    ['403', failure(403), true],
    ['401', failure(401), true],
    ['410', { kind: 'gone', url: origin, hops: [] } as const, true],
    ['204', failure(204), true],
    ['redirects without end', failure(302, { reason: 'tooManyRedirects' }), true],
    ['500', failure(500), false],
    ['503', { kind: 'rateLimited', status: 503, retryAfterSeconds: 9 } as const, false],
    ['429', { kind: 'rateLimited', status: 429, retryAfterSeconds: undefined } as const, false],
    ['no connection', failure(undefined), false],
    ['refused', { kind: 'refused', reason: 'not a public address', url: origin } as const, false],
  ])('%s', async (_what, outcome, allowed) => {
    const refusal = await site(outcome).refusal('/a')
    expect(refusal === undefined).toBe(allowed)
  })
})

describe('memory', () => {
  test('a site is asked once a day', async () => {
    const { refusal, asked, pass } = site(fetched(''))
    await Promise.all(['/a', '/b', '/c'].map(refusal))
    pass(23 * hour)
    await refusal('/d')
    expect(asked).toEqual([`${origin}/robots.txt`])
    pass(2 * hour)
    await refusal('/e')
    expect(asked).toHaveLength(2)
  })

  test('a site that could not be asked is asked again soon', async () => {
    const { refusal, asked, pass } = site((count) => (count === 1 ? failure(500) : fetched('')))
    expect(await refusal('/a')).toContain('cannot be read')
    expect(await refusal('/a')).toContain('cannot be read')
    expect(asked).toHaveLength(1)
    pass(hour)
    expect(await refusal('/a')).toBeUndefined()
  })

  test('each origin has its own, ports and schemes included', async () => {
    const { refusal, asked } = site(fetched(''))
    for (const at of ['https://a.example/', 'http://a.example/', 'https://a.example:8443/']) await refusal(at)
    expect(asked).toEqual([
      'https://a.example/robots.txt',
      'http://a.example/robots.txt',
      'https://a.example:8443/robots.txt',
    ])
  })

  test('what strangers publish does not pile up: the oldest are forgotten', async () => {
    const filler = `User-agent: *\n${'# nothing\n'.repeat(50_000)}`
    const { refusal, asked } = site(fetched(filler))
    for (let index = 0; index < 30; index += 1) await refusal(`https://s${index}.example/`)
    await refusal('https://s29.example/again')
    expect(asked).toHaveLength(30)
    await refusal('https://s0.example/again')
    expect(asked).toHaveLength(31)
  })
})

describe('cost', () => {
  test('rules that would take too long to follow count as a refusal', async () => {
    const rules = Array.from({ length: 2_000 }, (_, index) => `Disallow: /*${'a*'.repeat(60)}${index}`)
    const { refusal } = site(fetched(['User-agent: *', ...rules].join('\n')))
    expect(await refusal(`/${'a'.repeat(1_000)}`)).toContain('more rules than can be followed')
  })

  test('a large honest file is followed', async () => {
    const rules = Array.from({ length: 2_000 }, (_, index) => `Disallow: /*/section-${index}/*.pdf$`)
    const { refusal } = site(fetched(['User-agent: *', ...rules].join('\n')))
    expect(await refusal('/news/2026/11/24/a-river-finds-its-old-bed')).toBeUndefined()
    expect(await refusal('/x/section-77/report.pdf')).toContain('forbids it')
  })
})
