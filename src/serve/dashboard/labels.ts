/** The few words by which kinds of copies, levels of origins and results of polls go on the pages. */
import type { OriginLevel } from '../../model/evidence.ts'
import type { PollResult } from '../../model/source-state.ts'
import type { VerdictKind } from '../../model/verdict.ts'
import { html, type Markup } from './html.ts'

export const kindLabels: Readonly<Record<VerdictKind, string>> = {
  new: 'own report',
  related: 'related report',
  sameAddress: 'same address',
  sameText: 'word for word',
  nearDuplicate: 'near copy',
  spun: 'reworded',
}

export const levelLabels: Readonly<Record<OriginLevel, string>> = {
  E0: 'first seen here',
  E1: 'publisher named',
  E2: 'address claimed',
  E3: 'proven',
  E4: 'proven twice',
  EX: 'claim refuted',
}

export const resultLabels: Readonly<Record<PollResult, string>> = {
  new: 'new articles',
  unchanged: 'nothing new',
  notModified: 'not modified',
  failed: 'failed',
  gone: 'gone',
  rateLimited: 'asked to wait',
  refused: 'not asked',
  notAFeed: 'not a feed',
  broken: 'unreadable',
}

/** Whether a poll brought an answer that could be used. */
export function isGoodResult(result: PollResult): boolean {
  return result === 'new' || result === 'unchanged' || result === 'notModified'
}

export function kindBadge(kind: VerdictKind): Markup {
  return html`<span class="badge kind-${kind}">${kindLabels[kind]}</span>`
}

export function levelBadge(level: OriginLevel): Markup {
  return html`<span class="badge level-${level}">${levelLabels[level]}</span>`
}
