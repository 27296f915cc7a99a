/** Decisions in words a person understands: the sentences of `explain`, of the story page and of `preview`. */
import type { Evidence, EvidenceKind, OriginLevel } from './model/evidence.ts'
import type { Agreement } from './model/explanation.ts'
import type { Verdict, VerdictKind } from './model/verdict.ts'
import { spanWords } from './serve/dashboard/format.ts'

export const levelSentences: Readonly<Record<OriginLevel, string>> = {
  E0: 'Nothing points elsewhere: this is the first publication we know of.',
  E1: 'A publisher is named, but no address; the link stays with the best article we have.',
  E2: 'An address is claimed, but its page could not be read.',
  E3: 'Proven: the original page was read and carries this story.',
  E4: 'Proven and confirmed independently: the original page was read and carries this story.',
  EX: 'A claim was checked and found false; the link stays with the best article we have.',
}

export const verdictSentences: Readonly<Record<VerdictKind, string>> = {
  new: 'opened the story: nothing earlier tells the same',
  related: 'tells of the same event in its own words',
  sameAddress: 'has the same address as an earlier article',
  sameText: 'repeats an earlier text word for word',
  nearDuplicate: 'is an earlier text with small changes',
  spun: 'is an earlier text in other words, sentence by sentence',
}

type Telling = (value: string, target: string) => string

const evidenceTellings: Readonly<Record<EvidenceKind, Telling>> = {
  wrapper: (_, target) => `its link wraps an address at ${target}`,
  origLink: (_, target) => `the feed names the address behind its link, at ${target}`,
  republishPixel: (_, target) => `it carries the republishing pixel of ${target}`,
  attributionLink: (value, target) => `the words “${value}” link to ${target}`,
  attributionName: (value, target) => `the words “${value}” name ${target}`,
  sourceAnchor: (value, target) => `the anchor “${value}” points at ${target}`,
  canonical: (_, target) => `the page declares its canonical address at ${target}`,
  ogUrl: (_, target) => `the page gives its address (og:url) as ${target}`,
  jsonLd: (value, target) => `the page’s structured data names ${target} (${value})`,
  originalSource: (_, target) => `the page names ${target} as its original source`,
  feedSource: (_, target) => `the feed says it took the entry from ${target}`,
  via: (_, target) => `the entry says it came by way of ${target}`,
  externalUrl: (_, target) => `the entry points at ${target} as its subject`,
  redirect: (value) => `the link redirects: ${value}`,
  dateline: (value, target) => `the dateline “${value}” names ${target}`,
  selfReference: (value, target) => `the text speaks of ${target} as its own house: “${value}”`,
  photoCredit: (value, target) => `the photo credit “${value}” is in the style of ${target}`,
  bodyLink: (value, target) => `the text links to ${target}: “${value}”`,
  bodyMatch: (value) => `the texts match: ${value}`,
  earliest: (value) => value,
  publisherListing: (value) => `the publisher lists it: ${value}`,
  resolver: (value) => value,
  override: (value) => `your configuration says so: ${value}`,
}

/** One observed reason as half a sentence. */
export function tellEvidence({ kind, value, url, publisher }: Evidence): string {
  const target = URL.parse(url ?? '')?.hostname.replace(/^www\./, '') ?? publisher ?? 'elsewhere'
  return evidenceTellings[kind](value, target)
}

const minuteMs = 60_000

function tellLater(laterMs: number | undefined): readonly string[] {
  if (laterMs === undefined) return []
  if (Math.abs(laterMs) < minuteMs) return ['published at the same minute']
  return [`published ${spanWords(laterMs)} ${laterMs > 0 ? 'later' : 'earlier'}`]
}

/** `the title and 31 of 38 sentences align; 14 of 15 figures agree; published 3 h later`. */
export function tellAgreement(agreement: Agreement): string {
  const { titlesAlign, sentencesAligned, sentences, figuresShared, figures, laterMs } = agreement
  const counts = `${sentencesAligned} of ${sentences} sentences align`
  const aligned = sentences === 0 ? (titlesAlign ? ['the titles align'] : []) : [counts]
  const titled = sentences > 0 && titlesAlign ? [`the title and ${counts}`] : aligned
  const figured = figures === 0 ? [] : [`${figuresShared} of ${figures} figures agree`]
  return [...titled, ...figured, ...tellLater(laterMs)].join('; ')
}

/** Why an article is where it is: the verdict, the rule that decided, and what spoke against. */
export function tellVerdict(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'how it was decided is not on record'
  const { comparison, kind } = verdict
  if (comparison === undefined || comparison.reason === '') return verdictSentences[kind]
  return `${verdictSentences[kind]}: ${comparison.reason}`
}
