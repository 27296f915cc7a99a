/**
 * Published feeds before outside judges, offline:
 * `node bench/publish/validate.ts --w3c CHECKOUT [--python PROGRAM] [--hostile N] [--seed S] [--cases] [FOLDER ...]`.
 */
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { baseUrl, writeCases, writeHostile } from './write-samples.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    w3c: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    hostile: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
})

const eventSchema = z.object({
  file: z.string(),
  level: z.enum(['error', 'warning']),
  kind: z.string(),
  params: z.record(z.string(), z.string()),
})
type Event = z.output<typeof eventSchema>

const root = path.join(import.meta.dirname, '../..')

/** Every RSS and Atom file below a folder, as the validator's driver wants them. */
function listFeeds(folder: string): readonly string[] {
  return globSync(['**/*.rss', '**/*.atom'], { cwd: folder })
    .toSorted()
    .map((name) => `${path.join(folder, name)}\t${baseUrl}/${path.basename(name)}`)
}

function judge(checkout: string, lines: readonly string[]): readonly Event[] {
  const driver = path.join(import.meta.dirname, 'w3c-events.py')
  const { stdout, stderr, status } = spawnSync(values.python, [driver, checkout], {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const found = stdout.split('\n').filter((line) => line !== '')
  if (status !== 0 || found.pop() !== '{"done": true}')
    throw new Error(`the validator did not finish: ${stderr.slice(-2_000)}`)
  return found.map((line) => eventSchema.parse(JSON.parse(line)))
}

const work = values.keep ?? mkdtempSync(path.join(tmpdir(), 'headwater-validate-'))
try {
  if (values.w3c === undefined) throw new Error('--w3c names a copy of github.com/w3c/feedvalidator')
  writeHostile(work, Number(values.hostile), Number(values.seed))
  if (values.cases) await writeCases(work, path.join(root, 'tests/stories'))
  const folders = [work, path.join(root, 'tests/publish/goldens'), ...positionals]
  const lines = folders.flatMap(listFeeds)
  const events = judge(values.w3c, lines)
  const errors = events.filter(({ level }) => level === 'error')
  console.log(`${lines.length} feeds: ${errors.length} errors, ${events.length - errors.length} warnings`)
  for (const [kind, own] of Map.groupBy(events, (event) => `${event.level} ${event.kind}`)) {
    const [first] = own
    const files = new Set(own.map(({ file }) => file)).size
    console.log(
      `${kind}: ${own.length} in ${files} files, first ${first?.file} ${JSON.stringify(first?.params)}`,
    )
  }
  process.exitCode = errors.length === 0 ? 0 : 1
} finally {
  if (values.keep === undefined) rmSync(work, { recursive: true, force: true })
}
