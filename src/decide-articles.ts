/** Decides the articles of a run one after another, in time order, and writes each decision before the next is made. */
import { createHash } from 'node:crypto'
import type { Context } from './context.ts'
import type { Article, ArticleDraft } from './model/article.ts'
import { parseArticleId, type ArticleId, type StoryId } from './model/brand.ts'
import { StoreError } from './model/errors.ts'
import type { Origin } from './model/evidence.ts'
import type { ArticleLocation, Change } from './model/store.ts'
import type { Story } from './model/story.ts'
import type { Comparison, Verdict, VerdictKind } from './model/verdict.ts'
import { decideCluster, type ClusterDecision, type ClusterInput } from './match/decide-cluster.ts'
import { saysDigest } from './match/decide-finding.ts'
import type { ExtraCandidate } from './match/matcher.ts'
import { urnFromHash } from './publish/group-members.ts'
import { overriddenStories } from './apply-overrides.ts'
import { isKeptApart, mayMeet } from './kept-apart.ts'
import { recogniseEntry, type Complete } from './recognise-entry.ts'
import type { StoryIndex } from './story-index.ts'

/** Comparisons kept beside the one that decided, for `explain`. */
const othersKeptMax = 8

/** What became of an article. */
export interface Decision {
  readonly articleId: ArticleId
  readonly storyId: StoryId
  readonly kind: VerdictKind
  readonly opened: boolean
  /** The publisher changed an article we had; nothing was folded. */
  readonly isUpdate: boolean
}

/**
 * A story's id from the first article that opened it: the same article opens the same story after the state was lost,
 * so that no reader sees it as new. RFC 9562 section 5.8 (UUID version 8) over SHA-256.
 */
export function storyIdFrom(seed: string): StoryId {
  return urnFromHash(createHash('sha256').update(seed).digest('hex'))
}

/** An id no other story has or had: the one readers know, the first article's, or one derived from it. */
export async function freshStoryId(context: Context, draft: ArticleDraft): Promise<StoryId> {
  const published = draft.url === undefined ? undefined : context.publishedIds.idOf(draft.url)
  if (published !== undefined && (await context.store.resolveStoryId(published)) === undefined)
    return published
  const seed = draft.url ?? `${draft.sourceId} ${draft.guid}`
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const id = storyIdFrom(attempt === 0 ? seed : `${seed} ${attempt}`)
    if ((await context.store.resolveStoryId(id)) === undefined) return id
  }
  throw new StoreError(`no free story id for ${seed}`)
}

/** Ids tried of one seed; a story that left another took the next free one. */
const idsTried = [0, 1, 2, 3]

/**
 * The id of the story of articles that leave `from`: the one it had before it was absorbed, as readers may know it, else a
 * fresh one. The changes free the id and come before the story is written.
 */
export async function idAfterLeaving(
  context: Context,
  from: StoryId,
  leaving: readonly [Article, ...(readonly Article[])],
): Promise<{ readonly id: StoryId; readonly changes: readonly Change[] }> {
  const absorbed = new Set(await context.store.aliasesOf(from))
  for (const { url, sourceId, guid } of leaving) {
    const seed = url ?? `${sourceId} ${guid}`
    const ids = [
      ...(url === undefined ? [] : [context.publishedIds.idOf(url)]),
      ...idsTried.map((attempt) => storyIdFrom(attempt === 0 ? seed : `${seed} ${attempt}`)),
    ]
    const id = ids.find((each) => each !== undefined && absorbed.has(each))
    if (id !== undefined) return { id, changes: [{ kind: 'aliasDropped', id }] }
  }
  return { id: await freshStoryId(context, leaving[0]), changes: [] }
}

/** The origin of a story nobody has traced yet: the article itself. */
export function untracedOrigin(article: Article): Origin {
  const { url, publisher } = article
  return {
    url,
    publisher,
    level: 'E0',
    confidence: 0,
    evidence: [],
    claimed: undefined,
    notes: [],
    tracedMs: 0,
  }
}

/** Two entries of one feed that only share a link (a home page, a live page) are two articles. */
function isSharedLink(draft: ArticleDraft, known: Article): boolean {
  const path = draft.url === undefined ? '/' : new URL(draft.url).pathname + new URL(draft.url).search
  if (path === '/') return true
  return (
    known.sourceId === draft.sourceId &&
    known.title !== draft.title &&
    known.contentHash !== draft.contentHash
  )
}

/** Articles known to the store under the same address or with the same text, however old, that may be compared with it. */
async function findIdentical(context: Context, draft: ArticleDraft): Promise<readonly ExtraCandidate[]> {
  const found: ExtraCandidate[] = []
  const isWanted = mayMeet(context.settings, draft.sourceId)
  const sameAddress =
    draft.url === undefined ? undefined : await context.store.articleByUrl(draft.url, isWanted)
  if (sameAddress !== undefined && !isSharedLink(draft, sameAddress.article)) {
    found.push({ articleId: sameAddress.article.id, tier: 'sameAddress' })
  }
  const sameText =
    draft.text === '' ? undefined : await context.store.articleByHash(draft.contentHash, isWanted)
  if (sameText !== undefined) found.push({ articleId: sameText.article.id, tier: 'sameText' })
  return found
}

/** Comparisons with the articles `dedupe` allows. */
function allowed(
  context: Context,
  index: StoryIndex,
  article: Article,
  comparisons: readonly Comparison[],
): readonly Comparison[] {
  const isWanted = mayMeet(context.settings, article.sourceId)
  if (isWanted === undefined) return comparisons
  return comparisons.filter(({ articleId }) => {
    const other = index.sourceOf(articleId)
    return other !== undefined && isWanted(other)
  })
}

/** Whether the feed says of an article what it said before. A text completed from the page is judged by its title. */
function isUnchanged(draft: ArticleDraft, before: Article): boolean {
  if (draft.title !== before.title || draft.givenUrl !== before.givenUrl) return false
  return before.completeness === 'page' || draft.contentHash === before.contentHash
}

/** An article whose id turned out to number places is kept under one of its own. */
async function keepId(context: Context, draft: ArticleDraft, known: ArticleLocation): Promise<void> {
  const { article: before, storyId } = known
  // A text that was let go cannot be written again.
  if (draft.guid === before.guid || before.text === '') return
  const fingerprint = (await context.index()).fingerprint(before)
  const article = { ...before, guid: draft.guid }
  await context.store.write([{ kind: 'article', article, storyId, fingerprint }])
}

/** The publisher changed its own article: the text is replaced, the verdict stands, nothing is folded. */
async function updateArticle(
  context: Context,
  draft: ArticleDraft,
  known: ArticleLocation,
  complete: Complete,
): Promise<Decision | undefined> {
  const { article: before, storyId } = known
  if (isUnchanged(draft, before)) {
    await keepId(context, draft, known)
    return undefined
  }
  const fresh =
    before.completeness === 'page' || draft.givenUrl !== before.givenUrl
      ? await complete(draft)
      : { ...draft, url: before.url, site: before.site }
  const index = await context.index()
  const { id, firstSeenMs } = before
  const evidence = fresh.evidence.length > 0 ? fresh.evidence : before.evidence
  const article: Article = {
    ...fresh,
    id,
    firstSeenMs,
    evidence,
    publishedMs: before.publishedMs ?? fresh.publishedMs,
  }
  const fingerprint = index.fingerprint(article)
  await context.store.write([{ kind: 'article', article, storyId, fingerprint }])
  index.add(article, storyId, fingerprint)
  return { articleId: article.id, storyId, kind: 'new', opened: false, isUpdate: true }
}

async function openStory(context: Context, article: Article): Promise<Story> {
  const id = await freshStoryId(context, article)
  const { firstSeenMs: createdMs } = article
  return { id, createdMs, touchedMs: createdMs, origin: untracedOrigin(article), speakerId: article.id }
}

/**
 * Decides with the user's overrides. An article that is a copy of two stories makes them one unless the configuration keeps
 * them apart, or one of them was found to be a digest of the other.
 */
async function clusterArticle(
  context: Context,
  article: Article,
  comparisons: readonly Comparison[],
): Promise<ClusterDecision> {
  const index = await context.index()
  const { forced, forbidden } = await overriddenStories(context, article)
  const input: ClusterInput = { comparisons, storyOf: (id) => index.storyOf(id), forced, forbidden }
  const decision = decideCluster(input)
  if (decision.kind === 'open' || decision.absorb.length === 0) return decision
  const members = new Map<StoryId, readonly Article[]>()
  const foundDigest = new Set<string>()
  for (const id of [decision.storyId, ...decision.absorb]) {
    const view = await context.store.story(id)
    members.set(id, view?.members.map((member) => member.article) ?? [])
    for (const member of members.get(id) ?? [])
      for (const other of (await context.store.verdict(member.id))?.others ?? [])
        if (saysDigest(other)) foundDigest.add(`${id} ${index.storyOf(other.articleId)?.id ?? ''}`)
  }
  const areApart = (one: StoryId, other: StoryId): boolean =>
    foundDigest.has(`${one} ${other}`) ||
    foundDigest.has(`${other} ${one}`) ||
    isKeptApart(context.settings, members.get(one) ?? [], members.get(other) ?? [])
  return decideCluster({ ...input, areApart })
}

/** Compares, clusters and records one new article. */
export async function placeArticle(context: Context, article: Article): Promise<Decision> {
  const { store } = context
  const index = await context.index()
  const fingerprint = index.fingerprint(article)
  const identical = await findIdentical(context, article)
  const comparisons = allowed(context, index, article, index.compare(article, fingerprint, identical))
  const decision = await clusterArticle(context, article, comparisons)
  const changes: Change[] = []
  const joined = decision.kind === 'join' ? await store.storyRecord(decision.storyId) : undefined
  const story = joined ?? (await openStory(context, article))
  const touchedMs = Math.max(story.touchedMs, context.now())
  changes.push(
    joined === undefined
      ? { kind: 'story', story: { ...story, touchedMs } }
      : { kind: 'storyTouched', id: story.id, touchedMs },
  )
  const absorbed = decision.kind === 'join' ? decision.absorb : []
  for (const id of absorbed) changes.push({ kind: 'storyMerged', absorbed: id, survivor: story.id })
  const by = decision.kind === 'join' ? decision.by : undefined
  const kind: VerdictKind =
    by?.kind ?? (joined !== undefined ? 'sameText' : decision.related.length > 0 ? 'related' : 'new')
  const others = decision.comparisons.filter((comparison) => comparison !== by).slice(0, othersKeptMax)
  const verdict: Verdict = { kind, storyId: story.id, comparison: by, others, decidedMs: context.now() }
  changes.push({ kind: 'article', article, storyId: story.id, fingerprint })
  changes.push({ kind: 'verdict', articleId: article.id, verdict })
  for (const id of decision.related)
    if (id !== story.id) changes.push({ kind: 'related', a: story.id, b: id })
  await store.write(changes)
  for (const id of absorbed) index.merge(id, story.id)
  index.add(article, story.id, fingerprint)
  return { articleId: article.id, storyId: story.id, kind, opened: joined === undefined, isUpdate: false }
}

/**
 * Compares an article that has a story with what was decided since, under the settings of now. Resolves to the story it
 * stands in then; undefined when that is the one it had.
 */
export async function foldAgain(
  context: Context,
  { article, storyId }: ArticleLocation,
): Promise<StoryId | undefined> {
  const { store } = context
  const index = await context.index()
  const identical = await findIdentical(context, article)
  const found = index.compare(article, index.fingerprint(article), identical)
  const others = found.filter(({ articleId }) => articleId !== article.id)
  const comparisons = allowed(context, index, article, others).filter(
    ({ articleId }) => index.storyOf(articleId)?.id !== storyId,
  )
  const decision = await clusterArticle(context, article, comparisons)
  if (decision.kind === 'open') return undefined
  const own = await store.storyRecord(storyId)
  const other = await store.storyRecord(decision.storyId)
  if (own === undefined || other === undefined || own.id === other.id) return undefined
  const isOlder = own.createdMs < other.createdMs
  const [survivor, absorbed] = isOlder ? [own.id, other.id] : [other.id, own.id]
  const { by } = decision
  const kind: VerdictKind = by?.kind ?? 'sameText'
  const verdict: Verdict = { kind, storyId: survivor, comparison: by, others: [], decidedMs: context.now() }
  await store.write([
    { kind: 'storyMerged', absorbed, survivor },
    { kind: 'verdict', articleId: article.id, verdict },
  ])
  index.merge(absorbed, survivor)
  return survivor
}

/** Gives an article its number. */
export async function numberArticle(context: Context, draft: ArticleDraft): Promise<Article> {
  const id = parseArticleId(await context.store.reserveArticleIds(1))
  if (id === undefined) throw new StoreError('the store gave no article number')
  return { ...draft, id }
}

/** Decides one draft: unchanged (undefined), updated, or newly placed. */
export async function decideArticle(
  context: Context,
  draft: ArticleDraft,
  complete: Complete,
): Promise<Decision | undefined> {
  const entry = await recogniseEntry(context, draft, complete)
  if (entry.known !== undefined) return updateArticle(context, entry.draft, entry.known, entry.complete)
  return placeArticle(context, await numberArticle(context, await entry.complete(entry.draft)))
}
