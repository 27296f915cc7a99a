/** Writes feeds to validate: random hostile stories, the goldens' stories, and every case of tests/stories through the whole product. */
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { cleanHtml } from '../../src/clean/clean-html.ts'
import { loadSettings } from '../../src/config/load-settings.ts'
import { openContext } from '../../src/context.ts'
import type { Article } from '../../src/model/article.ts'
import type { Log } from '../../src/model/log.ts'
import { runOnce } from '../../src/pipeline.ts'
import type { ComposedFeed } from '../../src/publish/compose-feed.ts'
import type { CleanedText } from '../../src/publish/compose-item.ts'
import { renderAtom } from '../../src/publish/render-atom.ts'
import { renderDropped } from '../../src/publish/render-dropped.ts'
import { renderJson } from '../../src/publish/render-json.ts'
import { renderRss } from '../../src/publish/render-rss.ts'
import { composeHostile, feed, story } from '../../tests/publish/hostile-stories.ts'
import { serveCase, type Case } from '../../tests/stories/serve-case.ts'

/** Where the samples are said to be served. */
export const baseUrl = 'https://feeds.example/out'
const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} }

function writeFeed(folder: string, { document, dropped }: ComposedFeed): void {
  mkdirSync(folder, { recursive: true })
  const { id } = document
  writeFileSync(path.join(folder, `${id}.rss`), renderRss(document))
  writeFileSync(path.join(folder, `${id}.atom`), renderAtom(document))
  writeFileSync(path.join(folder, `${id}.json`), renderJson(document))
  writeFileSync(path.join(folder, `${id}.dropped.atom`), renderDropped({ document, dropped }))
}

const cleanArticle = ({ html, url, publisher, title }: Article): CleanedText =>
  cleanHtml(html, { baseUrl: url, siteName: publisher, title })

/** The same `count` feeds for the same seed. */
export function writeHostile(folder: string, count: number, seed: number): void {
  const made = fc.sample(fc.tuple(fc.array(story, { maxLength: 4 }), feed), { numRuns: count, seed })
  for (const [at, [stories, settings]] of made.entries())
    writeFeed(
      path.join(folder, `hostile-${at}`),
      composeHostile(stories, settings, { baseUrl, clean: cleanArticle }),
    )
}

/** Runs every case through the product and keeps what it published. */
export async function writeCases(folder: string, casesFolder: string): Promise<void> {
  for (const file of globSync('*/case.json', { cwd: casesFolder }).toSorted()) {
    const told = JSON.parse(readFileSync(path.join(casesFolder, file), 'utf8')) as Case
    await publishCase(path.join(folder, path.dirname(file)), told)
  }
}

async function publishCase(target: string, told: Case): Promise<void> {
  const temp = mkdtempSync(path.join(tmpdir(), 'headwater-sample-'))
  const nowMs = Date.UTC(2026, 6, 1, 9)
  const served = await serveCase(told, nowMs)
  const file = path.join(temp, 'headwater.yaml')
  const sources = told.sources
    .filter(({ role }) => role !== 'web')
    .map(({ id, host, publisher, role }) => ({ id, url: `http://${host}/feed`, publisher, role }))
  const config = {
    state: 'state',
    http: { hosts: served.hosts },
    publish: { baseUrl, websub: 'https://hub.example/' },
    sources,
    overrides: told.overrides ?? {},
  }
  writeFileSync(file, JSON.stringify(config))
  const context = await openContext(await loadSettings(file, {}), silent, { spacingMs: 0, now: () => nowMs })
  try {
    const { signal } = new AbortController()
    await runOnce(context, { everySource: true, signal, onProgress() {} })
    cpSync(context.publicDir, target, { recursive: true })
  } finally {
    await context.close()
    await served.close()
    rmSync(temp, { recursive: true, force: true })
  }
}
