/** Runs that meet, runs that only look, runs that are told to stop. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type TestContext } from 'vitest'
import { acquireRunLock } from '../../src/store/run-lock.ts'
import type { RunReport } from '../../src/pipeline.ts'
import { startWorld, type World } from '../world/start-world.ts'
import { askCli, finish, makeFolder, runCli, snapshot, spawnCli } from './run-cli.ts'

interface Setup {
  readonly world: World
  readonly config: string
  readonly stateDir: string
}

/** One source, one feed, a state of its own. */
async function setUp({ onTestFinished }: TestContext): Promise<Setup> {
  const { dir, remove } = makeFolder()
  onTestFinished(remove)
  const world = await startWorld()
  onTestFinished(() => world.close())
  const config = path.join(dir, 'headwater.yaml')
  const lines = [
    'http: { allowPrivate: [127.0.0.1], timeout: 60s }',
    `sources: [{ id: ferries, url: "${world.feedUrl}", fullText: never }]`,
    'feeds: [{ id: ferries }]',
    'serve: { host: 127.0.0.1, port: 0 }',
  ]
  writeFileSync(config, `${lines.join('\n')}\n`)
  return { world, config, stateDir: path.join(dir, 'state') }
}

const isLock = (name: string): boolean => name.startsWith('run.lock')

/** Resolves with the address `start` or `serve` prints once it listens. */
async function untilServing(child: ReturnType<typeof spawnCli>): Promise<string> {
  const address = Promise.withResolvers<string>()
  let out = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0]
    if (url !== undefined) address.resolve(url)
  })
  child.once('close', () => address.reject(new Error(`ended before it served: ${out}`)))
  return address.promise
}

/** `start` ends within 10 s of SIGTERM. Killed afterwards, its exit code would be null. */
function terminate(child: ReturnType<typeof spawnCli>): void {
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000)
  child.once('close', () => clearTimeout(patience))
}

test.concurrent('a second run while one is going on exits with 2 and says who runs', async (context) => {
  const { config, stateDir } = await setUp(context)
  const lock = await acquireRunLock(stateDir)
  const { code, out, err } = await runCli('run', '--config', config)
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err).toMatch(new RegExp(`^another run is going on \\(process ${process.pid}, since .*\\)`))
  await lock.close()
  expect(await runCli('run', '--config', config)).toMatchObject({ code: 0 })
})

test.concurrent('a dry run before the first decides everything and writes nothing', async (context) => {
  const { config, stateDir } = await setUp(context)
  const { code, out } = await runCli('run', '--config', config, '--dry-run')
  expect(code).toBe(0)
  expect(out).toContain('dry run: nothing was written')
  expect(readdirSync(stateDir).filter((name) => !isLock(name))).toEqual([])
})

test.concurrent('a dry run after a run says what would come and leaves state and feeds alone', async (context) => {
  const { world, config, stateDir } = await setUp(context)
  await askCli<RunReport>('run', '--config', config)
  const files = (): ReadonlyMap<string, string> =>
    new Map([...snapshot(stateDir)].filter(([name]) => !isLock(name)))
  const before = files()
  world.setFault('oneMore')
  const report = await askCli<RunReport>('run', '--config', config, '--dry-run', '--now')
  expect(report).toMatchObject({ dryRun: true, articlesNew: 1, storiesNew: 1 })
  expect(files()).toEqual(before)
})

test.concurrent('start serves what it published and ends with 0 on SIGTERM', async (context) => {
  const { config } = await setUp(context)
  const child = spawnCli('start', '--config', config)
  context.onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finish(child)
  const url = await untilServing(child)
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 20_000 }).toBe(200)
  const feed = await fetch(`${url}/ferries.rss`)
  expect(feed.status).toBe(200)
  expect((await feed.text()).match(/<item>/g)).toHaveLength(3)
  terminate(child)
  expect((await ended).code).toBe(0)
})

test.concurrent('start ends with 0 on SIGTERM in the middle of a poll that never ends', async (context) => {
  const { world, config, stateDir } = await setUp(context)
  world.setFault('slow')
  const child = spawnCli('start', '--config', config)
  context.onTestFinished(() => void child.kill('SIGKILL'))
  const ended = finish(child)
  const url = await untilServing(child)
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
  terminate(child)
  expect((await ended).code).toBe(0)
  await (await acquireRunLock(stateDir)).close()
  expect(existsSync(path.join(stateDir, 'headwater.db'))).toBe(true)
})
