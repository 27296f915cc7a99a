/** Servers that failed the resolvers: remembered from run to run, so that a new process does not ask them again at once. */
import { z } from 'zod'
import type { Store } from './model/store.ts'
import type { Circuit, CircuitMemory } from './trace/resolvers/guarded-fetch.ts'

const blobName = 'resolver-circuits'
const serversMax = 2_000

const circuitsSchema = z.record(
  z.string(),
  z.object({ failures: z.number().int().nonnegative(), openUntilMs: z.number() }),
)

export interface ResolverMemory extends CircuitMemory {
  /** Writes what changed; does nothing when nothing did. Rejects with StoreError. */
  save(): Promise<void>
}

/** What the store knows; damaged notes count as none. */
export async function openResolverMemory(store: Store): Promise<ResolverMemory> {
  const bytes = await store.blob(blobName)
  const circuits = new Map<string, Circuit>(bytes === undefined ? [] : readCircuits(bytes))
  let changed = false
  return {
    get: (server) => circuits.get(server),
    set(server, circuit) {
      changed = true
      circuits.delete(server)
      if (circuit !== undefined) circuits.set(server, circuit)
    },
    async save() {
      if (!changed) return
      changed = false
      const kept = Object.fromEntries([...circuits].slice(-serversMax))
      await store.write([{ kind: 'blob', name: blobName, bytes: Buffer.from(JSON.stringify(kept)) }])
    },
  }
}

function readCircuits(bytes: Uint8Array): readonly (readonly [string, Circuit])[] {
  try {
    const known: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return Object.entries(circuitsSchema.safeParse(known).data ?? {})
  } catch {
    return []
  }
}
