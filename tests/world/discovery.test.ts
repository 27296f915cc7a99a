/** Sources that are web pages: the product looks for their feed, and `check --online` says what it found. */
import { describe, expect, test } from 'vitest'
import { runCli } from '../end-to-end/run-cli.ts'
import { ferries, sends, watchProduct, type Answer } from './watch-product.ts'

const page = (head: string): Answer =>
  sends(
    `<!doctype html><html><head><title>Lyng Harbour</title>${head}</head><p>Ferries and tides.</p></html>`,
    { 'content-type': 'text/html' },
  )
const link = (href: string): string => `<link rel="alternate" type="application/rss+xml" href="${href}">`
const feed = sends(ferries(2))

describe('a source that is a page', () => {
  test('is read at the feed the page offers, in the first run already', async () => {
    const product = await watchProduct({ web: { '/feed': page(link('/ferries.xml')), '/ferries.xml': feed } })
    const report = await product.run(0)
    expect([report.sourcesFailed, product.titles().length]).toEqual([[], 2])
    expect(await product.state()).toMatchObject({
      url: `${product.base}/feed`,
      movedTo: `${product.base}/ferries.xml`,
    })
    await product.run(1)
    expect(product.visits.map(({ path }) => path)).toEqual(['/feed', '/ferries.xml', '/ferries.xml'])
  })

  test.each([
    ['the comments come last', ['/comments/feed', '/ferries.xml'], '/ferries.xml'],
    ['one that is no feed is passed over', ['/gone.xml', '/ferries.xml'], '/ferries.xml'],
  ])('%s', async (_, offers, taken) => {
    const web = {
      '/feed': page(offers.map(link).join('')),
      '/ferries.xml': feed,
      '/comments/feed': sends(ferries(1)),
    }
    const product = await watchProduct({ web })
    await product.run(0)
    expect((await product.state()).movedTo).toBe(`${product.base}${taken}`)
  })

  test.each([
    [
      'its Link header',
      { link: '</ferries.xml>; rel="alternate"; type="application/rss+xml"' },
      '',
      '/ferries.xml',
    ],
    ['the place WordPress keeps it', {}, '<script src="/wp-includes/x.js"></script>', '/feed/feed/'],
    [
      'its head, after a megabyte of styles',
      {},
      `<style>${'a{}'.repeat(400_000)}</style>${link('/late.xml')}`,
      '/late.xml',
    ],
  ])('is read at %s', async (_, headers, head, taken) => {
    const html = `<!doctype html><title>Lyng Harbour</title>${head}<p>Ferries and tides.</p>`
    const product = await watchProduct({
      web: { '/feed': sends(html, { 'content-type': 'text/html', ...headers }), [taken]: feed },
    })
    await product.run(0)
    expect(product.visits.map(({ path }) => path)).toEqual(['/feed', taken])
    expect((await product.state()).movedTo).toBe(`${product.base}${taken}`)
  })

  test('and says otherwise in a script, a style or a comment is read where it means it', async () => {
    const decoys = `<!--${link('/a')}--><script>'${link('/b')}'</script><style>${link('/c')}</style>`
    const web = Object.fromEntries(['/a', '/b', '/c', '/ferries.xml'].map((path) => [path, feed]))
    const product = await watchProduct({ web: { ...web, '/feed': page(decoys + link('/ferries.xml')) } })
    await product.run(0)
    expect((await product.state()).movedTo).toBe(`${product.base}/ferries.xml`)
  })

  test('that offers only itself is not asked twice', async () => {
    const product = await watchProduct({ web: { '/feed': page(link('/feed')) } })
    await product.run(0)
    expect(product.visits).toHaveLength(1)
  })

  test('is asked for three feeds at most', async () => {
    const offers = Array.from({ length: 20 }, (_, index) => link(`/missing-${index}.xml`))
    const product = await watchProduct({ web: { '/feed': page(offers.join('')) } })
    const { sourcesFailed } = await product.run(0)
    expect(product.visits).toHaveLength(4)
    expect(sourcesFailed[0]?.error).toMatch(
      /not a feed but an HTML page, "Lyng Harbour"; the page offers .*missing-0/,
    )
  })

  test('that leads inside is not followed there', async () => {
    const product = await watchProduct({ web: { '/feed': page(link('http://169.254.169.254/feed')) } })
    const { sourcesFailed } = await product.run(0)
    expect(sourcesFailed[0]?.error).toMatch(/not a feed/)
  })

  test('whose feed has ended is looked for again on the page', async () => {
    const moving: Answer = (response, n, visit) =>
      page(link(n === 1 ? '/old.xml' : '/new.xml'))(response, n, visit)
    const old: Answer = (response, n, visit) =>
      n === 1 ? feed(response, n, visit) : void response.writeHead(404).end()
    const product = await watchProduct({ web: { '/feed': moving, '/old.xml': old, '/new.xml': feed } })
    for (const hours of [0, 1, 4]) await product.run(hours)
    expect((await product.state()).movedTo).toBe(`${product.base}/new.xml`)
  })

  test('and was a feed before is down, not elsewhere', async () => {
    const turns: Answer = (response, n, visit) =>
      (n === 1 ? feed : page(link('/other.xml')))(response, n, visit)
    const product = await watchProduct({ web: { '/feed': turns, '/other.xml': feed } })
    for (const hours of [0, 1]) await product.run(hours)
    const { movedTo, lastError } = await product.state()
    expect([movedTo, lastError]).toEqual([undefined, expect.stringContaining('the page offers')])
    expect(product.visits.map(({ path }) => path)).toEqual(['/feed', '/feed'])
  })
})

describe('check --online', () => {
  const check = async (web: Readonly<Record<string, Answer>>): Promise<readonly [number | null, string]> => {
    const { config } = await watchProduct({ web })
    const { code, out } = await runCli('check', '--online', '--config', config, '--json')
    const { findings } = JSON.parse(out) as { findings: readonly { what: string }[] }
    return [code, findings[0]?.what ?? '']
  }

  test('says what a feed is', async () => {
    expect(await check({ '/feed': feed })).toEqual([0, 'rss "Lyng Shipping News", 2 entries'])
  })

  test('says which feed of a page is read', async () => {
    const [code, what] = await check({ '/feed': page(link('/ferries.xml')), '/ferries.xml': feed })
    expect(code).toBe(0)
    expect(what).toMatch(
      /^an HTML page, "Lyng Harbour"; its feed is http.*\/ferries\.xml: rss "Lyng Shipping News", 2 entries$/,
    )
  })

  test('fails when there is none', async () => {
    expect(await check({ '/feed': page('') })).toEqual([1, 'an HTML page, "Lyng Harbour"'])
  })
})
