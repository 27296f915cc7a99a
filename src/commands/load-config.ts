/** The configuration with all that is known of it, for the commands that speak about the file itself. */
import path from 'node:path'
import { loadSettingsAndNotices, type LoadedSettings } from '../config/load-settings.ts'
import type { Invocation } from './command.ts'
import { textOption } from './open-context.ts'

/** Rejects with ConfigError. */
export async function loadConfig(invocation: Invocation): Promise<LoadedSettings> {
  const { io } = invocation
  const file = path.resolve(io.cwd, textOption(invocation, 'config') ?? 'config/headwater.yaml')
  return loadSettingsAndNotices(file, io.env)
}
