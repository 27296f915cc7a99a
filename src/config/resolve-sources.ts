/** Turns the entries of `sources:` into sources: merged with the defaults, OPML lists unfolded, every one with its id. */
import path from 'node:path'
import type { SourceId } from '../model/brand.ts'
import type { SourceSettings } from '../model/settings.ts'
import { everyMsMin, type ConfigValues, type SourceValues } from './config-schema.ts'
import type { Position } from './findings.ts'
import { besideConfig, failAt, type Loading } from './loading.ts'
import { parseOpml, plainAddress } from './opml.ts'
import { formatDuration } from './quantities.ts'
import { readFailure, readTextFile } from './read-text-file.ts'
import { readHttpUrl } from './schema-parts.ts'
import { readSecret, resolveHeaders } from './source-headers.ts'
import { deriveSourceId } from './source-id.ts'
import type { ConfigPath } from './yaml-document.ts'

const everyMsDefault = 60 * 60_000

/** A source that may still lack its id. */
interface Draft {
  readonly settings: Omit<SourceSettings, 'id'>
  readonly id: SourceId | undefined
  /** What its id is derived from: the address as the file writes it. */
  readonly address: string
  /** The address stands in a file of its own, not to be shown. */
  readonly secret: boolean
  readonly place: Position
  /** From an OPML list: an entry of the YAML with the same address takes its place. */
  readonly listed: boolean
}

/** The sources in the order of the file. Whatever cannot be one is a finding. */
export async function resolveSources(
  loading: Loading,
  values: ConfigValues,
): Promise<readonly SourceSettings[]> {
  const drafts: Draft[] = []
  for (const [index, given] of values.sources.entries()) {
    const at: ConfigPath = ['sources', index]
    const entry: SourceValues = typeof given === 'string' ? { url: given } : given
    drafts.push(
      ...(await draftsOf(loading, at, {
        ...values.defaults,
        ...withoutUndefined(entry),
        tags: mergedTags(values, entry),
      })),
    )
  }
  return assignIds(loading, mergeSameAddress(loading, drafts))
}

const withoutUndefined = (entry: SourceValues): SourceValues =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))

const mergedTags = ({ defaults }: ConfigValues, { tags = [] }: SourceValues): readonly string[] => [
  ...new Set([...tags, ...(defaults.tags ?? [])]),
]

async function draftsOf(loading: Loading, at: ConfigPath, entry: SourceValues): Promise<readonly Draft[]> {
  const ways = (['url', 'urlFile', 'opml'] as const).filter((key) => entry[key] !== undefined)
  if (ways.length !== 1) {
    failAt(
      loading,
      at,
      ways.length === 0
        ? 'a source needs url, urlFile or opml'
        : `a source has one of ${ways.join(', ')}, not all`,
    )
    return []
  }
  const everyMs = flooredEvery(loading, at, entry)
  const { url, urlFile, opml } = entry
  if (opml !== undefined) return listedDrafts(loading, at, { ...entry, everyMs, opml })
  const address = url ?? (await secretAddress(loading, at, { urlFile: urlFile ?? '', id: entry.id }))
  if (address === undefined) return []
  const headers = await resolveHeaders(loading, at, entry)
  return [
    {
      settings: { ...commonSettings(entry, everyMs), url: address, publisher: entry.publisher, headers },
      id: entry.id,
      address: loading.yaml.rawTextAt([...at, 'url']) ?? loading.yaml.rawTextAt(at) ?? address,
      secret: url === undefined,
      place: loading.yaml.positionOf(at),
      listed: false,
    },
  ]
}

const commonSettings = (entry: SourceValues, everyMs: number) => ({
  role: entry.role ?? ('auto' as const),
  tags: entry.tags ?? [],
  everyMs,
  fullText: entry.fullText ?? ('auto' as const),
  dedupe: entry.dedupe ?? ('cross' as const),
})

function flooredEvery(loading: Loading, at: ConfigPath, { every = everyMsDefault }: SourceValues): number {
  if (every >= everyMsMin) return every
  const own: ConfigPath = [...at, 'every']
  const place = loading.yaml.positionOf(loading.yaml.nodeAt(own) === undefined ? ['defaults', 'every'] : own)
  loading.notice(
    place,
    `every: ${formatDuration(every)} is lengthened to ${formatDuration(everyMsMin)}, the shortest polite interval`,
  )
  return everyMsMin
}

interface SecretAddress {
  readonly urlFile: string
  readonly id: SourceId | undefined
}

async function secretAddress(
  loading: Loading,
  at: ConfigPath,
  { urlFile, id }: SecretAddress,
): Promise<string | undefined> {
  if (id === undefined)
    failAt(
      loading,
      at,
      'a source with urlFile needs an id: one derived from its address would show the secret',
    )
  const secret = await readSecret(loading, [...at, 'urlFile'], urlFile)
  if (secret === undefined) return undefined
  const outcome = readHttpUrl(secret)
  if ('value' in outcome) return outcome.value
  failAt(loading, [...at, 'urlFile'], `${urlFile} holds no absolute http or https address`)
  return undefined
}

const singleOnly = ['id', 'publisher', 'headers', 'headersFile'] as const

type ListedEntry = SourceValues & { readonly everyMs: number; readonly opml: string }

async function listedDrafts(loading: Loading, at: ConfigPath, entry: ListedEntry): Promise<readonly Draft[]> {
  for (const key of singleOnly)
    if (entry[key] !== undefined)
      failAt(loading, [...at, key], `${key} belongs to one source, not to a list of them`)
  const file = besideConfig(loading, entry.opml)
  const drafts: Draft[] = []
  try {
    loading.filesRead.add(path.resolve(file))
    for (const { url, tags, line, column } of parseOpml(await readTextFile(file))) {
      const place = { file, line, column }
      const outcome = readHttpUrl(plainAddress(url))
      if ('expected' in outcome) loading.fail(place, `${outcome.expected}, got ${JSON.stringify(url)}`)
      else {
        const common = commonSettings(
          { ...entry, tags: [...new Set([...(entry.tags ?? []), ...tags])] },
          entry.everyMs,
        )
        const settings = { ...common, url: outcome.value, publisher: undefined, headers: {} }
        drafts.push({
          settings,
          id: undefined,
          address: outcome.value,
          secret: false,
          place,
          listed: true,
        })
      }
    }
    if (drafts.length === 0) loading.notice(loading.yaml.positionOf([...at, 'opml']), `${file} lists no feed`)
  } catch (error) {
    reportOpmlError(loading, [...at, 'opml'], { file, message: readFailure(error) })
  }
  return drafts
}

function reportOpmlError(
  loading: Loading,
  at: ConfigPath,
  { file, message }: { readonly file: string; readonly message: string },
): void {
  const [, line, column, what] = /^(\d+):(\d+): (.*)$/s.exec(message) ?? []
  if (what === undefined) failAt(loading, at, `${file}: ${message}`)
  else loading.fail({ file, line: Number(line), column: Number(column) }, what)
}

/** One address, one source: twice in the YAML is an error; what an OPML list repeats only adds its tags. */
function mergeSameAddress(loading: Loading, drafts: readonly Draft[]): readonly Draft[] {
  const kept = new Map<string, Draft>()
  for (const draft of [...drafts.filter(({ listed }) => !listed), ...drafts.filter(({ listed }) => listed)]) {
    const known = kept.get(draft.settings.url)
    if (known === undefined) kept.set(draft.settings.url, draft)
    else if (draft.listed) {
      const tags = [...new Set([...known.settings.tags, ...draft.settings.tags])]
      kept.set(draft.settings.url, { ...known, settings: { ...known.settings, tags } })
    } else loading.fail(draft.place, `this address is already the source at ${placeWords(draft, known)}`)
  }
  const order = new Map(drafts.map((draft, index) => [draft.place, index]))
  return [...kept.values()].toSorted((a, b) => (order.get(a.place) ?? 0) - (order.get(b.place) ?? 0))
}

const placeWords = (from: Draft, { place }: Draft): string =>
  place.file === from.place.file ? `line ${place.line}` : `${place.file}:${place.line}`

function assignIds(loading: Loading, drafts: readonly Draft[]): readonly SourceSettings[] {
  const explicit = new Map<SourceId, Draft>()
  for (const draft of drafts) {
    const known = draft.id === undefined ? undefined : explicit.get(draft.id)
    if (known !== undefined)
      loading.fail(
        draft.place,
        `the id "${draft.id ?? ''}" already names the source at ${placeWords(draft, known)}`,
      )
    else if (draft.id !== undefined) explicit.set(draft.id, draft)
  }
  const derived = new Set<SourceId>()
  const settled = (id: SourceId, { settings, address, secret }: Draft): SourceSettings => {
    if (!secret) loading.addressesWritten.set(id, address)
    return { id, ...settings }
  }
  return drafts.map((draft) => {
    if (draft.id !== undefined) return settled(draft.id, draft)
    const id = deriveSourceId(draft.address, (taken) => derived.has(taken))
    derived.add(id)
    const named = explicit.get(id)
    if (named !== undefined)
      loading.fail(
        draft.place,
        `the id derived from this address, "${id}", already names the source at ${placeWords(draft, named)}; give one of them another id`,
      )
    return settled(id, draft)
  })
}
