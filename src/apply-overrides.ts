/** The user's last word: `overrides.sameStory` and `notSameStory`, for articles that come in and for stories already there. */
import { applyChangedSettings } from './apply-changed-settings.ts'
import type { Context } from './context.ts'
import { idAfterLeaving, untracedOrigin } from './decide-articles.ts'
import type { Article } from './model/article.ts'
import type { ArticleId, StoryId } from './model/brand.ts'
import type { ArticleLocation, Change } from './model/store.ts'
import type { StoryMember } from './model/story.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'

type Pair = readonly [string, string]

async function locate(context: Context, address: string): Promise<ArticleLocation | undefined> {
  const url = canonicalizeUrl(address)
  return url === undefined ? undefined : context.store.articleByUrl(url)
}

/** Stories of the articles paired with this one. */
async function partnerStories(
  context: Context,
  article: Article,
  pairs: readonly Pair[],
): Promise<readonly StoryId[]> {
  const stories: StoryId[] = []
  for (const [left, right] of pairs) {
    const [a, b] = [canonicalizeUrl(left), canonicalizeUrl(right)]
    const partner = a === article.url ? right : b === article.url ? left : undefined
    const found = partner === undefined ? undefined : await locate(context, partner)
    if (found !== undefined) stories.push(found.storyId)
  }
  return stories
}

/** Where the overrides send an arriving article, and where they do not let it go. */
export async function overriddenStories(
  context: Context,
  article: Article,
): Promise<{ readonly forced: readonly StoryId[]; readonly forbidden: ReadonlySet<StoryId> }> {
  const { sameStory, notSameStory } = context.settings.overrides
  if (article.url === undefined || sameStory.length + notSameStory.length === 0)
    return { forced: [], forbidden: new Set() }
  const forced = await partnerStories(context, article, sameStory)
  const forbidden = await partnerStories(context, article, notSameStory)
  return { forced, forbidden: new Set(forbidden) }
}

/** The later article of the pair leaves, and with it those that were folded because they resembled it. */
async function leavingMembers(
  context: Context,
  members: readonly StoryMember[],
  first: ArticleId,
): Promise<readonly Article[]> {
  const leaving = new Set<ArticleId>([first])
  for (const { article } of members) {
    const verdict = await context.store.verdict(article.id)
    const resembled = verdict?.comparison?.articleId
    if (resembled !== undefined && leaving.has(resembled) && article.id > resembled) leaving.add(article.id)
  }
  return members.map(({ article }) => article).filter(({ id }) => leaving.has(id))
}

async function splitStory(context: Context, storyId: StoryId, later: Article): Promise<StoryId> {
  const view = await context.store.story(storyId)
  const leaving = await leavingMembers(context, view?.members ?? [], later.id)
  const { id, changes: freed } = await idAfterLeaving(context, storyId, [
    later,
    ...leaving.filter((article) => article.id !== later.id),
  ])
  const createdMs = later.firstSeenMs
  const story = {
    id,
    createdMs,
    touchedMs: context.now(),
    origin: untracedOrigin(later),
    speakerId: later.id,
  }
  const changes: Change[] = [...freed, { kind: 'story', story }]
  for (const { id: articleId } of leaving) changes.push({ kind: 'articleMoved', articleId, storyId: id })
  const stays = view?.members.find(({ article }) => !leaving.includes(article))
  if (view !== undefined && stays !== undefined) {
    const origin = untracedOrigin(stays.article)
    changes.push({
      kind: 'story',
      story: { ...view.story, touchedMs: context.now(), origin, speakerId: stays.article.id },
    })
  }
  await context.store.write(changes)
  const index = await context.index()
  for (const { id: articleId } of leaving) index.move(articleId, id, createdMs)
  return id
}

/** Brings the stories already there in line with the overrides; returns those that changed. */
export async function applyOverrides(context: Context): Promise<readonly StoryId[]> {
  const touched: StoryId[] = []
  const { sameStory, notSameStory } = context.settings.overrides
  for (const [left, right] of sameStory) {
    const [a, b] = [await locate(context, left), await locate(context, right)]
    if (a === undefined || b === undefined || a.storyId === b.storyId) continue
    const [survivor, absorbed] = a.article.id < b.article.id ? [a.storyId, b.storyId] : [b.storyId, a.storyId]
    await context.store.write([{ kind: 'storyMerged', absorbed, survivor }])
    const index = await context.index()
    index.merge(absorbed, survivor)
    touched.push(survivor)
  }
  for (const [left, right] of notSameStory) {
    const [a, b] = [await locate(context, left), await locate(context, right)]
    if (a === undefined || b === undefined || a.storyId !== b.storyId || a.article.id === b.article.id)
      continue
    const later = a.article.id > b.article.id ? a.article : b.article
    touched.push(a.storyId, await splitStory(context, a.storyId, later))
  }
  touched.push(...(await applyChangedSettings(context)))
  return touched
}
