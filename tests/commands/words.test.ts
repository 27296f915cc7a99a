/** What is typed at the command line and what comes of it, by exit code and first line. */
import { describe, expect, test } from 'vitest'
import { renderCommandHelp, renderHelp } from '../../src/cli-page.ts'
import { commandTable } from '../../src/command-table.ts'
import { version } from '../../src/version.ts'
import { runCli } from '../end-to-end/run-cli.ts'

test.concurrent.each([
  ['--help', 0, 'usage: headwater COMMAND [options]'],
  ['--version', 0, version],
  ['run --help', 0, 'usage: headwater run [--config FILE] [--now] [--strict] [--dry-run] [--json]'],
])('"%s" answers on standard output', async (words, code, start) => {
  const finished = await runCli(...words.split(' '))
  expect(finished).toMatchObject({ code, err: '' })
  expect(finished.out.split('\n')[0]).toBe(start)
})

test.concurrent.each([
  ['rnu', 'unknown command "rnu" (did you mean "run"?)'],
  ['constructor', 'unknown command "constructor"'],
  ['run --nwo', "Unknown option '--nwo'"],
  ['run --config', "'--config <value>' argument missing"],
  ['explain', 'explain takes one URL or story id'],
  ['check --config no-such-file.yaml', 'no-such-file.yaml:1:1: cannot be read: no such file'],
])('"%s" exits with 2 and one line that says what is wrong', async (words, says) => {
  const { code, out, err } = await runCli(...words.split(' '))
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toContain(says)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})

test.concurrent('without a word there is help, but nothing was done', async () => {
  const { code, out, err } = await runCli()
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^usage: headwater COMMAND/)
})

describe.each(Object.entries(commandTable))('%s', (name, load) => {
  test('goes by the name it is asked for, and shows itself', async () => {
    const command = await load()
    expect(command.name).toBe(name)
    expect(command.usage).toMatch(new RegExp(`^headwater ${name}\\b`))
    expect(command.examples.length).toBeGreaterThan(0)
    for (const example of command.examples) expect(example).toMatch(new RegExp(`^headwater ${name}\\b`))
    expect(await renderHelp()).toContain(`  ${name.padEnd(10)}  ${command.summary}\n`)
  })

  test('explains every option it takes, and its examples use no other', async () => {
    const command = await load()
    const help = renderCommandHelp(command)
    for (const [option, { summary }] of Object.entries(command.options)) {
      expect(help).toContain(`--${option}`)
      expect(summary).not.toBe('')
    }
    const used = [command.usage, ...command.examples].join(' ').matchAll(/--([\w-]+)/g)
    for (const [, option = ''] of used) expect(Object.keys(command.options)).toContain(option)
  })
})
