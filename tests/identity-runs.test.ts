/** Identity over real runs: random outlets print random texts in random order, the process restarts after each run, and a reader watches. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadSettings } from '../src/config/load-settings.ts'
import { openContext } from '../src/context.ts'
import { createLog } from '../src/create-log.ts'
import { runOnce } from '../src/pipeline.ts'
import { childrenOf, parseStrictXml, textOfOne } from './publish/strict-xml.ts'
import { serveCase, type CaseEntry, type CaseSource } from './stories/serve-case.ts'

const startMs = Date.UTC(2026, 6, 1, 9)
const roundMs = 2 * 3_600_000
const roundsMax = 4
const outlets = ['skerry', 'tollhaven', 'oxmoor'] as const
/** Each text with its reworded form: copies that only the matcher sees through. */
const texts = [
  'kiln.txt',
  'kiln-spun.txt',
  'glocke.txt',
  'glocke-spun.txt',
  'reservoir.txt',
  'reservoir-spun.txt',
]

interface Printing {
  readonly outlet: (typeof outlets)[number]
  readonly text: string
  readonly round: number
  readonly hoursAgo: number
  readonly isAbridged: boolean
}

const printing: fc.Arbitrary<Printing> = fc.record({
  outlet: fc.constantFrom(...outlets),
  text: fc.constantFrom(...texts),
  round: fc.integer({ min: 1, max: roundsMax }),
  hoursAgo: fc.integer({ min: 1, max: 20 }),
  isAbridged: fc.boolean(),
})

function sourcesOf(printings: readonly Printing[]): readonly CaseSource[] {
  return outlets.map((id) => ({
    id,
    host: `${id}.example`,
    publisher: `${id} post`,
    role: 'auto',
    entries: printings
      .filter(({ outlet }) => outlet === id)
      .map(({ text, round, hoursAgo, isAbridged }): CaseEntry => ({
        path: `/${text.replace('.txt', '')}${isAbridged ? '-short' : ''}`,
        paragraphs: text,
        round,
        hoursAgo,
        ...(isAbridged ? { keep: [0, 1, 2, 3] } : {}),
      })),
  }))
}

/** What a reader remembers: the id under which it got each address, as link or as copy. */
class Reader {
  readonly #knownIds = new Set<string>()
  readonly #shownAs = new Map<string, string>()

  read(atom: string): void {
    const entries = childrenOf(parseStrictXml(atom), 'entry').map((entry) => ({
      id: textOfOne(entry, 'id'),
      addresses: childrenOf(entry, 'link')
        .filter(({ attributes }) => attributes['rel'] === 'alternate' || attributes['rel'] === 'via')
        .map(({ attributes }) => attributes['href'] ?? ''),
    }))
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
    for (const { id, addresses } of entries)
      if (!this.#knownIds.has(id))
        for (const address of addresses) expect(this.#shownAs.get(address)).toBeUndefined()
    for (const { id, addresses } of entries) {
      this.#knownIds.add(id)
      for (const address of addresses) this.#shownAs.set(address, id)
    }
  }
}

async function live(printings: readonly Printing[], limits: readonly number[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-identity-'))
  const sources = sourcesOf(printings)
  const served = await serveCase({ sources }, startMs)
  const reader = new Reader()
  try {
    for (const [at, limit] of limits.entries()) {
      const file = path.join(folder, 'headwater.yaml')
      const config = {
        state: 'state',
        http: { hosts: served.hosts },
        sources: sources.map(({ id, host }) => ({ id, url: `http://${host}/feed` })),
        feeds: [{ id: 'all', title: `All, round ${at}`, limit, keep: at % 2 === 0 ? 'original' : 'longest' }],
      }
      writeFileSync(file, JSON.stringify(config))
      served.setRound(at + 1)
      const now = (): number => startMs + at * roundMs
      const context = await openContext(await loadSettings(file, {}), createLog('silent'), {
        spacingMs: 0,
        now,
      })
      const { signal } = new AbortController()
      await runOnce(context, { everySource: true, signal, onProgress() {} })
      await context.close()
      reader.read(readFileSync(path.join(folder, 'state', 'public', 'all.atom'), 'utf8'))
    }
  } finally {
    await served.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

test('no reader gets an item twice as new', { timeout: 120_000 }, async () => {
  const history = fc.tuple(
    fc.array(printing, { minLength: 4, maxLength: 10 }),
    fc.array(fc.constantFrom(100, 100, 2), { minLength: roundsMax, maxLength: roundsMax }),
  )
  await fc.assert(
    fc.asyncProperty(history, ([printings, limits]) => live(printings, limits)),
    {
      numRuns: 6,
      interruptAfterTimeLimit: 40_000,
    },
  )
})
