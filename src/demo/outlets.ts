/** Who prints what in the newsroom, and in which round it appears. All outlets are invented. */
import { bulletinStories, courierStories, ledgerStories, quayStories } from './fillers.ts'
import * as reposts from './reposts.ts'
import * as texts from './texts.ts'
import type { Text } from './texts.ts'

export interface Posting {
  readonly path: string
  readonly text: Text
  readonly hoursAgo: number
  /** The first round in which feed and page show it. */
  readonly round: number
  /** A spinner's closing link. */
  readonly original?: string
  /** Where the outlet's own redirect leads. */
  readonly via?: string
  /** A reposter's last line, as HTML. */
  readonly closing?: string
  /** Its page is for subscribers: it answers 403. */
  readonly locked?: boolean
}

export interface Outlet {
  readonly id: string
  readonly host: string
  readonly name: string
  readonly role: 'publisher' | 'aggregator' | 'auto'
  readonly format: 'rss' | 'atom' | 'json' | 'rdf'
  readonly style: 'original' | 'spinner' | 'syndicator' | 'reposter' | 'teaser' | 'aggregator'
  /** False for an outlet on the web that is no source; `known` ones are named in the configuration's `publishers`. */
  readonly read?: boolean
  readonly known?: boolean
  readonly postings: readonly Posting[]
}

type Timing = Partial<Pick<Posting, 'round' | 'original' | 'via' | 'closing' | 'locked'>>

function post(text: Text, hoursAgo: number, more: Timing = {}): Posting {
  return { path: `/news/${text.slug}`, text, hoursAgo, round: 1, ...more }
}

const posts = (list: readonly Text[], hoursAgo: number): readonly Posting[] =>
  list.map((text, index) => post(text, hoursAgo + index * 3))

const ledger = 'http://harbourledger.example/news/'
const hesk = 'http://heskfieldnotes.example/news/'

const firstAppeared = (outlet: string, url: string): string =>
  `This article originally appeared on <a href="${url}">${outlet}</a>.`

function redirect(text: Text, hoursAgo: number): Posting {
  return { ...post(text, hoursAgo, { via: ledger + text.slug }), path: `/go/${text.slug}` }
}

export const outlets: readonly Outlet[] = [
  {
    id: 'harbour-ledger',
    host: 'harbourledger.example',
    name: 'Harbour Ledger',
    role: 'publisher',
    format: 'rss',
    style: 'original',
    postings: [
      post(texts.harbourPact, 20),
      post(texts.firstQuarter, 60),
      post(texts.secondQuarter, 30),
      ...posts(ledgerStories, 8),
    ],
  },
  {
    id: 'newsmill',
    host: 'newsmill.example',
    name: 'Newsmill',
    role: 'auto',
    format: 'rss',
    style: 'spinner',
    postings: [
      post(texts.harbourPactSpun, 15, { original: ledger + texts.harbourPact.slug }),
      post(texts.lanternSpun, 6, { original: hesk + texts.lanternOriginal.slug }),
    ],
  },
  {
    id: 'roundup',
    host: 'roundup.example',
    name: 'Roundup',
    role: 'aggregator',
    format: 'rss',
    style: 'aggregator',
    postings: [
      redirect(texts.harbourPact, 18),
      ...ledgerStories.slice(0, 2).map((text) => redirect(text, 7)),
    ],
  },
  {
    id: 'sund-bulletin',
    host: 'sundbulletin.example',
    name: 'Sund Bulletin',
    role: 'auto',
    format: 'atom',
    style: 'syndicator',
    postings: [post(texts.harbourPact, 14), post(texts.secondQuarter, 26), ...posts(bulletinStories, 9)],
  },
  {
    id: 'quay-post',
    host: 'quaypost.example',
    name: 'Quay Post',
    role: 'publisher',
    format: 'rss',
    style: 'teaser',
    postings: posts(quayStories, 5),
  },
  {
    id: 'north-courier',
    host: 'northcourier.example',
    name: 'North Courier',
    role: 'publisher',
    format: 'json',
    style: 'original',
    postings: [post(texts.harbourPactOwnReport, 19), ...posts(courierStories, 10)],
  },
  {
    id: 'bread-and-rates',
    host: 'breadandrates.example',
    name: 'Bread and Rates',
    role: 'publisher',
    format: 'rdf',
    style: 'original',
    postings: [post(texts.harbourPactAnalysis, 16)],
  },
  {
    id: 'hesk-field-notes',
    host: 'heskfieldnotes.example',
    name: 'Hesk Field Notes',
    role: 'publisher',
    format: 'atom',
    style: 'original',
    postings: [post(texts.lanternOriginal, 12, { round: 2 })],
  },
  {
    id: 'skerry-gazette',
    host: 'skerrygazette.example',
    name: 'Skerry Gazette',
    role: 'auto',
    format: 'rss',
    style: 'reposter',
    postings: [
      post(reposts.beaverDam, 11, {
        closing: firstAppeared('The Varn Record', `http://varnrecord.example/news/${reposts.beaverDam.slug}`),
      }),
      post(reposts.tunnelBill, 12, {
        closing: firstAppeared(
          'Tollhaven Quarterly',
          `http://tollhavenquarterly.example/news/${reposts.tunnelBill.slug}`,
        ),
      }),
      post(reposts.orchardFrost, 13, { closing: 'Originally published by the Osmark Press Bureau.' }),
      post(reposts.lighthouseSale, 14, { closing: 'Originally published by Sundwire.' }),
    ],
  },
  {
    id: 'clickmill',
    host: 'clickmill.example',
    name: 'Clickmill',
    role: 'auto',
    format: 'rss',
    style: 'reposter',
    postings: [
      post(reposts.kettleMiracle, 4, {
        closing: firstAppeared('Harbour Ledger', `${ledger}${ledgerStories[0]?.slug ?? ''}`),
      }),
    ],
  },
  {
    id: 'varn-record',
    host: 'varnrecord.example',
    name: 'The Varn Record',
    role: 'auto',
    format: 'rss',
    style: 'original',
    read: false,
    postings: [post(reposts.beaverDam, 22)],
  },
  {
    id: 'tollhaven-quarterly',
    host: 'tollhavenquarterly.example',
    name: 'Tollhaven Quarterly',
    role: 'auto',
    format: 'rss',
    style: 'original',
    read: false,
    postings: [post(reposts.tunnelBill, 24, { locked: true })],
  },
  {
    id: 'sundwire',
    host: 'sundwire.example',
    name: 'Sundwire',
    role: 'auto',
    format: 'rss',
    style: 'original',
    read: false,
    known: true,
    postings: [post(reposts.lighthouseSale, 26), ...posts(bulletinStories, 30)],
  },
  {
    id: 'osmark-press-bureau',
    host: 'osmarkpress.example',
    name: 'Osmark Press Bureau',
    role: 'auto',
    format: 'rss',
    style: 'original',
    read: false,
    known: true,
    postings: [],
  },
]
