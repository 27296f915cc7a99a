/** Who publishes what in the newsroom, and how: originals, copies of every kind, and own reports. */
import { bulletinStories, courierStories, ledgerStories, quayStories } from './fillers.ts'
import {
  firstQuarter,
  harbourPact,
  harbourPactAnalysis,
  harbourPactOwnReport,
  harbourPactSpun,
  lanternOriginal,
  lanternSpun,
  secondQuarter,
  type Text,
} from './texts.ts'

/** full: the whole text in the feed; teaser: its opening words; link: a line, and a link that redirects. */
export type Carriage = 'full' | 'teaser' | 'link'

export interface Posting {
  readonly text: Text
  readonly hoursAgo: number
  /** 1: there from the start; 2: after `advance()`. */
  readonly round: 1 | 2
  readonly opening?: string
  readonly closing?: string
  /** Absolute address the aggregator's link redirects to. */
  readonly leadsTo?: string
}

export interface Outlet {
  readonly host: string
  readonly name: string
  readonly role: 'publisher' | 'aggregator' | 'auto'
  readonly format: 'rss' | 'rdf' | 'atom' | 'json'
  readonly carriage: Carriage
  readonly postings: readonly Posting[]
}

const at = (host: string, { slug }: Text): string => `http://${host}/2026/${slug}`
const ledger = 'harbour-ledger.example'
const gazette = 'hesk-gazette.example'
const melt = 'newsmelt.example'

const plain = (texts: readonly Text[], hoursAgo: number): readonly Posting[] =>
  texts.map((text, index) => ({ text, hoursAgo: hoursAgo + index * 2, round: 1 }))

function spun(text: Text, host: string, hoursAgo: number): Posting {
  const { title } = text
  const source = `<p>Source link <a href="${at(host, text)}">${title}</a></p>`
  const footer = `<p>The post <a href="${at(melt, text)}">${title}</a> appeared first on <a href="http://${melt}/">Newsmelt</a>.</p>`
  return { text, hoursAgo, round: 1, closing: source + footer }
}

function syndicated(text: Text, hoursAgo: number): Posting {
  const opening = '<p><em>WirePost carries selected reports of its partners every hour of the day.</em></p>'
  const closing =
    '<p>WirePost members receive this service without charge. To place a notice, ring the desk in Karst before noon.</p>'
  return { text, hoursAgo, round: 1, opening, closing }
}

const tram = ledgerStories.slice(0, 1)
const observatory = ledgerStories.slice(1, 2)

export const outlets: readonly Outlet[] = [
  {
    host: ledger,
    name: 'Harbour Ledger',
    role: 'publisher',
    format: 'rss',
    carriage: 'full',
    postings: [{ text: harbourPact, hoursAgo: 9, round: 1 }, ...plain(ledgerStories, 12)],
  },
  {
    host: gazette,
    name: 'Hesk Gazette',
    role: 'publisher',
    format: 'atom',
    carriage: 'full',
    postings: [{ text: lanternOriginal, hoursAgo: 6, round: 2 }],
  },
  {
    host: melt,
    name: 'Newsmelt',
    role: 'auto',
    format: 'rss',
    carriage: 'full',
    postings: [spun(harbourPactSpun, ledger, 6), spun(lanternSpun, gazette, 4)],
  },
  {
    host: 'skimmer.example',
    name: 'Skimmer',
    role: 'aggregator',
    format: 'rss',
    carriage: 'link',
    postings: [harbourPact, ...observatory].map((text, index) => ({
      text,
      hoursAgo: 5 + index,
      round: 1,
      leadsTo: at(ledger, text),
    })),
  },
  {
    host: 'wirepost.example',
    name: 'WirePost',
    role: 'auto',
    format: 'json',
    carriage: 'full',
    postings: [harbourPact, ...tram].map((text) => syndicated(text, 7)),
  },
  {
    host: 'tollhaven-brief.example',
    name: 'Tollhaven Brief',
    role: 'auto',
    format: 'rss',
    carriage: 'teaser',
    postings: [...plain(tram, 8), ...plain(bulletinStories, 10)],
  },
  {
    host: 'coast-courier.example',
    name: 'Coast Courier',
    role: 'publisher',
    format: 'rdf',
    carriage: 'full',
    postings: [{ text: harbourPactOwnReport, hoursAgo: 7, round: 1 }, ...plain(courierStories, 14)],
  },
  {
    host: 'quay-review.example',
    name: 'Quay Review',
    role: 'publisher',
    format: 'atom',
    carriage: 'full',
    postings: [{ text: harbourPactAnalysis, hoursAgo: 3, round: 1 }, ...plain(quayStories, 18)],
  },
  {
    host: 'figures-desk.example',
    name: 'Figures Desk',
    role: 'publisher',
    format: 'rss',
    carriage: 'full',
    postings: plain([firstQuarter, secondQuarter], 20),
  },
]
