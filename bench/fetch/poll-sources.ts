/** Child of the benchmark: polls every source twice with Headwater's fetcher and reports the figures of each pass. */
import { createFetcher } from '../../src/fetch/create-fetcher.ts'
import type { Validators } from '../../src/model/fetch-outcome.ts'
import { limits } from '../../src/model/limits.ts'
import type { Figures } from './figures.ts'

const [port = '', sources = '', label = ''] = process.argv.slice(2)
const count = Number(sources)
const hostOf = (index: number): string => `s${index}.valley.example`
const hosts = Object.fromEntries(Array.from({ length: count }, (_, i) => [hostOf(i), `127.0.0.1:${port}`]))
const fetcher = createFetcher({
  http: { contact: undefined, timeoutMs: 20_000, concurrency: 64, perHost: 1, allowPrivate: [], hosts },
  limits,
  userAgent: 'Headwater-bench/0.1.0',
  namedUrls: [],
  now: Date.now,
})
const known: (Validators | undefined)[] = []

async function poll(index: number): Promise<void> {
  const url = `http://${hostOf(index)}/feed/${index}`
  const outcome = await fetcher.fetch({ url, kind: 'feed', validators: known[index] })
  if (outcome.kind !== 'fetched' && outcome.kind !== 'notModified')
    throw new Error(`${url}: ${JSON.stringify(outcome)}`)
  known[index] = outcome.validators
}

async function pass(name: string): Promise<Figures> {
  const startMs = performance.now()
  const startCpu = process.cpuUsage()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1
      await poll(next - 1)
    }
  }
  // More askers than places: the fetcher's own queue does the limiting, as in a run.
  await Promise.all(Array.from({ length: 512 }, worker))
  const { user, system } = process.cpuUsage(startCpu)
  const peakMb = process.resourceUsage().maxRSS / 1024
  return { name, sources: count, wallMs: performance.now() - startMs, cpuMs: (user + system) / 1000, peakMb }
}

const cold = await pass(`headwater${label}, first poll`)
// The spacing of one second per host is part of the politeness, not of the speed.
await new Promise((resolve) => void setTimeout(resolve, 1_200))
const warm = await pass(`headwater${label}, 90 % 304`)
process.send?.([cold, warm])
await fetcher.close()
process.disconnect?.()
