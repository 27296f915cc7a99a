/** The help of the commands, for a terminal and as docs/cli.md: both from the commands themselves. */
import { commandTable } from './command-table.ts'
import type { Command } from './commands/command.ts'

const exitCodes = 'Exit codes: 0 done, 1 done with failures or findings, 2 could not run.'

function optionLines({ options }: Command): readonly string[] {
  const rows = Object.entries(options).map(
    ([name, { value, summary }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, summary] as const,
  )
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

/** `headwater run --help`. */
export function renderCommandHelp(command: Command): string {
  const examples = command.examples.map((example) => `  ${example}`)
  const lines = [
    `usage: ${command.usage}`,
    '',
    command.summary,
    '',
    'options:',
    ...optionLines(command),
    '',
    'examples:',
    ...examples,
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
  const options = ['  --help      this page, or the help of a command', '  --version   the version']
  return `${['usage: headwater COMMAND [options]', '', ...rows, '', ...options, '', exitCodes].join('\n')}\n`
}

/** docs/cli.md as it has to be. */
export async function renderCliPage(): Promise<string> {
  const commands = await allCommands()
  const parts = commands.map(
    ({ name, ...rest }) => `## ${name}\n\n\`\`\`text\n${renderCommandHelp({ name, ...rest })}\`\`\`\n`,
  )
  const intro =
    'In a checkout: `npm run --silent headwater -- COMMAND`. This page is made from the commands themselves (`npm run generate`).'
  return `# Commands\n\n${intro}\n\n${exitCodes}\n\n${parts.join('\n')}`
}
