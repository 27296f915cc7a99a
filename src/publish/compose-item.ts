/** Prepares one item of a feed: who speaks, where it links, what is credited. */
import type { Article } from '../model/article.ts'
import type { FeedSettings } from '../model/settings.ts'
import type { StoryMember, StoryView } from '../model/story.ts'
import type { FeedCopy, FeedItem, FeedOrigin, FeedSource } from './feed-document.ts'
import { prepareEnclosure } from './prepare-enclosure.ts'
import type { MemberGroup } from './group-members.ts'
import { escapeXml, prepareLine, prepareText, prepareTime, prepareUrl } from './prepare.ts'

/** What the cleaner returns, as far as a feed needs it. */
export interface CleanedText {
  readonly html: string
  readonly text: string
  /** The article's title as plain text; the raw title is used without it. */
  readonly title?: string
}

export interface ItemInput {
  readonly feed: FeedSettings
  readonly view: StoryView
  readonly group: MemberGroup
  readonly clean: (article: Article) => CleanedText
  readonly languageOf: (article: Article) => string | undefined
}

/** The reader of feeds takes 50; more than these are the same picture in other sizes. */
const enclosuresMax = 20

/** An item before it is known when a reader last saw it change. */
export type ItemDraft = Omit<FeedItem, 'updatedMs'>

/** The date an item is sorted by; fixed when its first article came, so that copies that join do not move it. */
export function itemDateMs(group: MemberGroup): number | undefined {
  const first = group.members[0]?.article
  return first === undefined
    ? undefined
    : Math.min(prepareTime(first.publishedMs, first.firstSeenMs), first.firstSeenMs)
}

/** The article that speaks for a group. */
export function chooseSpeaker(
  view: StoryView,
  group: MemberGroup,
  keep: FeedSettings['keep'],
): Article | undefined {
  const articles = group.members.map(({ article }) => article)
  const time = (article: Article): number => article.publishedMs ?? article.firstSeenMs
  switch (keep) {
    case 'original':
      return articles.find(({ id }) => id === view.story.speakerId) ?? articles[0]
    case 'earliest':
      return articles.toSorted((a, b) => time(a) - time(b) || a.id - b.id)[0]
    case 'longest':
  }
  return articles.toSorted((a, b) => b.text.length - a.text.length || a.id - b.id)[0]
}

/** Who speaks, where the item links, and what is only said of its origin. */
interface Standing {
  readonly speaker: Article
  readonly own: string | undefined
  readonly url: string | undefined
  readonly publisher: string
  readonly isProven: boolean
  readonly source: FeedSource | undefined
  readonly claim: FeedSource | undefined
}

function standingOf({ feed, view, group }: ItemInput, speaker: Article): Standing {
  const { origin } = view.story
  const speaksForStory = feed.duplicates !== 'off' && holdsOrigin(view, group)
  const originUrl = speaksForStory ? prepareUrl(origin.url) : undefined
  const own = prepareUrl(speaker.url ?? speaker.givenUrl)
  const isProven = speaksForStory && (origin.level === 'E3' || origin.level === 'E4')
  const url = (isProven || origin.level === 'E2' ? originUrl : own) ?? own ?? originUrl
  const publisher = prepareLine(isProven ? origin.publisher : speaker.publisher, 200)
  const sourceName = url === originUrl ? prepareLine(origin.publisher, 200) : publisher
  return {
    speaker,
    own,
    url,
    publisher,
    isProven,
    source:
      url === undefined ? undefined : { url: `${new URL(url).origin}/`, publisher: sourceName || publisher },
    claim: speaksForStory && origin.level !== 'EX' ? claimOf(view) : undefined,
  }
}

/** True of one group of a story: two items of one feed may not lead to the same original. */
function holdsOrigin({ story, members }: StoryView, group: MemberGroup): boolean {
  const home =
    members.find(({ article }) => article.url !== undefined && article.url === story.origin.url) ??
    members.find(({ article }) => article.id === story.speakerId) ??
    members[0]
  return home !== undefined && group.members.includes(home)
}

/** A strong claim may be the link already although nobody could open it (E2): it stays a claim. */
function claimOf({ story: { origin } }: StoryView): FeedSource | undefined {
  const { level, url, publisher, claimed = level === 'E2' ? { url, publisher } : undefined } = origin
  if (claimed === undefined || level === 'E3' || level === 'E4') return undefined
  return { url: prepareUrl(claimed.url), publisher: prepareLine(claimed.publisher, 200) }
}

/** Returns undefined for a group without articles. */
export function composeItem(input: ItemInput): ItemDraft | undefined {
  const { feed, view, group, clean } = input
  const speaker = chooseSpeaker(view, group, feed.keep)
  const dateMs = itemDateMs(group)
  if (speaker === undefined || dateMs === undefined) return undefined
  const { origin } = view.story
  const standing = standingOf(input, speaker)
  const { url, publisher } = standing
  const copies = group.members
    .filter(({ article }) => article.id !== speaker.id || article.url !== origin.url)
    .filter(({ article }) => prepareUrl(article.url) !== url)
    .map(copyOf)
  const cleaned = clean(speaker)
  const summary = prepareLine(cleaned.text, 300)
  const credit = feed.credits ? creditLine(standing, copies) : ''
  return {
    id: group.id,
    url,
    title:
      prepareLine(cleaned.title ?? speaker.title) || prepareLine(cleaned.text, 80) || publisher || 'Untitled',
    html: bodyOf(feed.content, cleaned, summary) + credit,
    summary: feed.content === 'none' ? '' : summary,
    publishedMs: dateMs,
    authors: distinct(speaker.authors.map((author) => prepareLine(author, 100))).slice(0, 10),
    categories: distinct(
      group.members.flatMap(({ article }) =>
        article.categories.map((category) => prepareLine(category, 100)),
      ),
    ).slice(0, 20),
    language: languageTag(input.languageOf(speaker)),
    image: prepareUrl(speaker.image),
    enclosures: speaker.enclosures.flatMap((given) => prepareEnclosure(given) ?? []).slice(0, enclosuresMax),
    ...(speaker.episode === undefined ? {} : { episode: speaker.episode }),
    publisher,
    origin: originOf(view),
    source: standing.source,
    evidenceKinds: distinct(origin.evidence.map(({ kind }) => kind)),
    copies,
    related: feed.related === 'off' ? [] : relatedOf(view),
  }
}

function bodyOf(content: FeedSettings['content'], cleaned: CleanedText, summary: string): string {
  if (content === 'none') return ''
  return content === 'full' ? prepareText(cleaned.html) : summary === '' ? '' : `<p>${escapeXml(summary)}</p>`
}

function originOf(view: StoryView): FeedOrigin {
  const { url, publisher, level, confidence } = view.story.origin
  return {
    url: prepareUrl(url),
    publisher: prepareLine(publisher, 200),
    level,
    confidence: Math.round(confidence * 1000) / 1000,
    claimed: claimOf(view),
  }
}

function copyOf({ article, verdictKind }: StoryMember): FeedCopy {
  return {
    url: prepareUrl(article.url),
    publisher: prepareLine(article.publisher, 200),
    verdict: verdictKind,
  }
}

function relatedOf(view: StoryView): readonly { readonly url: string; readonly title: string }[] {
  return view.related.flatMap(({ url: given, title }) => {
    const url = prepareUrl(given)
    return url === undefined ? [] : [{ url, title: prepareLine(title) }]
  })
}

function languageTag(language: string | undefined): string | undefined {
  return language !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i.test(language)
    ? language
    : undefined
}

/** Says "first published" only of a verified origin, and of a claimed one that it is said. Empty where there is nothing to credit. */
function creditLine(
  { url, own, publisher, isProven, claim, speaker }: Standing,
  copies: readonly FeedCopy[],
): string {
  const isSaid = claim !== undefined && claim.publisher !== '' && claim.publisher !== publisher
  const known = new Set(['', publisher, isSaid ? claim.publisher : publisher])
  const named = copies.filter(
    (copy, at) =>
      !known.has(copy.publisher) && copies.findIndex((other) => other.publisher === copy.publisher) === at,
  )
  if (publisher === '' || (named.length === 0 && !isSaid)) return ''
  const first = isSaid
    ? `Via ${linked(prepareLine(speaker.publisher, 200), own)}; said to come from ${linked(claim.publisher, claim.url)}.`
    : `${isProven ? 'First published by' : 'First seen at'} ${linked(publisher, url)}.`
  const names = named.slice(0, 12).map((copy) => linked(copy.publisher, copy.url))
  return `<p><small>${first}${names.length === 0 ? '' : ` Also carried by: ${names.join(', ')}.`}</small></p>`
}

function linked(name: string, url: string | undefined): string {
  return url === undefined ? escapeXml(name) : `<a href="${escapeXml(url)}">${escapeXml(name)}</a>`
}

function distinct<Value extends string>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)].filter((value) => value !== '')
}
