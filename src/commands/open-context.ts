/** What most commands begin with: read the configuration, open the context, close it whatever happens. */
import path from 'node:path'
import { loadSettingsAndNotices, type LoadedSettings } from '../config/load-settings.ts'
import { openContext, type Context, type ContextOverrides } from '../context.ts'
import { createLog } from '../create-log.ts'
import { didYouMean } from '../config/nearest-word.ts'
import { UsageError } from '../model/errors.ts'
import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'
import type { CommandOption, Invocation } from './command.ts'

const levels: readonly string[] = ['debug', 'info', 'warn', 'error', 'silent']

/** Options that every command reading the configuration takes. */
export const configOptions: Readonly<Record<string, CommandOption>> = {
  config: { type: 'string', value: 'FILE', summary: 'the configuration (default config/headwater.yaml)' },
  'log-level': {
    type: 'string',
    value: 'LEVEL',
    choices: levels,
    summary: 'debug, info, warn, error or silent (default info, on a terminal error)',
  },
}

export const jsonOption: Readonly<Record<string, CommandOption>> = {
  json: { type: 'boolean', summary: 'print one JSON object instead of a table' },
}

/** Text of an option; undefined when it was not given. */
export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The configuration with all that is known of it. Rejects with ConfigError. */
export async function loadConfig(invocation: Invocation): Promise<LoadedSettings> {
  const { io } = invocation
  const file = path.resolve(io.cwd, textOption(invocation, 'config') ?? 'config/headwater.yaml')
  return loadSettingsAndNotices(file, io.env)
}

/** Rejects with ConfigError. */
export async function readSettings(invocation: Invocation): Promise<Settings> {
  return (await loadConfig(invocation)).settings
}

/** On a terminal a person reads tables: only trouble is logged there unless asked otherwise. Throws UsageError. */
export function openLog(invocation: Invocation): Log {
  const { io } = invocation
  const option = textOption(invocation, 'log-level')
  const asked = option ?? io.env['HEADWATER_LOG_LEVEL']
  if (asked === undefined || asked === '') return createLog(io.isTerminal ? 'error' : 'info')
  if (levels.includes(asked)) return createLog(asked)
  const where = option === undefined ? 'HEADWATER_LOG_LEVEL' : '--log-level'
  const hint = didYouMean(asked, levels)
  throw new UsageError(`${where}: unknown level "${asked}"${hint}; one of ${levels.join(', ')}`)
}

/** Rejects with what `work` rejects with, and with ConfigError or StoreError of the opening. */
export async function withContext<T>(
  invocation: Invocation,
  work: (context: Context, loaded: LoadedSettings) => Promise<T>,
  overrides: ContextOverrides = {},
): Promise<T> {
  const log = openLog(invocation)
  const loaded = await loadConfig(invocation)
  const context = await openContext(loaded.settings, log, overrides)
  try {
    return await work(context, loaded)
  } finally {
    await context.close()
  }
}
