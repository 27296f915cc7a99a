#!/usr/bin/env -S node --max-semi-space-size=4 --disable-warning=ExperimentalWarning
/** Words typed become a command; the only place that sets an exit code. */
import { parseArgs } from 'node:util'
import { renderCommandHelp, renderHelp } from './cli-page.ts'
import { commandTable } from './command-table.ts'
import type { Command, Invocation, Io } from './commands/command.ts'
import { didYouMean } from './config/nearest-word.ts'
import { explainError, HeadwaterError, UsageError } from './model/errors.ts'
import { version } from './version.ts'

function openIo(): Io {
  const ending = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort(signal))
  // A reader that goes away (`| head`) ends the output, not the work.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stdout.isTTY && process.stderr.isTTY,
    env: process.env,
    cwd: process.cwd(),
    signal: ending.signal,
  }
}

/** Throws UsageError for an option the command does not have, and for more words than it takes. */
function readWords(command: Command, words: readonly string[], io: Io): Invocation {
  const help = { type: 'boolean', short: 'h' } as const
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type }]) => [name, { type }]),
  )
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...options, help },
      allowPositionals: true,
    })
    const surplus = positionals[command.positionals ?? 0]
    if (surplus !== undefined && values['help'] !== true)
      throw new UsageError(`${command.name}: unexpected argument "${surplus}"; usage: ${command.usage}`)
    return { values, positionals, io }
  } catch (error) {
    if (error instanceof UsageError) throw error
    const unknown = /'--?([\w-]+)/.exec(explainError(error))?.[1] ?? ''
    const hint = unknown in command.options ? '' : didYouMean(unknown, Object.keys(command.options))
    throw new UsageError(`${command.name}: ${explainError(error).split('. ')[0] ?? ''}${hint}`, {
      cause: undefined,
    })
  }
}

/** Resolves to the exit code. Rejects with UsageError, ConfigError or StoreError when the command could not run. */
async function runWords(words: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined) {
    io.err(await renderHelp())
    return 2
  }
  if (name === '--version') io.out(`${version}\n`)
  else if (name === '--help' || name === '-h' || name === 'help') io.out(await renderHelp())
  else {
    const load = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined
    if (load === undefined)
      throw new UsageError(
        `unknown command "${name}"${didYouMean(name, Object.keys(commandTable))}; see headwater --help`,
      )
    const command = await load()
    const invocation = readWords(command, rest, io)
    if (invocation.values['help'] !== true) return command.run(invocation)
    io.out(renderCommandHelp(command))
  }
  return 0
}

const io = openIo()
try {
  process.exitCode = await runWords(process.argv.slice(2), io)
} catch (error) {
  const known = error instanceof HeadwaterError
  io.err(`${known || !(error instanceof Error) ? explainError(error) : (error.stack ?? error.message)}\n`)
  process.exitCode = 2
}
