/** A child of the kill test: takes the run lock and keeps it. */
import { acquireRunLock } from '../../src/store/run-lock.ts'

await acquireRunLock(process.argv[2] ?? '.')
process.stdout.write('locked\n')
setInterval(() => undefined, 60_000)
