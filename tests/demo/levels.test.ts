/** The demo shows every level of proof, and the reworded repost of a report that everyone has comes first. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { DemoSummary } from '../../src/commands/render-demo.ts'
import { renderDemoSummary } from '../../src/commands/render-demo.ts'
import { originLevels } from '../../src/model/evidence.ts'
import { askCli } from '../end-to-end/run-cli.ts'

let summary: DemoSummary
beforeAll(async () => {
  ;({ summary } = await askCli<{ summary: DemoSummary }>('demo', '--once'))
})

test.each(originLevels)('%s is there', (level) => {
  expect(summary.origins[level]).toBeGreaterThan(0)
})

test('the repost that started it all comes first, linked to its original', () => {
  expect(summary.stories[0]).toMatchObject({
    publisher: 'Harbour Ledger',
    level: 'E4',
    link: 'http://harbourledger.example/news/veldland-and-osmark-sign-harbour-pact',
  })
  expect(summary.stories[0]?.copies).toContain('newsmill (spun)')
})

describe('what only copies carry', () => {
  test.each([
    ['The Varn Record', 'E3', undefined, 'http://varnrecord.example/'],
    ['Sundwire', 'E4', undefined, 'http://sundwire.example/'],
    ['Skerry Gazette', 'E2', 'tollhavenquarterly.example', 'http://skerrygazette.example/'],
    ['Skerry Gazette', 'E1', 'Osmark Press Bureau', 'http://skerrygazette.example/'],
    ['Clickmill', 'EX', 'Harbour Ledger', 'http://clickmill.example/'],
  ])('%s at %s, named %s', (publisher, level, via, link) => {
    const story = summary.stories.find((one) => one.publisher === publisher && one.level === level)
    expect(story?.via).toBe(via)
    expect(story?.link.startsWith(link)).toBe(true)
  })
})

test('the table says in words what a claim is worth', () => {
  const table = renderDemoSummary(summary)
  expect(table).toContain('Skerry Gazette (names Osmark Press Bureau)')
  expect(table).toContain('Clickmill (falsely claims Harbour Ledger)')
  for (const level of originLevels) expect(table).toMatch(new RegExp(`\\b${level} \\d`))
})
