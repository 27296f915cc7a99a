/** What each resolver costs and finds on loopback stubs that speak the services' formats: one story that names its publisher. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { resolverNames, type ResolverName } from '../../src/model/settings.ts'
import { runOnce } from '../../src/pipeline.ts'
import { withContext } from '../../tests/end-to-end/run-here.ts'
import { startStubWeb } from '../../tests/trace/stub-services.ts'

const nowMs = Date.UTC(2026, 4, 12, 8)

async function measure(resolver: ResolverName): Promise<string> {
  const web = await startStubWeb(nowMs)
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-'))
  const config = path.join(folder, 'headwater.yaml')
  writeFileSync(config, web.yaml(resolver, path.join(folder, 'state')))
  const options = { everySource: true, signal: AbortSignal.timeout(60_000), onProgress: () => undefined }
  try {
    return await withContext(config, { now: () => nowMs }, async (context) => {
      const before = process.cpuUsage()
      const { origins } = await runOnce(context, options)
      const { user, system } = process.cpuUsage(before)
      const requests = context.resolvers.reduce((sum, one) => sum + one.requests, 0)
      const level = origins.E4 > 0 ? 'E4' : origins.E3 > 0 ? 'E3' : 'none'
      return `| \`${resolver}\` | ${requests} | ${level} | ${((user + system) / 1000).toFixed(0)} |`
    })
  } finally {
    await web.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

// The first run of a process compiles everything and would be charged for it.
await measure('publisherFeeds')
console.log('| resolver | requests | level | CPU ms of the whole run |\n| --- | --- | --- | --- |')
for (const resolver of resolverNames) console.log(await measure(resolver))
