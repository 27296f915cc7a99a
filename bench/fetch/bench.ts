/**
 * Polls thousands of loopback sources, nine of ten answering 304, and prints sources per second and peak memory beside
 * newsboat and sfeed where they are installed: `npm exec -- node bench/fetch/bench.ts [SOURCES] [PEER_SOURCES]`.
 */
import { fork, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { tableHead, tableRow } from './figures.ts'
import type { Figures } from './figures.ts'
import { runNewsboat, runSfeed } from './peers.ts'
import { runProduct, startFlags } from './run-product.ts'

const [sources = 5_000, peerSources = 1_000] = process.argv.slice(2).map(Number)

const nextMessage = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T))
    child.once('exit', (code) => reject(new Error(`a part of the benchmark ended with ${code}`)))
  })

const script = (name: string): string => path.join(import.meta.dirname, name)
const isInstalled = (command: string): boolean => spawnSync('which', [command]).status === 0

const server = fork(script('serve-sources.ts'), [String(Math.max(sources, peerSources))])
const { port } = await nextMessage<{ readonly port: number }>(server)

async function answered(): Promise<string> {
  server.send('count')
  const { notModified, fetched } = await nextMessage<{ notModified: number; fetched: number }>(server)
  return `the server answered ${fetched} x 200, ${notModified} x 304`
}

async function show(run: () => Promise<readonly Figures[]>): Promise<void> {
  for (const figures of await run()) console.log(tableRow(figures))
  console.log(`  ${await answered()}`)
}

function runHeadwater(label: string, execArgv: readonly string[]): Promise<readonly Figures[]> {
  const child = fork(script('poll-sources.ts'), [String(port), String(sources), label], {
    execArgv: [...execArgv],
  })
  return nextMessage(child)
}

console.log(tableHead)
await show(() => runHeadwater('', startFlags))
if (peerSources !== sources) await show(() => runProduct({ port, sources }))
// The same number for all: some grow slower with each source.
const options = { port, sources: peerSources }
await show(() => runProduct(options))
if (isInstalled('newsboat')) await show(() => runNewsboat(options))
else console.log('newsboat is not installed')
if (isInstalled('sfeed_update')) await show(() => runSfeed(options))
else console.log('sfeed is not installed')
console.log(
  'headwater alone is its fetcher; headwater run and the peers parse and store as well. sfeed_update keeps no validators.',
)
server.disconnect()
