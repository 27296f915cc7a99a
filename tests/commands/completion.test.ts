/** Completion: bash runs its script; the others are read for every command and option. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandTable } from '../../src/command-table.ts'
import type { Command } from '../../src/commands/command.ts'
import { renderBash, renderFish, renderZsh } from '../../src/commands/render-completion.ts'

let commands: readonly Command[]
let dir = ''
beforeAll(async () => {
  commands = await Promise.all(Object.values(commandTable).map((load) => load()))
  dir = mkdtempSync(path.join(tmpdir(), 'headwater-completion-'))
  writeFileSync(path.join(dir, 'headwater.bash'), renderBash(commands))
  writeFileSync(path.join(dir, 'list.opml'), '')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What bash offers for the words typed so far; the last one is being typed. */
function completeInBash(...words: readonly string[]): readonly string[] {
  const program =
    'source ./headwater.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _headwater; printf "%s\\n" "${COMPREPLY[@]}"'
  const { status, stdout, stderr } = spawnSync('bash', ['-c', program, 'bash', ...words], {
    cwd: dir,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout.split('\n').filter((line) => line !== '')
}

describe('bash', () => {
  test.each([
    [['headwater', 'r'], ['run']],
    [
      ['headwater', 'help', 'st'],
      ['start', 'status'],
    ],
    [['headwater', 'run', '--d'], ['--dry-run']],
    [
      ['headwater', 'run', '--log-level', ''],
      ['debug', 'info', 'warn', 'error', 'silent'],
    ],
    [['headwater', 'run', '--config', 'li'], ['list.opml']],
    [['headwater', 'import', 'l'], ['list.opml']],
    [['headwater', 'completion', 'f'], ['fish']],
    [['headwater', 'nothing', ''], []],
  ])('after %j offers %j', (words, expected) => {
    expect(completeInBash(...words)).toEqual(expected)
  })

  test('knows every command and every option', () => {
    expect(completeInBash('headwater', '')).toEqual(
      expect.arrayContaining([...Object.keys(commandTable), 'help', '--version']),
    )
    for (const { name, options } of commands)
      expect(completeInBash('headwater', name, '--')).toEqual(
        expect.arrayContaining([...Object.keys(options).map((option) => `--${option}`), '--help']),
      )
  })
})

describe.each([
  ['zsh', renderZsh],
  ['fish', renderFish],
])('%s', (_, render) => {
  test('has every command with its summary and every option', () => {
    const script = render(commands)
    for (const { name, options } of commands) {
      expect(script).toContain(name)
      for (const option of Object.keys(options)) expect(script).toMatch(new RegExp(`(?:--|-l )${option}\\b`))
    }
  })

  test('keeps a quote in a summary from ending the word', () => {
    const command: Command = {
      name: 'odd',
      summary: `it's a [word]: "x"`,
      usage: 'headwater odd',
      options: { level: { type: 'string', choices: ['a', 'b'], summary: `the user's` } },
      examples: ['headwater odd'],
      run: async () => 0,
    }
    const script = render([command])
    expect(script.replaceAll(/'\\''|\\'/g, '').match(/'/g)?.length ?? 0).toSatisfy(
      (count: number) => count % 2 === 0,
    )
  })
})
