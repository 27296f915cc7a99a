/** One run at a time in a state folder, whoever starts it: a command, a tick, another container. */
import { acquireRunLock } from './store/run-lock.ts'

/** Rejects with UsageError while another run is going on, and with what `work` rejects with. */
export async function withRunLock<T>(stateDir: string, work: () => Promise<T>): Promise<T> {
  const lock = await acquireRunLock(stateDir)
  try {
    return await work()
  } finally {
    await lock.close()
  }
}
