/** Cuts a story into the items a feed shows of it: one, or more where the feed does not want every kind of copy folded. */
import { parseStoryId, type StoryId } from '../model/brand.ts'
import type { Article } from '../model/article.ts'
import type { FeedSettings } from '../model/settings.ts'
import type { StoryMember, StoryView } from '../model/story.ts'

export interface MemberGroup {
  readonly id: StoryId
  /** In order of arrival, never empty. */
  readonly members: readonly StoryMember[]
}

type Hash = (text: string) => string

/** A `urn:uuid:` of version 8 (RFC 9562 section 5.8) from hexadecimal digits of a hash. */
export function urnFromHash(hex: string): StoryId {
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  const id = parseStoryId(`urn:uuid:${parts.join('-')}`)
  if (id === undefined) throw new RangeError(`not a hash: ${hex}`)
  return id
}

/** The id of an article that is an item of its own: that of the story it would have opened, so that merging stories does not rename it. */
export function articleItemId(article: Article, hash: Hash): StoryId {
  return urnFromHash(hash(article.url ?? `${article.sourceId} ${article.guid}`))
}

/** The first group holds the story's opener and keeps the story's id. */
export function groupMembers(
  view: StoryView,
  mode: FeedSettings['duplicates'],
  hash: Hash,
): readonly MemberGroup[] {
  const groups: { id: StoryId; members: StoryMember[] }[] = []
  const taken = new Set<StoryId>()
  for (const member of view.members) {
    const home = groups.find(({ members }) => folds(member, members, mode, members === groups[0]?.members))
    if (home !== undefined) {
      home.members.push(member)
      continue
    }
    const { article } = member
    const own = groups.length === 0 ? view.story.id : articleItemId(article, hash)
    const id = taken.has(own) ? urnFromHash(hash(`${article.sourceId} ${article.guid}`)) : own
    taken.add(id)
    groups.push({ id, members: [member] })
  }
  return groups
}

function folds(
  member: StoryMember,
  members: readonly StoryMember[],
  mode: FeedSettings['duplicates'],
  isFirst: boolean,
): boolean {
  const { article, verdictKind } = member
  const isSame = (): boolean =>
    members.some(
      ({ article: other }) =>
        other.contentHash === article.contentHash || (other.url !== undefined && other.url === article.url),
    )
  switch (mode) {
    case 'off':
      return false
    case 'exact':
      return (isFirst && (verdictKind === 'sameAddress' || verdictKind === 'sameText')) || isSame()
    case 'near':
      return (isFirst && verdictKind !== 'spun') || isSame()
    case 'all':
  }
  return true
}
