/** The payloads on disk in a real browser: as they come many of them run, cleaned none does. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanHtml } from '../../src/clean/clean-html.ts'
import { escapeXml } from '../../src/publish/prepare.ts'
import { browserFile, openBrowser } from '../serve/dashboard/browser.ts'

const payloads = readFileSync(path.join(import.meta.dirname, 'hostile-html.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')

/** As text: it runs in every frame, before anything else does. */
const watch = `for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.__ran = true }
document.addEventListener('click', (event) => {
  const link = event.target.closest('a')
  if (link !== null && /^(?:https?|mailto|tel):/.test(link.href)) event.preventDefault()
}, true)`
const click = `(async () => {
  for (const element of document.querySelectorAll('a, summary, [onclick]')) element.click()
  await new Promise((resolve) => setTimeout(resolve, 20))
  return window.__ran === true
})()`

let browser: Browser

/** Which of the fragments ran, each in a frame of its own; one whose frame went elsewhere ran too. */
async function running(fragments: readonly string[]): Promise<readonly string[]> {
  const context = await browser.newContext()
  await context.route('**/*', (route) => route.abort())
  await context.addInitScript(watch)
  const page = await context.newPage()
  const base = '<!doctype html><base href="https://reader.example/"><body>'
  const frames = fragments.map(
    (html, at) => `<iframe name="f${at}" srcdoc="${escapeXml(base + html)}"></iframe>`,
  )
  await page.setContent(frames.join(''), { waitUntil: 'load' })
  const found: string[] = []
  for (const [at, html] of fragments.entries()) {
    const ran = await page
      .frame({ name: `f${at}` })
      ?.evaluate<boolean>(click)
      .catch(() => true)
    if (ran !== false) found.push(html)
  }
  await context.close()
  return found
}

describe.skipIf(browserFile === undefined)('in Chromium', () => {
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('a script in a frame is noticed', async () => {
    expect(await running(['<p>still</p>', '<img src=x onerror=alert(1)>'])).toHaveLength(1)
  })

  test('no cleaned payload runs', async () => {
    const baseUrl = 'https://gazette.example/news/1'
    const cleaned = payloads.map((html) => cleanHtml(html, { baseUrl, title: html }))
    expect(await running(cleaned.map(({ html }) => html))).toEqual([])
    expect(await running(cleaned.map(({ title }) => title))).toEqual([])
  })
})
