/** Sites that were caught in a false claim of an original: remembered, and believed less in every other story. */
import { z } from 'zod'
import type { Store } from './model/store.ts'

const blobName = 'distrusted-sites'
const trustedSitesMax = 10_000
/** One lie halves a site's word, the next halves it again; it is never worth nothing, for sites change hands. */
const trustMin = 0.1

const countsSchema = z.record(z.string(), z.number().int().positive())

export interface SiteTrust {
  /** 1 for a site nothing is known against, down to 0.1. */
  trustOf(site: string): number
  /** Counts one false claim for each site, and remembers it. Rejects with StoreError. */
  distrust(sites: readonly string[]): Promise<void>
}

/** What the store knows; damaged notes count as none. */
export async function openSiteTrust(store: Store): Promise<SiteTrust> {
  const bytes = await store.blob(blobName)
  const stored = bytes === undefined ? {} : countsSchema.safeParse(parseJson(bytes)).data
  const counts = new Map(Object.entries(stored ?? {}))
  return {
    trustOf: (site) => Math.max(trustMin, 0.5 ** (counts.get(site) ?? 0)),
    async distrust(sites) {
      if (sites.length === 0) return
      for (const site of sites) counts.set(site, (counts.get(site) ?? 0) + 1)
      const kept = [...counts].slice(-trustedSitesMax)
      await store.write([
        { kind: 'blob', name: blobName, bytes: Buffer.from(JSON.stringify(Object.fromEntries(kept))) },
      ])
    },
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}
