/** Decides what a feed shows: selects, orders, cuts, and keeps every item's id for life. */
import type { Article } from '../model/article.ts'
import type { StoryId } from '../model/brand.ts'
import type { FeedSettings, PublishSettings } from '../model/settings.ts'
import type { Publication } from '../model/store.ts'
import type { StoryMember, StoryView } from '../model/story.ts'
import { isCopyKind } from '../model/verdict.ts'
import { chooseSpeaker, composeItem, itemDateMs, type CleanedText, type ItemDraft } from './compose-item.ts'
import type { DroppedItem, FeedDocument, FeedItem, FeedPerson } from './feed-document.ts'
import { articleItemId, groupMembers, urnFromHash, type MemberGroup } from './group-members.ts'
import { matchesFilter } from './matches-filter.ts'
import { prepareLine, prepareUrl } from './prepare.ts'

export interface ComposeInput {
  readonly feed: FeedSettings
  readonly publish: PublishSettings
  readonly views: readonly StoryView[]
  readonly clean: (article: Article) => CleanedText
  /** BCP 47 tag, detected where the feed claims none; undefined when nobody can tell. */
  readonly languageOf: (article: Article) => string | undefined
  /** What the feed showed last time. */
  readonly previous: ReadonlyMap<StoryId, Publication>
  /** SHA-256, lower-case hexadecimal. */
  readonly hash: (text: string) => string
  readonly nowMs: number
  readonly version: string
}

export interface ComposedFeed {
  readonly document: FeedDocument
  readonly publications: readonly Publication[]
  /** Shown last time, not any more. */
  readonly withdrawn: readonly StoryId[]
  readonly dropped: readonly DroppedItem[]
}

/** The audit feed is for people; older lines fall off. */
const droppedMax = 500
const dayMs = 24 * 3600 * 1000

interface Chosen {
  readonly view: StoryView
  readonly group: MemberGroup
  readonly dateMs: number
}

/** Pure: the same input gives the same feed. */
export function composeFeed(input: ComposeInput): ComposedFeed {
  const { feed, views, previous, hash } = input
  const dropped: DroppedItem[] = []
  const chosen = views.flatMap((view) =>
    groupMembers(view, feed.duplicates, hash).flatMap((group) => choose(input, { view, group }, dropped)),
  )
  chosen.sort((a, b) => b.dateMs - a.dateMs || (a.group.id < b.group.id ? -1 : 1))
  for (const { view, group } of chosen.slice(feed.limit))
    dropped.push(
      dropOf(input, { view, member: group.members[0], reason: `beyond the limit of ${feed.limit}` }),
    )
  const items: FeedItem[] = []
  const publications: Publication[] = []
  for (const { view, group } of chosen.slice(0, feed.limit)) {
    const draft = composeItem({ feed, view, group, clean: input.clean, languageOf: input.languageOf })
    if (draft === undefined) continue
    const publication = publicationOf(input, draft, chooseSpeaker(view, group, feed.keep))
    publications.push(publication)
    items.push({ ...draft, updatedMs: publication.updatedMs })
    dropped.push(...foldedOf(input, { view, group, draft }))
  }
  const shown = new Set(items.map(({ id }) => id))
  dropped.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
  return {
    document: documentOf(input, items),
    publications,
    withdrawn: [...previous.keys()].filter((id) => !shown.has(id)),
    dropped: dropped.slice(0, droppedMax),
  }
}

function documentOf(
  { feed, publish, hash, nowMs, version }: ComposeInput,
  items: readonly FeedItem[],
): FeedDocument {
  return {
    id: feed.id,
    urn: urnFromHash(hash(`feed ${feed.id}`)),
    droppedUrn: urnFromHash(hash(`dropped ${feed.id}`)),
    title: prepareLine(feed.title) || feed.id,
    description: prepareLine(feed.description ?? feed.title, 2000) || feed.id,
    image: prepareUrl(feed.image),
    author: authorOf(feed),
    language: feed.languages.length === 1 ? feed.languages[0] : undefined,
    baseUrl: prepareUrl(publish.baseUrl)?.replace(/\/+$/, ''),
    hubs: publish.websub.flatMap((hub) => prepareUrl(hub) ?? []),
    updatedMs:
      items.reduce((newest, { updatedMs }) => Math.max(newest, updatedMs), 0) ||
      Math.floor(nowMs / dayMs) * dayMs,
    generator: { name: 'Headwater', version },
    items,
  }
}

function authorOf({ author }: FeedSettings): FeedPerson | undefined {
  const name = prepareLine(author?.name ?? '', 200)
  return name === '' ? undefined : { name, url: prepareUrl(author?.url) }
}

function choose(
  input: ComposeInput,
  { view, group }: { view: StoryView; group: MemberGroup },
  dropped: DroppedItem[],
): readonly Chosen[] {
  const dateMs = itemDateMs(group)
  if (
    dateMs === undefined ||
    !group.members.some(({ article }) => input.feed.sourceIds.includes(article.sourceId))
  )
    return []
  const named = { ...group, id: idInFeed(input, group) }
  const reason = whyNot(input, view, named, dateMs)
  if (reason === undefined) return [{ view, group: named, dateMs }]
  dropped.push(dropOf(input, { view, member: group.members[0], reason }))
  return []
}

/**
 * The story's id, unless this feed already showed the item under the id of a story that was since absorbed: a reader
 * that knows the item by that id must not get it as new.
 */
function idInFeed({ previous, hash }: ComposeInput, group: MemberGroup): StoryId {
  if (previous.size === 0 || previous.has(group.id)) return group.id
  const earlier = group.members.flatMap(({ article }) => previous.get(articleItemId(article, hash)) ?? [])
  return earlier.toSorted((a, b) => a.firstMs - b.firstMs)[0]?.storyId ?? group.id
}

/** In words why a group is not shown; undefined when it is. */
function whyNot(
  { feed, languageOf, previous, nowMs }: ComposeInput,
  view: StoryView,
  group: MemberGroup,
  dateMs: number,
): string | undefined {
  const articles = group.members.map(({ article }) => article)
  const { level } = view.story.origin
  if (nowMs - dateMs > feed.maxAgeMs) return `older than ${Math.round(feed.maxAgeMs / 3_600_000)} h`
  if (
    feed.include.length > 0 &&
    !feed.include.some((filter) => articles.some((article) => matchesFilter(filter, article)))
  )
    return 'matches no include filter'
  if (feed.exclude.some((filter) => articles.some((article) => matchesFilter(filter, article))))
    return 'matches an exclude filter'
  const speaker = chooseSpeaker(view, group, feed.keep)
  const language =
    feed.languages.length === 0 || speaker === undefined
      ? undefined
      : languageOf(speaker)?.toLowerCase().split('-')[0]
  if (language !== undefined && !feed.languages.includes(language)) return `in the language ${language}`
  const isHeld =
    level !== 'E3' && level !== 'E4' && !previous.has(group.id) && nowMs - view.story.createdMs < feed.holdMs
  return isHeld ? 'held back while its original may turn up' : undefined
}

/** `updated` moves only when title, link, publisher or the article's own text changed; neither a better cleaner nor a new copy moves it. */
function publicationOf(
  { feed, previous, hash, nowMs }: ComposeInput,
  draft: ItemDraft,
  speaker: Article | undefined,
): Publication {
  const text = feed.content === 'none' ? '' : (speaker?.contentHash ?? '')
  const seenHash = hash([draft.title, draft.url ?? '', draft.publisher, text].join('\n'))
  const before = previous.get(draft.id)
  const { id: storyId, publishedMs } = draft
  if (before === undefined)
    return { feedId: feed.id, storyId, firstMs: nowMs, updatedMs: apart(publishedMs, speaker?.id), seenHash }
  const updatedMs = before.seenHash === seenHash ? before.updatedMs : apart(nowMs, speaker?.id)
  return { ...before, updatedMs, seenHash }
}

function foldedOf(
  input: ComposeInput,
  { view, group, draft }: { view: StoryView; group: MemberGroup; draft: ItemDraft },
): readonly DroppedItem[] {
  return group.members
    .filter(({ article }) => prepareUrl(article.url) !== draft.url)
    .map((member) => {
      const reason = isCopyKind(member.verdictKind)
        ? `folded into "${draft.title}" (${member.verdictKind})`
        : `shown as "${draft.title}" under another address`
      return dropOf(input, { view, member, reason })
    })
}

interface Drop {
  readonly view: StoryView
  readonly member: StoryMember | undefined
  readonly reason: string
}

function dropOf({ hash }: ComposeInput, { view, member, reason }: Drop): DroppedItem {
  const article = member?.article
  const atMs = article?.firstSeenMs ?? view.story.createdMs
  return {
    id: urnFromHash(hash(`dropped ${view.story.id} ${article?.id ?? 0}`)),
    storyId: view.story.id,
    url: prepareUrl(article?.url),
    title: prepareLine(article?.title ?? '') || 'Untitled',
    publisher: prepareLine(article?.publisher ?? '', 200),
    reason: prepareLine(reason, 700),
    atMs: apart(atMs, article?.id),
  }
}

/**
 * The same second, another millisecond for each article of a run: entries of one feed with one `updated` cannot be put
 * in order by a reader, and validators warn of them.
 */
function apart(ms: number, articleId: number | undefined): number {
  return ms - (ms % 1000) + ((articleId ?? 0) % 1000)
}
