/** The help of the commands, for a terminal and as docs/cli.md: both from the commands themselves. */
import { commandTable } from './command-table.ts'
import type { Command } from './commands/command.ts'

/** What a code means for every command that says nothing else. */
const exitCodes: Readonly<Record<number, string>> = {
  0: 'done',
  1: 'done, with failures or findings',
  2: 'could not run: a slip on the command line, a mistake in the configuration, a state that cannot be used',
}

const exitLine = 'Exit codes: 0 done, 1 done with failures or findings, 2 could not run.'

const environment: readonly (readonly [name: string, summary: string])[] = [
  ['HEADWATER_LOG_LEVEL', 'the log level where --log-level is not given'],
  ['NO_COLOR', 'set to anything, no colour; there is none without a terminal'],
  ['TZ', 'the time zone a cron expression under schedule: is read in'],
]

/** Text columns of a terminal; longer descriptions are broken. */
const widthMax = 92

function wrap(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < widthMax)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function columns(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function optionLines({ options }: Command): readonly string[] {
  const own = Object.entries(options).map(
    ([name, { value, summary }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, summary] as const,
  )
  return columns([...own, ['-h, --help', 'this help']])
}

const exitLines = (command: Command): readonly string[] =>
  columns(
    Object.entries({ ...exitCodes, ...command.exitCodes }).map(([code, words]) => [code, words] as const),
  )

/** `headwater run --help`. */
export function renderCommandHelp(command: Command): string {
  const { usage, summary, description = [], examples } = command
  const lines = [
    `usage: ${usage}`,
    '',
    summary,
    ...description.flatMap((paragraph) => ['', ...wrap(paragraph)]),
    '',
    'options:',
    ...optionLines(command),
    '',
    'examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    'exit codes:',
    ...exitLines(command),
  ]
  return `${lines.join('\n')}\n`
}

async function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(commandTable).map((load) => load()))
}

/** `headwater --help`. */
export async function renderHelp(): Promise<string> {
  const commands = await allCommands()
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(10)}  ${summary}`)
  const options = [
    '  --help      this page; headwater help COMMAND tells of a command',
    '  --version   the version',
  ]
  return `${['usage: headwater COMMAND [options]', '', ...rows, '', ...options, '', exitLine].join('\n')}\n`
}

/** docs/cli.md as it has to be. */
export async function renderCliPage(): Promise<string> {
  const commands = await allCommands()
  const parts = commands.map(
    (command) => `## ${command.name}\n\n\`\`\`text\n${renderCommandHelp(command)}\`\`\`\n`,
  )
  const intro =
    'In a checkout: `npm run --silent headwater -- COMMAND`. This page is made from the commands themselves (`npm run generate`).'
  const list = commands.map(
    ({ name, summary }) => `| [\`${name}\`](#${name}) | ${summary.replaceAll('|', String.raw`\|`)} |`,
  )
  const table = ['| command | does |', '| --- | --- |', ...list].join('\n')
  const codes = Object.entries(exitCodes).map(([code, words]) => `| ${code} | ${words} |`)
  const codeTable = ['| exit code | means |', '| --- | --- |', ...codes].join('\n')
  const variables = environment.map(([name, summary]) => `| \`${name}\` | ${summary} |`)
  const variableTable = ['| variable | means |', '| --- | --- |', ...variables].join('\n')
  const manners =
    'The answer of a command goes to standard output, the log and what went wrong to standard error. A run that takes longer than a second draws a bar, on a terminal only. `headwater completion bash` (or `zsh`, `fish`) prints a script that completes commands and options.'
  return `# Commands\n\n${intro}\n\n${table}\n\n${manners}\n\n${codeTable}\n\n${variableTable}\n\n${parts.join('\n')}`
}
