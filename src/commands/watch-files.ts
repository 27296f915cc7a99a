/** Notices that files changed, however an editor writes them: in place, by renaming, through a link, on a network disk. */
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

export interface WatchOptions {
  /** Absolute paths, asked anew each time. */
  readonly files: () => readonly string[]
  /** Called once the files have rested for one look. The next look waits for it. */
  readonly onChange: () => Promise<void>
  /** Looking is cheap, and unlike events works on every disk. */
  readonly everyMs?: number
  readonly signal: AbortSignal
}

const everyMsDefault = 1_000

/** What tells a file from what it was: another file under the name, another length, another time. */
async function stampOf(file: string): Promise<string> {
  const stats = await stat(file).catch(() => undefined)
  return stats === undefined ? 'missing' : `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`
}

async function stampAll(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(files.map(async (file) => `${file} ${await stampOf(file)}`))
  return stamps.join('\n')
}

/** Resolves when the signal aborts. Rejects with what `onChange` rejects with. */
export async function watchFiles({
  files,
  onChange,
  everyMs = everyMsDefault,
  signal,
}: WatchOptions): Promise<void> {
  let applied = await stampAll(files())
  let last = applied
  while (!signal.aborted) {
    await wait(everyMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    const now = await stampAll(files())
    // Half-written files are left alone until they rest.
    if (now !== applied && now === last) {
      await onChange()
      applied = await stampAll(files())
    }
    last = now
  }
}
