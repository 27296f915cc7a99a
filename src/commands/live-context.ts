/** A context that can be changed for another while the process goes on: the settings of the moment. */
import { isDeepStrictEqual } from 'node:util'
import type { LoadedSettings } from '../config/load-settings.ts'
import { openContext, type Context } from '../context.ts'
import type { Log } from '../model/log.ts'

export interface LiveContext {
  /** The context of the moment. */
  readonly context: () => Context
  readonly loaded: () => LoadedSettings
  /** Resolves when the new settings are in force. Rejects with StoreError; the old ones then stay. */
  change(loaded: LoadedSettings): Promise<void>
  close(): Promise<void>
}

/** Pages that are being made may still read from the context before; then it is closed. */
const graceMs = 5_000

/** Rejects with StoreError. */
export async function openLiveContext(first: LoadedSettings, log: Log): Promise<LiveContext> {
  const { stateDir, serve } = first.settings
  let loaded = first
  let context = await openContext(first.settings, log)
  const retired = new Map<Context, NodeJS.Timeout>()
  const closeRetired = async (old: Context): Promise<void> => {
    clearTimeout(retired.get(old))
    if (retired.delete(old)) await old.close()
  }
  const retire = (old: Context): void => {
    old.forgetIndex()
    const timer = setTimeout(() => {
      closeRetired(old).catch((error: unknown) => log.warn({ error: String(error) }, 'closing failed'))
    }, graceMs)
    timer.unref()
    retired.set(old, timer)
  }
  return {
    context: () => context,
    loaded: () => loaded,
    async change(next) {
      const { settings } = next
      if (settings.stateDir !== stateDir || !isDeepStrictEqual(settings.serve, serve))
        log.warn({}, 'another state folder, host or port takes effect after a restart')
      const fresh = await openContext({ ...settings, stateDir, serve }, log)
      const old = context
      context = fresh
      loaded = next
      retire(old)
    },
    async close() {
      for (const old of retired.keys()) await closeRetired(old)
      await context.close()
    },
  }
}
