#!/usr/bin/env -S node --max-semi-space-size=2 --heap-growing-percent=60 --disable-warning=ExperimentalWarning
/** Words typed become a command; the only place that sets an exit code. */
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { renderCommandHelp, renderHelp } from './cli-page.ts'
import { commandTable } from './command-table.ts'
import type { Command, Invocation, Io } from './commands/command.ts'
import { wantsColour } from './commands/paint.ts'
import { didYouMean, nearestWord } from './config/nearest-word.ts'
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
    colour: wantsColour(process.stdout.isTTY, process.env),
    env: process.env,
    cwd: process.cwd(),
    signal: ending.signal,
  }
}

/** The first sentence of what parseArgs says, with the option that was probably meant. */
function optionProblem({ options }: Command, message: string): string {
  const [problem = ''] = message.split('. ')
  const unknown = /'--?([\w-]+)/.exec(problem)?.[1] ?? ''
  const nearest = unknown in options ? undefined : nearestWord(unknown, [...Object.keys(options), 'help'])
  return nearest === undefined ? problem : `${problem} (did you mean "--${nearest}"?)`
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
    throw new UsageError(`${command.name}: ${optionProblem(command, explainError(error))}`)
  }
}

/** Throws UsageError for a word that is no command. */
function findCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined
  if (load !== undefined) return load()
  const hint = didYouMean(name, Object.keys(commandTable))
  throw new UsageError(`unknown command "${name}"${hint}; see headwater --help`)
}

/** `headwater help`, `headwater help run`. */
async function showHelp(words: readonly string[], io: Io): Promise<number> {
  const [name] = words.filter((word) => !word.startsWith('-'))
  io.out(
    name === undefined || name === 'help' ? await renderHelp() : renderCommandHelp(await findCommand(name)),
  )
  return 0
}

/** Resolves to the exit code. Rejects with UsageError, ConfigError or StoreError when the command could not run. */
async function runWords(words: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = words
  if (name === undefined) {
    io.err(await renderHelp())
    return 2
  }
  if (name === '--version' || name === '-v' || name === 'version') {
    io.out(`${version}\n`)
    return 0
  }
  if (name === '--help' || name === '-h' || name === 'help') return showHelp(rest, io)
  const command = await findCommand(name)
  const invocation = readWords(command, rest, io)
  if (invocation.values['help'] !== true) return command.run(invocation)
  io.out(renderCommandHelp(command))
  return 0
}

// Commands are loaded from here on. In a checkout `keep-compiled.js` came first; where it did not, this is in time for most.
enableCompileCache(path.resolve(import.meta.dirname, '../node_modules/.cache/headwater'))
const io = openIo()
try {
  process.exitCode = await runWords(process.argv.slice(2), io)
} catch (error) {
  const known = error instanceof HeadwaterError
  io.err(`${known || !(error instanceof Error) ? explainError(error) : (error.stack ?? error.message)}\n`)
  process.exitCode = 2
}
