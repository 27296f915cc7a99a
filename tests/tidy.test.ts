/** Checks the shape of the code itself: who may import whom, how long a file may be, what it is called. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** A stage knows the model, never another stage. Only the files at the root know every stage. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  config: ['model'],
  fetch: ['model'],
  parse: ['model'],
  normalize: ['model'],
  extract: ['model'],
  fingerprint: ['model'],
  match: ['model', 'fingerprint'],
  trace: ['model'],
  clean: ['model'],
  publish: ['model'],
  store: ['model'],
  schedule: ['model'],
  serve: ['model'],
  demo: ['model'],
  commands: ['model', 'config', 'schedule', 'serve', 'demo', '.'],
}

/** Folders that compute and nothing else: no sockets, no disk, no timers, no clock of their own. */
const pure = new Set([
  'model',
  'parse',
  'normalize',
  'extract',
  'fingerprint',
  'match',
  'trace',
  'clean',
  'publish',
])
const effects = /^(node:(fs|net|http|https|dns|child_process|timers|sqlite)|undici|pino|node-cron)(\/|$)/
const clockOrChance = /\b(Date\.now|new Date\(\)|Math\.random|process\.env|setTimeout|setInterval)\b/

const linesMax = 400
const imports =
  /^(?:import|export)\b[^'"]*?\bfrom\s+['"](?<from>[^'"]+)['"]|^import\s+['"](?<bare>[^'"]+)['"]/gm

const folderOf = (file: string): string => path.dirname(file).split(path.sep)[0] ?? '.'
const files = globSync('**/*.ts', { cwd: 'src' }).toSorted()

describe.each(files)('%s', (file) => {
  const folder = folderOf(file)
  const source = readFileSync(path.join('src', file), 'utf8')

  test('imports only what its folder may', () => {
    const trespasses: string[] = []
    for (const { groups } of source.matchAll(imports)) {
      const target = groups?.['from'] ?? groups?.['bare'] ?? ''
      if (!target.startsWith('.')) {
        if (pure.has(folder) && effects.test(target)) trespasses.push(`${folder} -> ${target}`)
        continue
      }
      const other = folderOf(path.join(path.dirname(file), target))
      const allowed = folder === '.' || other === folder || mayImport[folder]?.includes(other) === true
      if (!allowed) trespasses.push(`${folder} -> ${other}`)
    }
    expect(trespasses).toEqual([])
  })

  test(`has at most ${linesMax} lines, a kebab-case name and an opening sentence`, () => {
    expect(source.split('\n').length).toBeLessThanOrEqual(linesMax)
    expect(path.basename(file)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/)
    expect(source.replace(/^#!.*\n/, '')).toMatch(/^\/\*\*/)
  })
})

const pureFiles = files.filter((file) => pure.has(folderOf(file)))

test.each(pureFiles)('%s takes its clock and its luck from the caller', (file) => {
  expect(readFileSync(path.join('src', file), 'utf8')).not.toMatch(clockOrChance)
})
