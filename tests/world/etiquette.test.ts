/** The manners a feed reader is judged by, seen by the server: the whole product, started anew for every run. */
import { describe, expect, test } from 'vitest'
import { ferries, sends, startMs, watchProduct, type Answer } from './watch-product.ts'

const feed = ferries(2)
const minute = 1 / 60
const day = 24
const inHours = (hours: number): string => new Date(startMs + hours * 3_600_000).toUTCString()

/** Hours after the start -> requests the server has seen by then. */
type Timetable = readonly (readonly [hours: number, requests: number])[]

const freshness: readonly (readonly [string, Answer, Timetable])[] = [
  [
    'says nothing: an hour',
    sends(feed),
    [
      [0, 1],
      [0.9, 1],
      [1, 2],
    ],
  ],
  [
    'Cache-Control: max-age',
    sends(feed, { 'cache-control': 'public, max-age=7200' }),
    [
      [0, 1],
      [1.9, 1],
      [2, 2],
    ],
  ],
  [
    'max-age less Age',
    sends(feed, { 'cache-control': 'max-age=10800', age: '3600' }),
    [
      [0, 1],
      [1.9, 1],
      [2, 2],
    ],
  ],
  [
    'Expires',
    sends(feed, { expires: inHours(3), date: inHours(0) }),
    [
      [0, 1],
      [2.9, 1],
      [3, 2],
    ],
  ],
  [
    'Expires: 0 is no licence',
    sends(feed, { expires: '0' }),
    [
      [0, 1],
      [0.9, 1],
      [1, 2],
    ],
  ],
  [
    'max-age of ten years: a day',
    sends(feed, { 'cache-control': 'max-age=315360000' }),
    [
      [0, 1],
      [23.9, 1],
      [24, 2],
    ],
  ],
  [
    'ttl',
    sends(ferries(2, { channel: '<ttl>180</ttl>' })),
    [
      [0, 1],
      [2.9, 1],
      [3, 2],
    ],
  ],
  [
    'sy:updatePeriod',
    sends(
      ferries(2, {
        channel: '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
      }),
    ),
    [
      [0, 1],
      [5.9, 1],
      [6, 2],
    ],
  ],
  [
    'skipHours',
    sends(ferries(2, { channel: '<skipHours><hour>9</hour><hour>10</hour></skipHours>' })),
    [
      [0, 1],
      [1, 1],
      [2.9, 1],
      [3, 2],
    ],
  ],
  [
    'skipDays',
    sends(ferries(2, { channel: '<skipDays><day>Tuesday</day></skipDays>' })),
    [
      [0, 1],
      [15.9, 1],
      [16, 2],
    ],
  ],
  [
    '429 with Retry-After in seconds',
    sends('', { 'retry-after': '10800' }, 429),
    [
      [0, 1],
      [2.9, 1],
      [3, 2],
    ],
  ],
  [
    '503 with Retry-After in seconds',
    sends('', { 'retry-after': '10800' }, 503),
    [
      [0, 1],
      [2.9, 1],
      [3, 2],
    ],
  ],
  [
    '429 with Retry-After as a date',
    sends('', { 'retry-after': inHours(4) }, 429),
    [
      [0, 1],
      [3.9, 1],
      [4, 2],
    ],
  ],
  [
    'Retry-After of 30 years: a day',
    sends('', { 'retry-after': '999999999' }, 429),
    [
      [0, 1],
      [23.9, 1],
      [24, 2],
    ],
  ],
  [
    'Retry-After in the past',
    sends('', { 'retry-after': inHours(-1) }, 429),
    [
      [0, 1],
      [1.9, 1],
      [2, 2],
    ],
  ],
  [
    '429 that wants no wait, again and again: twice as long from the second on',
    sends('', { 'retry-after': '0' }, 429),
    [
      [0, 1],
      [1, 2],
      [2.9, 2],
      [3, 3],
      [6.9, 3],
      [7, 4],
    ],
  ],
  [
    'failing: twice as long each time',
    sends('', {}, 500),
    [
      [0, 1],
      [1.9, 1],
      [2, 2],
      [5.9, 2],
      [6, 3],
      [13.9, 3],
      [14, 4],
    ],
  ],
]

describe('when a source is asked again', () => {
  test.each(freshness)('%s', async (_, answer, timetable) => {
    const product = await watchProduct({ web: { '/feed': answer } })
    const seen: (readonly [number, number])[] = []
    for (const [hours] of timetable) {
      await product.run(hours)
      seen.push([hours, product.visits.length])
    }
    expect(seen).toEqual(timetable)
  })

  test('a source wished for every minute is asked every quarter of an hour', async () => {
    const web = { '/feed': sends(feed, { 'cache-control': 'max-age=0' }) }
    const product = await watchProduct({ web, source: { every: '15m' } })
    for (let minutes = 0; minutes <= 30; minutes += 5) await product.run(minutes * minute)
    expect(product.visits).toHaveLength(3)
  })

  test('twenty restarts ask nothing', async () => {
    const product = await watchProduct({ web: { '/feed': sends(feed) } })
    for (let restart = 0; restart < 20; restart += 1) await product.run(restart * minute)
    expect(product.visits).toHaveLength(1)
  })
})

const validators: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a strong ETag', { etag: '"33a64df5"' }],
  ['a weak ETag', { etag: 'W/"0815"' }],
  ['an ETag without quotes', { etag: 'abc-123' }],
  ['an ETag with everything in it', { etag: '"a,b:c;d=e/f==,W/x"' }],
  ['an ETag of 4 KiB', { etag: `"${'e'.repeat(4096)}"` }],
  ['a date', { 'last-modified': 'Wed, 04 Nov 2026 08:00:00 GMT' }],
  ['a date nobody else would write', { 'last-modified': 'Wed, 4 Nov 2026 8:00:00 +0000' }],
  ['both', { etag: '"both"', 'last-modified': 'Thu, 05 Nov 2026 08:00:00 GMT' }],
]

describe('what is known is said', () => {
  test.each(validators)('%s comes back as it was, after a restart, a failure and a 304', async (_, given) => {
    const answer: Answer = (response, n) => {
      if (n === 2) response.writeHead(500).end()
      else if (n > 2) response.writeHead(304).end()
      else response.writeHead(200, { 'content-type': 'application/rss+xml', ...given }).end(feed)
    }
    const product = await watchProduct({ web: { '/feed': answer } })
    for (const hours of [0, 1, 4, 8]) await product.run(hours)
    const known = { etag: undefined, 'last-modified': undefined, ...given }
    const said = product.visits.map(({ headers }) => [headers['if-none-match'], headers['if-modified-since']])
    const echo = [known.etag, known['last-modified']]
    expect(said).toEqual([[undefined, undefined], echo, echo, echo])
  })

  test('a 304 that brings a new ETag renews it', async () => {
    const answer: Answer = (response, n) =>
      n === 1
        ? void response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"one"' }).end(feed)
        : void response.writeHead(304, { etag: '"two"' }).end()
    const product = await watchProduct({ web: { '/feed': answer } })
    for (const hours of [0, 1, 2]) await product.run(hours)
    expect(product.visits.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"one"',
      '"two"',
    ])
  })

  test('ten answers of 304, each with a validator of its own, after ten restarts', async () => {
    const answer: Answer = (response, n) =>
      n === 1
        ? void response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"1"' }).end(feed)
        : void response.writeHead(304, n % 2 === 0 ? { etag: `"${n}"` } : {}).end()
    const product = await watchProduct({ web: { '/feed': answer } })
    for (let hours = 0; hours <= 10; hours += 1) await product.run(hours)
    const said = product.visits.map(({ headers }) => headers['if-none-match'])
    expect(said).toEqual([undefined, ...[1, 2, 2, 4, 4, 6, 6, 8, 8, 10].map((number) => `"${number}"`)])
  })

  test.each([
    [412, 1],
    [431, 1],
    [400, 2],
  ])('what a server refuses with %i, it is not told again after %i times', async (status, times) => {
    const answer: Answer = (response, n, visit) => {
      if (visit.headers['if-none-match'] === undefined) sends(feed, { etag: '"too odd"' })(response, n, visit)
      else response.writeHead(status).end()
    }
    const product = await watchProduct({ web: { '/feed': answer } })
    for (const hours of [0, 1, 3, 7]) await product.run(hours)
    const said = product.visits.map(({ headers }) => headers['if-none-match'] !== undefined)
    expect(said.slice(0, times + 2)).toEqual([false, ...Array.from({ length: times }, () => true), false])
    expect((await product.state()).failuresInARow).toBe(times === 2 ? 0 : 1)
  })

  test('a broken document leaves the validators of the last good one', async () => {
    const answer: Answer = (response, n) =>
      void response
        .writeHead(200, { 'content-type': 'application/rss+xml', etag: `"${n}"` })
        .end(n === 1 ? feed : '<rss><channel><item><title>oops')
    const product = await watchProduct({ web: { '/feed': answer } })
    for (const hours of [0, 1, 4]) await product.run(hours)
    expect(product.visits.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"'])
    expect((await product.state()).lastError).toMatch(/cut off/)
  })

  test('nothing is invented where the server gave nothing', async () => {
    const product = await watchProduct({ web: { '/feed': sends(feed, { date: inHours(0) }) } })
    for (const hours of [0, 1]) await product.run(hours)
    expect(
      product.visits.flatMap(({ headers }) => Object.keys(headers)).filter((name) => name.startsWith('if-')),
    ).toEqual([])
  })

  test('a delta adds to what is known', async () => {
    const answer: Answer = (response, n, { headers }) =>
      n === 1
        ? void response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"d1"' }).end(feed)
        : void response
            .writeHead(headers['a-im'] === 'feed' ? 226 : 500, { im: 'feed', etag: '"d2"' })
            .end(ferries(1, { first: 3 }))
    const product = await watchProduct({ web: { '/feed': answer } })
    for (const hours of [0, 1]) await product.run(hours)
    expect(product.titles().toSorted()).toEqual([1, 2, 3].map((number) => `Ferry ${number} leaves Lyng`))
  })
})

describe('who asks', () => {
  test('says its name, its version and whom to write to, and brings nothing along', async () => {
    const web = { '/feed': sends(feed, { 'set-cookie': 'seen=1; Path=/' }) }
    const product = await watchProduct({ web, http: { contact: 'mailto:harbour@lyng.example' } })
    for (const hours of [0, 1]) await product.run(hours)
    for (const { headers } of product.visits) {
      expect(headers['user-agent']).toMatch(/^Headwater\/\d+\.\d+\.\d+ .*harbour@lyng\.example/)
      expect(headers['accept-encoding']).toContain('gzip')
      expect([headers.cookie, headers.referer, headers.authorization]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    }
  })
})

describe('where a source is', () => {
  const moves: Answer = (response) => void response.writeHead(301, { location: '/new' }).end()

  test('410 ends the asking, says so and keeps what was read', async () => {
    const answer: Answer = (response, n) =>
      n === 1 ? sends(feed)(response, n, { path: '', headers: {} }) : void response.writeHead(410).end()
    const product = await watchProduct({ web: { '/feed': answer } })
    for (const hours of [0, 1, 2, 30]) await product.run(hours)
    expect(product.visits).toHaveLength(2)
    expect(await product.state()).toMatchObject({ gone: true, lastError: expect.stringContaining('410') })
    expect(product.titles()).toHaveLength(2)
    await product.run(40, { everySource: true })
    expect(product.visits).toHaveLength(3)
  })

  test('a permanent move is believed after seven days of it, and the old address kept', async () => {
    const product = await watchProduct({ web: { '/feed': moves, '/new': sends(feed) } })
    for (const days of [0, 2, 4, 6.9]) await product.run(days * day)
    expect((await product.state()).movedTo).toBeUndefined()
    await product.run(8 * day)
    expect(await product.state()).toMatchObject({
      movedTo: `${product.base}/new`,
      url: `${product.base}/feed`,
    })
    const before = product.visits.length
    await product.run(9 * day)
    expect(product.visits.slice(before).map(({ path }) => path)).toEqual(['/new'])
  })

  test('a move that is taken back is forgotten', async () => {
    const flaps: Answer = (response, n, visit) =>
      n === 3 ? sends(feed)(response, n, visit) : moves(response, n, visit)
    const product = await watchProduct({ web: { '/feed': flaps, '/new': sends(feed) } })
    for (const days of [0, 3, 6, 9, 12]) await product.run(days * day)
    expect((await product.state()).movedTo).toBeUndefined()
  })

  test('a move to something that is no feed is never believed', async () => {
    const parked: Answer = (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>For sale</title>')
    const product = await watchProduct({ web: { '/feed': moves, '/new': parked } })
    for (const days of [0, 3, 6, 9, 12]) await product.run(days * day)
    const { movedTo, lastError } = await product.state()
    expect([movedTo, lastError]).toEqual([undefined, 'not a feed but an HTML page, "For sale"'])
  })

  test('an adopted address that ends leads back to the one in the configuration', async () => {
    const comesBack: Answer = (response, n, visit) =>
      n > 3 ? sends(feed)(response, n, visit) : moves(response, n, visit)
    const ends: Answer = (response, n, visit) =>
      n > 3 ? void response.writeHead(404).end() : sends(feed)(response, n, visit)
    const product = await watchProduct({ web: { '/feed': comesBack, '/new': ends } })
    for (const days of [0, 4, 8]) await product.run(days * day)
    expect((await product.state()).movedTo).toBe(`${product.base}/new`)
    for (const days of [9, 11]) await product.run(days * day)
    expect(product.visits.slice(-2).map(({ path }) => path)).toEqual(['/new', '/feed'])
    expect((await product.state()).failuresInARow).toBe(0)
  })
})
