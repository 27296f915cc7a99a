/** Turns `overrides:` into pairs of addresses and hosts. */
import { parseCanonicalUrl } from '../model/canonical-url.ts'
import type { Overrides } from '../model/settings.ts'
import type { ConfigValues } from './config-schema.ts'
import { failAt, plainRecord, type Loading } from './loading.ts'
import { isHost } from './schema-parts.ts'

type Pair = readonly [string, string]

/** A list of three addresses is three pairs. A pair that is both the same and not the same is a finding. */
export function resolveOverrides(loading: Loading, { overrides }: ConfigValues): Overrides {
  const sameStory = overrides.sameStory.flatMap(pairsOf)
  const same = new Set(sameStory.map(keyOf))
  const notSameStory = overrides.notSameStory.flatMap((list, index) => {
    const pairs = pairsOf(list)
    if (pairs.some((pair) => same.has(keyOf(pair))))
      failAt(
        loading,
        ['overrides', 'notSameStory', index],
        'sameStory says that these addresses are one story',
      )
    return pairs
  })
  for (const name of Object.keys(overrides.origins))
    if (!isHost(name)) {
      const place = loading.yaml.positionOfKey(['overrides', 'origins', name])
      loading.fail(place, `expected a site such as example.org, got "${name}"`)
    }
  const origins = Object.entries(overrides.origins).map(([name, word]) => [name.toLowerCase(), word] as const)
  return { sameStory, notSameStory, origins: plainRecord(origins) }
}

function pairsOf(addresses: readonly string[]): readonly Pair[] {
  const urls = addresses.map((address) => parseCanonicalUrl(address) ?? address)
  return urls.flatMap((left, index) => urls.slice(index + 1).map((right): Pair => [left, right]))
}

const keyOf = (pair: Pair): string => pair.toSorted().join(' ')
