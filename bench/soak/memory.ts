/**
 * Ten thousand polls in one process, as `start` makes them, nine of ten answering 304: resident memory and open files after the
 * first thousand and at the end. `node --max-semi-space-size=2
 * --heap-growing-percent=60 bench/soak/memory.ts [POLLS]`.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { runOnce } from '../../src/pipeline.ts'
import { withContext } from '../../tests/end-to-end/run-here.ts'

const polls = Number(process.argv[2] ?? 10_000)
const sources = 100
const hourMs = 3_600_000

const server = fork(path.resolve(import.meta.dirname, '../fetch/serve-sources.ts'), { execArgv: [] })
const { port } = await new Promise<{ port: number }>((resolve) =>
  server.once('message', (message) => resolve(message as { port: number })),
)
const folder = mkdtempSync(path.join(tmpdir(), 'headwater-soak-'))
const config = path.join(folder, 'headwater.yaml')
const ids = Array.from({ length: sources }, (_, index) => `s${index}`)
const hosts = Object.fromEntries(ids.map((id) => [`${id}.valley.example`, `127.0.0.1:${port}`]))
const list = ids.map((id, index) => ({ id, url: `http://${id}.valley.example/feed/${index}` }))
const settings = { http: { hosts }, defaults: { fullText: 'never' }, sources: list, feeds: [{ id: 'all' }] }
writeFileSync(config, JSON.stringify(settings))

const residentMb = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024)
const openFiles = (): number => readdirSync('/proc/self/fd').length

let hours = 0
const now = (): number => Date.UTC(2026, 10, 24) + hours * hourMs
await withContext(config, { now }, async (context) => {
  let done = 0
  console.log('   polls  resident MB  open files')
  while (done < polls) {
    const options = { everySource: false, signal: AbortSignal.timeout(60_000), onProgress: () => undefined }
    done += (await runOnce(context, options)).sourcesPolled
    hours += 1
    // Idle connections are kept for 100 ms.
    if (done % 1_000 === 0) await wait(300)
    if (done % 1_000 === 0)
      console.log(
        `${String(done).padStart(8)} ${String(residentMb()).padStart(12)} ${String(openFiles()).padStart(11)}`,
      )
  }
})
server.disconnect()
rmSync(folder, { recursive: true, force: true })
