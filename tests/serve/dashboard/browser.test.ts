/** The pages in a real Chromium: nothing a source says runs, nothing is asked elsewhere, everyone can use them. */
import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storyIdOf } from '../../store/make-article.ts'
import { browserFile, openBrowser } from './browser.ts'
import { startDashboard, type Dashboard } from './start-dashboard.ts'

const storyAt = (number: number): string => `/dashboard/story/${storyIdOf(number).replace('urn:uuid:', '')}`

const pages = {
  overview: '/',
  stories: '/dashboard/stories',
  'stories found': '/dashboard/stories?q=bridge&kind=spun&feed=world',
  'no story found': '/dashboard/stories?q=nowhere',
  story: storyAt(17),
  'story with markup for a title': storyAt(1),
  'story with one endless word': storyAt(3),
  'story from right to left': storyAt(4),
  'story without a title': storyAt(11),
  sources: '/dashboard/sources',
  'left out': '/dashboard/dropped',
  'left out of a feed': '/dashboard/dropped?feed=world',
  runs: '/dashboard/runs',
  'not found': '/dashboard/nowhere',
} as const

const everyPage = Object.keys(pages)
const someLooks = ['overview', 'stories', 'story', 'sources']

/** Every page at both widths and in both colours; the other two pairings on the fullest pages. */
const looks = [
  { width: 390, colorScheme: 'dark', names: everyPage },
  { width: 1280, colorScheme: 'light', names: everyPage },
  { width: 390, colorScheme: 'light', names: someLooks },
  { width: 1280, colorScheme: 'dark', names: someLooks },
] as const

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** Runs every rule of axe-core on the page. Evaluated over the debugger: the page's own policy stays in force. */
async function accessibilityOf(
  page: Page,
): Promise<{ readonly passes: number; readonly violations: readonly string[] }> {
  await page.evaluate(axe.source)
  const found: { readonly passes: number; readonly violations: readonly Violation[] } = await page.evaluate(
    'axe.run().then(({ passes, violations }) => ({ passes: passes.length, violations }))',
  )
  const violations = found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  )
  return { passes: found.passes, violations }
}

if (browserFile === undefined)
  process.stdout.write('SKIPPED: no Chromium on this machine, the dashboard is not tested in a browser\n')

describe.skipIf(browserFile === undefined)('in Chromium', () => {
  let dashboard: Dashboard
  let browser: Browser
  const totals = { views: 0, passes: 0, violations: 0 }

  beforeAll(async () => {
    dashboard = await startDashboard()
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await dashboard.close()
    const { views, passes, violations } = totals
    process.stdout.write(`axe-core: ${views} views, ${passes} rules passed, ${violations} violations\n`)
  })

  describe.each(looks)('$width px wide, $colorScheme', ({ width, colorScheme, names }) => {
    let view: BrowserContext

    beforeAll(async () => {
      view = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    })

    afterAll(() => view.close())

    const views = Object.entries(pages).filter(([name]) => names.includes(name))
    test.each(views)('%s: no violation, no overflow, no error, one host', async (_, path) => {
      const page = await view.newPage()
      const errors: string[] = []
      const hosts = new Set<string>()
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('status of 404'))
          errors.push(message.text())
      })
      page.on('request', (request) => hosts.add(new URL(request.url()).origin))
      await page.goto(dashboard.url + path)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      expect(await page.title()).not.toBe('broken')
      expect(await page.locator('script').count()).toBe(1)
      const found = await accessibilityOf(page)
      totals.views += 1
      totals.passes += found.passes
      totals.violations += found.violations.length
      expect(found.violations).toEqual([])
      expect(found.passes).toBeGreaterThan(15)
      expect(errors).toEqual([])
      expect([...hosts]).toEqual([dashboard.url])
      await page.close()
    })
  })

  test('one click copies the line of YAML', async () => {
    const view = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await view.newPage()
    await page.goto(dashboard.url + storyAt(17))
    const line = page.locator('.corrections li', { hasText: 'Take the article of Newsmill out' })
    await line.getByRole('button').click()
    const copied: string = await page.evaluate('navigator.clipboard.readText()')
    expect(copied).toBe(
      'notSameStory: [["https://harbour.example/2026/11/170", "https://newsmill.example/2026/11/171"]]',
    )
    expect(await page.getByRole('status').textContent()).toBe(`Copied: ${copied}`)
    await view.close()
  })

  test('without a script nothing is missing but the copy buttons', async () => {
    const view = await browser.newContext({ javaScriptEnabled: false })
    const page = await view.newPage()
    await page.goto(`${dashboard.url}/dashboard/stories`)
    await page.getByRole('searchbox').fill('lighthouse')
    await page.getByRole('button', { name: 'Show' }).click()
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toContain(
      'Old lighthouse to become a school of navigation',
    )
    await page.getByRole('heading', { level: 3 }).first().getByRole('link').click()
    expect(new URL(page.url()).pathname).toMatch(/^\/dashboard\/story\//)
    expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(0)
    await view.close()
  })

  test('the keyboard alone leads from the top of a page to a story', async () => {
    const page = await browser.newPage()
    await page.goto(`${dashboard.url}/dashboard/stories`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.name')).toBe('q')
    await page.keyboard.type('ferry strike')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=ferry/)
    await page.getByRole('heading', { level: 3 }).first().getByRole('link').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/dashboard\/story\//)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Ferry strike ends')
    await page.close()
  })

  test('a phone reads the address of the feed from its code', async () => {
    const page = await browser.newPage()
    await page.goto(dashboard.url)
    await page.getByText('QR code for a phone').first().click()
    const picture = page.locator('.qr img').first()
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth') as number))
      .toBeGreaterThan(100)
    expect(await picture.getAttribute('alt')).toBe(`QR code of ${dashboard.url}/world.rss`)
    await page.close()
  })

  test('older stories follow, and none comes twice', async () => {
    const page = await browser.newPage()
    await page.goto(`${dashboard.url}/dashboard/stories`)
    const links = (): Promise<readonly string[]> =>
      page.locator('.story h3 a').evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''))
    const first = await links()
    await page.getByRole('link', { name: 'Older stories' }).click()
    const second = await links()
    expect([first.length, second.length]).toEqual([50, 42])
    expect(new Set([...first, ...second]).size).toBe(92)
    expect(await page.getByRole('link', { name: 'Older stories' }).count()).toBe(0)
    await page.close()
  })
})
