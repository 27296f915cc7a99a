/**
 * Drives the whole product through every case of a hostile server and prints, for each group, how many came out as
 * expected: `npm exec -- node bench/hostile/bench.ts BASE_URL [--ca FILE] [--only REGEX] [--public] [--keep DIR]`.
 * `--public`: the server is reached at a public address (in a network namespace), so that what must be refused can be told.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { judgeCase } from './judge-case.ts'
import { ask, type Case, type Mode, type ServerLog } from './manifest.ts'
import {
  pollBatch,
  removeBatch,
  writeConfig,
  type Batch,
  type RunEnvironment,
  type Step,
} from './run-cases.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ca: { type: 'string' },
    only: { type: 'string', default: '' },
    public: { type: 'boolean', default: false },
    keep: { type: 'string' },
    jobs: { type: 'string', default: '4' },
  },
})
const [base = 'http://127.0.0.1:8080'] = positionals
const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'headwater-hostile-'))
const only = new RegExp(values.only)

/** A process of its own where time or memory counts, where the address may be refused whole, or where a server hangs. */
const isAlone = ({ expect, staticUrl, fanout }: Case): boolean =>
  staticUrl !== undefined ||
  fanout !== undefined ||
  expect.withinSec !== undefined ||
  expect.maxRssMiB !== undefined ||
  expect.maxBytes !== undefined ||
  expect.mustNotHit !== undefined ||
  expect.forbidOutput !== undefined ||
  expect.outputStable !== undefined

function makeBatches(cases: readonly Case[]): readonly Batch[] {
  const together = Map.groupBy(
    cases.filter((one) => !isAlone(one)),
    ({ group, mode }) => `${group}-${mode}`,
  )
  const batches = [...together].map(([name, members]) => ({ name: `all-${name}`, cases: members }))
  return [...batches, ...cases.filter(isAlone).map((one) => ({ name: one.name, cases: [one] }))]
}

/** A guarded run allows nothing; the others may use the network the server is in. */
function environmentOf(mode: Mode | undefined): RunEnvironment {
  const isGuarded = mode === 'private-denied' || mode === 'netns'
  const allowPrivate = isGuarded ? [] : ['127.0.0.0/8', '::1', new URL(base).hostname]
  return { folder, allowPrivate, caFile: mode === 'no-extra-ca' ? undefined : values.ca }
}

/** All batches, a few at a time. */
async function forEachBatch(batches: readonly Batch[], work: (batch: Batch) => Promise<void>): Promise<void> {
  const waiting = [...batches]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: Number(values.jobs) }, worker))
}

const { cases: offered } = await ask<{ cases: readonly Case[] }>(base, '/manifest')
const isRunnable = ({ kind, mode, name, group }: Case): boolean =>
  kind === 'feed' && (mode !== 'netns' || values.public) && only.test(`${group}/${name}`)
const cases = offered.filter(isRunnable)
const batches = makeBatches(cases)
const steps = new Map<string, Step[]>(cases.map(({ name }) => [name, []]))
for (const batch of batches) writeConfig(batch, environmentOf(batch.cases[0]?.mode))
await ask(base, '/ctl/reset')
for (const step of [1, 2, 3]) {
  await ask(base, `/ctl/epoch?n=${step}`)
  const due = batches
    .map(({ name, cases: members }) => ({ name, cases: members.filter((one) => one.steps >= step) }))
    .filter(({ cases: members }) => members.length > 0)
  await forEachBatch(due, async (batch) => {
    const found = await pollBatch(batch, environmentOf(batch.cases[0]?.mode))
    for (const [name, left] of found) steps.get(name)?.push(left)
  })
}

const { requests, canary } = await ask<ServerLog>(base, '/log')
const failures: string[] = []
const table = new Map<string, { cases: number; right: number }>()
for (const one of cases) {
  const own = requests.filter((request) => request.case === one.name)
  const evidence = { steps: steps.get(one.name) ?? [], requests: own, canaryHits: canary.length }
  const faults = await judgeCase(one, evidence)
  const row = table.get(one.group) ?? { cases: 0, right: 0 }
  table.set(one.group, { cases: row.cases + 1, right: row.right + (faults.length === 0 ? 1 : 0) })
  if (faults.length > 0) failures.push(`${one.severity} ${one.group}/${one.name}: ${faults.join('; ')}`)
}
console.log(`${'group'.padEnd(18)} cases  as expected  not`)
for (const [group, { cases: all, right }] of table)
  console.log(
    `${group.padEnd(18)} ${String(all).padStart(5)} ${String(right).padStart(12)} ${String(all - right).padStart(4)}`,
  )
const total = [...table.values()].reduce((sum, { right }) => sum + right, 0)
console.log(
  `${'all'.padEnd(18)} ${String(cases.length).padStart(5)} ${String(total).padStart(12)} ${String(cases.length - total).padStart(4)}`,
)
console.log(`connections to the forbidden address: ${canary.length}`)
for (const { data } of canary.slice(0, 10)) console.log(`  ${data.split('\r\n')[0]}`)
for (const failure of failures) console.log(`- ${failure.slice(0, 300)}`)
if (values.keep === undefined) {
  for (const batch of batches) removeBatch(batch, environmentOf('default'))
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failures.length > 0 ? 1 : 0
