/** Runs the pipeline in this process, with the clock a test wants. */
import { loadSettings } from '../../src/config/load-settings.ts'
import { openContext, type Context, type ContextOverrides } from '../../src/context.ts'
import type { Log } from '../../src/model/log.ts'
import { runOnce, type RunReport } from '../../src/pipeline.ts'

export const silent: Log = { child: () => silent, debug() {}, info() {}, warn() {}, error() {} }

/** Opens what `config` names, calls `use`, and closes it again. */
export async function withContext<Result>(
  config: string,
  overrides: ContextOverrides,
  use: (context: Context) => Promise<Result>,
): Promise<Result> {
  const context = await openContext(await loadSettings(config, {}), silent, { spacingMs: 0, ...overrides })
  try {
    return await use(context)
  } finally {
    await context.close()
  }
}

/** One run over every source. */
export function runHere(config: string, overrides: ContextOverrides = {}): Promise<RunReport> {
  const options = { everySource: true, signal: AbortSignal.timeout(60_000), onProgress: () => undefined }
  return withContext(config, overrides, (context) => runOnce(context, options))
}
