/** Proves that the gate can fail: each fault, seeded into a copy of the checkout, turns it red. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
let copy = ''

const sample = 'tests/gate/sample.test.ts'
const green = `/** A sample. */\nimport { expect, test } from 'vitest'\n\ntest('adds', () => {\n  expect(1 + 1).toBe(2)\n})\n`

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: copy, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  return stdout
}

function gate(): { readonly status: number | null; readonly out: string } {
  const run = spawnSync('npm', ['test', '--', sample], { cwd: copy, encoding: 'utf8', timeout: 240_000 })
  return { status: run.status, out: run.stdout }
}

const closing = (out: string): string => out.trimEnd().split('\n').at(-1) ?? ''

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'headwater gate '))
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of listed.stdout.split('\0').filter((name) => name !== '')) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true })
    cpSync(path.join(root, file), path.join(copy, file))
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  writeFileSync(path.join(copy, sample), green)
  git('init', '-q')
  git('add', '-A')
  git('-c', 'user.name=gate', '-c', 'user.email=gate@headwater.example', 'commit', '-qm', 'a copy')
})

afterAll(() => rmSync(copy, { recursive: true, force: true }))

const faults: readonly (readonly [name: string, says: string, seed: () => void])[] = [
  [
    'a stale generated file',
    'FAIL generated files',
    () => appendFileSync(path.join(copy, 'docs/cli.md'), 'by hand\n'),
  ],
  [
    'a generated file that is not committed',
    'config/headwater.schema.json is not committed',
    () => void git('rm', '-q', '--cached', 'config/headwater.schema.json'),
  ],
  [
    'a type error',
    'FAIL types',
    () =>
      writeFileSync(
        path.join(copy, 'bench/seeded.ts'),
        `/** Wrong. */\nexport const wrong: number = 'one'\n`,
      ),
  ],
  [
    'a lint finding',
    'FAIL lint',
    () =>
      writeFileSync(
        path.join(copy, 'bench/seeded.ts'),
        `/** Wrong. */\nexport function wrong(): void {\n  void (1 == Number('1'))\n  Promise.resolve()\n}\n`,
      ),
  ],
  [
    'a failing test',
    '1 failed',
    () => writeFileSync(path.join(copy, sample), green.replace('toBe(2)', 'toBe(3)')),
  ],
]

describe('the gate', () => {
  test('is green on the checkout as it stands', { timeout: 300_000 }, () => {
    const { status, out } = gate()
    expect(out).toContain('ok   types')
    expect(closing(out)).toMatch(/^\d+ passed, 0 failed$/)
    expect(status).toBe(0)
  })

  test.each(faults)('turns red on %s', { timeout: 300_000 }, (_name, says, seed) => {
    try {
      seed()
      const { status, out } = gate()
      expect(out).toContain(says)
      expect(closing(out)).toMatch(/^\d+ passed, [1-9]\d* failed$/)
      expect(status).not.toBe(0)
    } finally {
      git('reset', '-q', '--hard')
      git('clean', '-qfd', '-e', 'node_modules')
    }
  })
})
