/** Measures the tracer's candidate stage, without the network, on labelled reposted pages. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import {
  claimOrigin,
  isSameAddress,
  openShippedRegistry,
  type Claim,
  type PublisherRegistry,
} from '../claim-origin.ts'
import { parseCanonicalUrl, type CanonicalUrl } from '../model/canonical-url.ts'
import { UsageError } from '../model/errors.ts'

/** One labelled page. `expect: self` marks a trap: nothing may be claimed on it. */
const caseSchema = z.object({
  id: z.string().optional(),
  repost_url: z.string(),
  title: z.string().optional(),
  html: z.string().optional(),
  html_or_text: z.string().optional(),
  expect: z.enum(['url', 'publisher', 'self']),
  original_url: z.string().nullish(),
  original_publisher: z.string().nullish(),
})

type OriginCase = z.infer<typeof caseSchema>

export interface OriginsReport {
  readonly url: {
    readonly cases: number
    readonly exact: number
    readonly wrong: number
    readonly missed: number
  }
  readonly publisher: { readonly cases: number; readonly right: number; readonly wrong: number }
  readonly traps: { readonly cases: number; readonly tripped: number }
  /** Each case that did not come out as labelled, in words. */
  readonly failures: readonly { readonly id: string; readonly what: string }[]
  /** Exact addresses and right publishers by the families of evidence that named them. */
  readonly bySignal: Readonly<Record<string, number>>
}

interface Result {
  readonly outcome: 'exact' | 'right' | 'quiet' | 'wrong' | 'missed' | 'tripped'
  readonly claim: Claim
}

function readCases(name: string, bytes: Uint8Array): readonly OriginCase[] {
  const text = new TextDecoder().decode(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      try {
        return caseSchema.parse(JSON.parse(line))
      } catch (error) {
        throw new UsageError(`${name}: line ${index + 1} is not a labelled page`, { cause: error })
      }
    })
}

/** Labels may carry a remark behind the address, or no address at all. */
function addressIn(label: string): CanonicalUrl | undefined {
  return parseCanonicalUrl(/^https?:\/\/\S+/.exec(label)?.[0] ?? '')
}

/** A label "https://outlet.example/…-92841" knows the number and not the words before it. */
function isLabelled(claimed: CanonicalUrl, label: string): boolean {
  const [head = '', tail] = label.split(/\s/)[0]?.split('…') ?? []
  return tail === undefined
    ? isSameAddress(claimed, head)
    : claimed.startsWith(head) && claimed.endsWith(tail)
}

function isPublisher(claim: Claim, label: string, registry: PublisherRegistry): boolean {
  if (claim.kind === 'none') return false
  const expected = registry.byName(label)
  const { domain } = claim.best
  if (expected !== undefined && domain !== undefined) {
    return domain === expected.domain || registry.byDomain(domain)?.name === expected.name
  }
  const name = claim.kind === 'publisher' ? claim.best.name : claim.best.domain
  return name.toLowerCase() === label.toLowerCase()
}

function judge(one: OriginCase, claim: Claim, registry: PublisherRegistry): Result['outcome'] {
  if (one.expect === 'self') return claim.kind === 'none' ? 'quiet' : 'tripped'
  const publisher = one.original_publisher ?? ''
  if (one.expect === 'url') {
    if (claim.kind === 'url') return isLabelled(claim.best.url, one.original_url ?? '') ? 'exact' : 'wrong'
    return 'missed'
  }
  if (claim.kind === 'none') return 'missed'
  return isPublisher(claim, publisher, registry) ? 'right' : 'wrong'
}

const said = (claim: Claim): string =>
  claim.kind === 'none'
    ? 'nothing was claimed'
    : `claimed ${claim.kind === 'url' ? claim.best.url : claim.best.publisher} (${claim.best.score.toFixed(2)}: ${claim.best.evidence.map(({ kind }) => kind).join(', ')})`

/**
 * Runs the candidate stage over a `.jsonl` or `.jsonl.gz` of labelled pages. A wrong address counts as wrong even where its
 * publisher is right. Rejects with UsageError when the file is missing or a line is not a labelled page.
 */
export async function evaluateOrigins(file: string): Promise<OriginsReport> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new UsageError(`cannot read ${file}`, { cause: error })
  })
  const registry = openShippedRegistry()
  const counts = {
    url: { cases: 0, exact: 0, wrong: 0, missed: 0 },
    publisher: { cases: 0, right: 0, wrong: 0 },
    traps: { cases: 0, tripped: 0 },
  }
  const failures: { id: string; what: string }[] = []
  const bySignal: Record<string, number> = {}
  for (const [index, one] of readCases(file, bytes).entries()) {
    const claim = claimOrigin(one.html ?? one.html_or_text ?? '', addressIn(one.repost_url), registry)
    const outcome = judge(one, claim, registry)
    const group = one.expect === 'self' ? 'traps' : one.expect
    counts[group].cases += 1
    if (outcome === 'exact') counts.url.exact += 1
    if (outcome === 'right') counts.publisher.right += 1
    if (outcome === 'tripped') counts.traps.tripped += 1
    if (outcome === 'missed' && group === 'url') counts.url.missed += 1
    if (outcome === 'wrong' && group !== 'traps') counts[group].wrong += 1
    if (outcome === 'exact' || outcome === 'right') {
      if (claim.kind !== 'none')
        for (const { kind } of claim.best.evidence) bySignal[kind] = (bySignal[kind] ?? 0) + 1
    } else if (outcome !== 'quiet') {
      failures.push({
        id: one.id ?? `line ${index + 1}`,
        what: `${outcome}: expected ${one.expect}, ${said(claim)}`,
      })
    }
  }
  return { ...counts, failures, bySignal }
}
