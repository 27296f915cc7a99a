/** What each page is made from: plain values, read by whoever knows the store. */
import type { CopyKind, VerdictKind } from '../../model/verdict.ts'
import type { CopyLine, PollRecord, StoryLine } from '../../model/browse.ts'
import type { OriginLevel } from '../../model/evidence.ts'
import type { RunRecord } from '../../model/store.ts'
import type { SourceState } from '../../model/source-state.ts'

export interface Moment {
  readonly nowMs: number
  readonly version: string
}

export interface FeedFormat {
  readonly name: 'RSS' | 'Atom' | 'JSON Feed'
  readonly mediaType: string
  readonly address: string
}

/** A feed we publish, with addresses a reader can be given. */
export interface FeedCard {
  readonly id: string
  readonly title: string
  readonly description: string | undefined
  readonly items: number
  readonly updatedMs: number | undefined
  readonly formats: readonly FeedFormat[]
}

/** A source with how it does. */
export interface SourceCard {
  readonly state: SourceState
  /** As the configuration writes it, without what is secret. */
  readonly address: string
  readonly tags: readonly string[]
  readonly polls: readonly PollRecord[]
}

export interface OverviewValues extends Moment {
  readonly feeds: readonly FeedCard[]
  /** The feeds' addresses come from the request: `publish.baseUrl` is not set. */
  readonly addressGuessed: boolean
  readonly articles: number
  readonly stories: number
  readonly sources: number
  readonly failing: readonly SourceCard[]
  readonly lastRun: RunRecord | undefined
  readonly latest: readonly StoryLine[]
}

export interface StoryFilter {
  readonly words: string
  readonly feed: string
  readonly source: string
  readonly kind: VerdictKind | ''
  readonly level: OriginLevel | ''
}

export interface StoriesValues extends Moment {
  readonly filter: StoryFilter
  readonly lines: readonly StoryLine[]
  readonly feeds: readonly { readonly id: string; readonly title: string }[]
  readonly sources: readonly string[]
  readonly total: number
  /** Address of the page of older stories. */
  readonly older: string | undefined
  /** Whether newer stories stand on a page before this. */
  readonly isLater: boolean
}

export type SourceHealth = 'works' | 'fails' | 'gone' | 'waiting'

export interface SourcesValues extends Moment {
  readonly cards: readonly SourceCard[]
  readonly health: SourceHealth | ''
  readonly counts: Readonly<Record<SourceHealth, number>>
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** An entry of a feed's audit file. */
export interface LeftOut {
  readonly title: string
  readonly url: string | undefined
  readonly publisher: string
  readonly reason: string
  readonly atMs: number
  readonly storyId: string
}

export interface DroppedValues extends Moment {
  readonly feeds: readonly { readonly id: string; readonly title: string }[]
  /** The feed whose audit file is shown; empty for the copies of all stories. */
  readonly feed: string
  readonly leftOut: readonly LeftOut[]
  readonly copies: readonly CopyLine[]
  readonly kind: CopyKind | ''
  readonly source: string
  readonly older: string | undefined
}

export interface RunsValues extends Moment {
  readonly runs: readonly RunRecord[]
}
