/** What most commands begin with: read the configuration, open the context, close it whatever happens. */
import path from 'node:path'
import { loadSettings } from '../config/load-settings.ts'
import { openContext, type Context, type ContextOverrides } from '../context.ts'
import { createLog } from '../create-log.ts'
import type { Log } from '../model/log.ts'
import type { Settings } from '../model/settings.ts'
import type { CommandOption, Invocation } from './command.ts'

/** Options that every command reading the configuration takes. */
export const configOptions: Readonly<Record<string, CommandOption>> = {
  config: { type: 'string', value: 'FILE', summary: 'the configuration (default config/headwater.yaml)' },
  'log-level': { type: 'string', value: 'LEVEL', summary: 'debug, info, warn, error or silent' },
}

export const jsonOption: Readonly<Record<string, CommandOption>> = {
  json: { type: 'boolean', summary: 'print one JSON object instead of a table' },
}

const levels: readonly string[] = ['debug', 'info', 'warn', 'error', 'silent']

/** Text of an option; undefined when it was not given. */
export function textOption(invocation: Invocation, name: string): string | undefined {
  const value = invocation.values[name]
  return typeof value === 'string' ? value : undefined
}

/** Rejects with ConfigError. */
export async function readSettings(invocation: Invocation): Promise<Settings> {
  const { io } = invocation
  const file = path.resolve(io.cwd, textOption(invocation, 'config') ?? 'config/headwater.yaml')
  return loadSettings(file, io.env)
}

/** On a terminal a person reads tables: only trouble is logged there unless asked otherwise. */
export function openLog(invocation: Invocation): Log {
  const asked = textOption(invocation, 'log-level') ?? invocation.io.env['HEADWATER_LOG_LEVEL'] ?? ''
  const level = levels.includes(asked) ? asked : invocation.io.isTerminal ? 'error' : 'info'
  return createLog(level)
}

/** Rejects with what `work` rejects with, and with ConfigError or StoreError of the opening. */
export async function withContext<T>(
  invocation: Invocation,
  work: (context: Context) => Promise<T>,
  overrides: ContextOverrides = {},
): Promise<T> {
  const settings = await readSettings(invocation)
  const context = await openContext(settings, openLog(invocation), overrides)
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}
