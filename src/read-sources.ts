/** The sources with their last polls, for the dashboard. An address that is a secret is not told. */
import type { Context } from './context.ts'
import type { SourceSettings } from './model/settings.ts'
import { freshSourceState, type SourceState } from './model/source-state.ts'
import { healthOf } from './serve/dashboard/render-sources.ts'
import type { SourceCard, SourceHealth, SourcesValues } from './serve/dashboard/values.ts'
import { version } from './version.ts'

const cardsPerPage = 60

/** Trouble first. */
const order: Readonly<Record<SourceHealth, number>> = { fails: 0, gone: 1, waiting: 2, works: 3 }

type Addresses = ReadonlyMap<string, string>

/** `user:password@` of an address. */
const credentials = /(?<=https?:\/\/)[^\s/?#@]*@/gi

/** A source's state with the address as the configuration writes it, fit to be shown. */
export function shownState(state: SourceState, source: SourceSettings, addresses: Addresses): SourceState {
  const shown = withoutSecrets(state, source, addresses)
  const plain = (address: string): string => address.replaceAll(credentials, '')
  return {
    ...shown,
    url: plain(addresses.get(source.id) ?? hostOnly(source.url)),
    movedTo: shown.movedTo === undefined ? undefined : plain(shown.movedTo),
    moving: shown.moving && { ...shown.moving, to: plain(shown.moving.to) },
  }
}

/** Errors and moves name addresses: where the own one is a secret, only the host is said. */
function withoutSecrets(state: SourceState, { id, url }: SourceSettings, addresses: Addresses): SourceState {
  if (addresses.get(id) === url) return state
  const hide = (text: string): string => text.replaceAll(/https?:\/\/[^\s/?#]*[^\s]*/g, hostOnly)
  const { lastError, movedTo, moving } = state
  return {
    ...state,
    lastError: lastError === undefined ? undefined : hide(lastError),
    movedTo: movedTo === undefined ? undefined : hide(movedTo),
    moving: moving && { ...moving, to: hide(moving.to) },
  }
}

const hostOnly = (address: string): string =>
  `${URL.parse(address)?.hostname ?? 'its address'} (address withheld)`

/** Every source of the configuration, without its polls. */
export async function readSourceCards(
  { store, settings }: Context,
  addresses: Addresses,
): Promise<readonly SourceCard[]> {
  const known = new Map((await store.sourceStates()).map((state) => [state.id, state]))
  return settings.sources.map((source) => {
    const { id, url, tags } = source
    const state = withoutSecrets(known.get(id) ?? freshSourceState(id, url), source, addresses)
    return { state, address: addresses.get(id) ?? hostOnly(url), tags, polls: [] }
  })
}

function pageOf(query: URLSearchParams): number {
  const page = Number(query.get('page') ?? 1)
  return Number.isSafeInteger(page) && page > 0 ? page : 1
}

/** One page of sources, those that fail first. */
export async function readSources(
  context: Context,
  { query, addresses }: { readonly query: URLSearchParams; readonly addresses: Addresses },
): Promise<SourcesValues> {
  const all = await readSourceCards(context, addresses)
  const counts = { works: 0, fails: 0, gone: 0, waiting: 0 }
  for (const { state } of all) counts[healthOf(state)] += 1
  const health =
    (['works', 'fails', 'gone', 'waiting'] as const).find((word) => word === query.get('health')) ?? ''
  const wanted = all
    .filter(({ state }) => health === '' || healthOf(state) === health)
    .toSorted((a, b) => order[healthOf(a.state)] - order[healthOf(b.state)])
  const page = pageOf(query)
  const shown = wanted.slice((page - 1) * cardsPerPage, page * cardsPerPage)
  const polls = await context.store.polls(shown.map(({ state }) => state.id))
  const addressOf = (to: number): string =>
    `/dashboard/sources?${new URLSearchParams({ ...(health === '' ? {} : { health }), page: `${to}` }).toString()}`
  return {
    nowMs: context.now(),
    version,
    cards: shown.map((card) => ({ ...card, polls: polls.get(card.state.id) ?? [] })),
    health,
    counts,
    previous: page > 1 ? addressOf(page - 1) : undefined,
    next: wanted.length > page * cardsPerPage ? addressOf(page + 1) : undefined,
  }
}
