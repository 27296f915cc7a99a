/** Decides what a feed shows: selects, orders, cuts, and keeps every item's id for life. */
import type { Article } from '../model/article.ts'
import type { SourceId, StoryId } from '../model/brand.ts'
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
  /** Sources the user calls publishers: they write their own articles. */
  readonly publishers: ReadonlySet<SourceId>
  /** Ids readers may know although the feed does not show them now. */
  readonly departed: ReadonlySet<StoryId>
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
  /** Of those the items that are too old or too many now: what an archive wants. */
  readonly leaving: readonly FeedItem[]
  readonly dropped: readonly DroppedItem[]
}

/** The audit feed is for people; older lines fall off. */
const droppedMax = 500
const dayMs = 24 * 3600 * 1000

interface Chosen {
  readonly view: StoryView
  readonly group: MemberGroup
  readonly dateMs: number
  readonly isTooOld: boolean
}

/** Pure: the same input gives the same feed. */
export function composeFeed(input: ComposeInput): ComposedFeed {
  const { feed, views, previous, hash } = input
  const dropped: DroppedItem[] = []
  const wanted = new Set(feed.sourceIds)
  const chosen = views.flatMap((view) =>
    groupMembers(view, feed.duplicates, hash)
      .filter(({ members }) => members.some(({ article }) => wanted.has(article.sourceId)))
      .flatMap((group) => choose(input, { view, group }, dropped)),
  )
  chosen.sort((a, b) => b.dateMs - a.dateMs || (a.group.id < b.group.id ? -1 : 1))
  const young = chosen.filter(({ isTooOld }) => !isTooOld)
  const gone = [...young.slice(feed.limit), ...chosen.filter(({ isTooOld }) => isTooOld)]
  for (const { view, group } of young.slice(feed.limit))
    dropped.push(
      dropOf(input, { view, member: group.members[0], reason: `beyond the limit of ${feed.limit}` }),
    )
  const items: FeedItem[] = []
  const publications: Publication[] = []
  for (const { view, group } of young.slice(0, feed.limit)) {
    const made = makeItem(input, view, group)
    if (made === undefined) continue
    publications.push(made.publication)
    items.push(made.item)
    dropped.push(...foldedOf(input, { view, group, item: made.item }))
  }
  const shown = new Set(items.map(({ id }) => id))
  dropped.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
  return {
    document: documentOf(input, items),
    publications,
    withdrawn: [...previous.keys()].filter((id) => !shown.has(id)),
    leaving: gone
      .filter(({ group: { id } }) => previous.has(id) && !shown.has(id))
      .flatMap(({ view, group }) => makeItem(input, view, group)?.item ?? []),
    dropped: dropped.slice(0, droppedMax),
  }
}

function makeItem(
  input: ComposeInput,
  view: StoryView,
  group: MemberGroup,
): { readonly item: FeedItem; readonly publication: Publication } | undefined {
  const { feed, clean, languageOf } = input
  const draft = composeItem({ feed, view, group, clean, languageOf })
  if (draft === undefined) return undefined
  const publication = publicationOf(input, draft, chooseSpeaker(view, group, feed.keep))
  return { item: { ...draft, updatedMs: publication.updatedMs }, publication }
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
    archive: { page: undefined, previous: undefined },
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
  if (dateMs === undefined) return []
  const named = { ...group, id: idInFeed(input, group) }
  const reason = whyNot(input, view, named)
  const isTooOld = input.nowMs - dateMs > input.feed.maxAgeMs
  if (reason === undefined && !isTooOld) return [{ view, group: named, dateMs, isTooOld }]
  const tooOld = `older than ${Math.round(input.feed.maxAgeMs / 3_600_000)} h`
  dropped.push(dropOf(input, { view, member: group.members[0], reason: reason ?? tooOld }))
  return reason === undefined ? [{ view, group: named, dateMs, isTooOld }] : []
}

/**
 * The story's id, unless this feed shows the item, or once showed it, under the id of a story that was since absorbed:
 * a reader that knows the item by that id must not get it as new.
 */
function idInFeed({ previous, departed, hash }: ComposeInput, group: MemberGroup): StoryId {
  if (previous.size + departed.size === 0 || previous.has(group.id)) return group.id
  const ids = group.members.map(({ article }) => articleItemId(article, hash))
  const shown = ids.flatMap((id) => previous.get(id) ?? []).toSorted((a, b) => a.firstMs - b.firstMs)
  if (shown[0] !== undefined) return shown[0].storyId
  return departed.has(group.id) ? group.id : (ids.find((id) => departed.has(id)) ?? group.id)
}

/** In words why a group is not shown, whatever its age; undefined when it is. */
function whyNot(
  { feed, languageOf, previous, publishers, nowMs }: ComposeInput,
  view: StoryView,
  group: MemberGroup,
): string | undefined {
  const articles = group.members.map(({ article }) => article)
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
    !previous.has(group.id) && nowMs - view.story.createdMs < feed.holdMs && mayHaveOriginal(view, publishers)
  return isHeld ? 'held back while its original may turn up' : undefined
}

/**
 * Whether an original may still turn up: none is verified, and the story is not one publisher's own. Two publishers with the
 * same text have it from somebody, and a publisher that names another says so itself.
 */
function mayHaveOriginal({ story, members }: StoryView, publishers: ReadonlySet<SourceId>): boolean {
  const { level, claimed, tracedMs } = story.origin
  if (level === 'E3' || level === 'E4') return false
  if (level !== 'E0' || claimed !== undefined || tracedMs === 0) return true
  const own = members.map(({ article }) => article).filter(({ sourceId }) => publishers.has(sourceId))
  return (
    !own.some(({ id }) => id === story.speakerId) || new Set(own.map(({ sourceId }) => sourceId)).size > 1
  )
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
  { view, group, item }: { view: StoryView; group: MemberGroup; item: FeedItem },
): readonly DroppedItem[] {
  return group.members
    .filter(({ article }) => prepareUrl(article.url) !== item.url)
    .map((member) => {
      const reason = isCopyKind(member.verdictKind)
        ? `folded into "${item.title}" (${member.verdictKind})`
        : `shown as "${item.title}" under another address`
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
