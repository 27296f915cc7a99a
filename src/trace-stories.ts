/** Traces the stories a run touched, and lets a verified original speak for its story. */
import type { Context } from './context.ts'
import { placeArticle, numberArticle } from './decide-articles.ts'
import { isKeptApart } from './kept-apart.ts'
import type { Article, ArticleDraft } from './model/article.ts'
import { parseSourceId, type SourceId, type StoryId } from './model/brand.ts'
import type { CanonicalUrl } from './model/canonical-url.ts'
import type { Origin } from './model/evidence.ts'
import type { ExtractedPage } from './model/page.ts'
import { noClaims } from './model/entry.ts'
import type { StoryView } from './model/story.ts'
import { compareTexts } from './match/compare-texts.ts'
import { hashContent } from './normalize/content-hash.ts'
import { getDomain } from 'tldts'
import { traceOrigin, type TraceTools } from './trace/trace-origin.ts'

/** The source of articles no feed carried: originals the tracer found. */
const tracedSource: SourceId | undefined = parseSourceId('found-by-tracing')

/** The page of an original that no source carried, as an article. */
function draftFromPage(
  page: ExtractedPage,
  origin: Origin,
  url: CanonicalUrl,
  nowMs: number,
): ArticleDraft | undefined {
  if (tracedSource === undefined || page.text === '') return undefined
  return {
    sourceId: tracedSource,
    guid: url,
    url,
    givenUrl: url,
    title: page.title,
    html: page.html,
    text: page.text,
    publishedMs: page.publishedMs === undefined ? undefined : Math.min(page.publishedMs, nowMs),
    updatedMs: undefined,
    firstSeenMs: nowMs,
    publisher: origin.publisher,
    site: getDomain(url) ?? '',
    authors: page.authors,
    categories: [],
    language: page.language,
    enclosures: [],
    image: page.image,
    claims: noClaims,
    completeness: 'page',
    evidence: [],
    contentHash: hashContent(page.text),
  }
}

function toolsOf(context: Context): TraceTools {
  return {
    fetchPage: context.pages.fetchPage,
    compareTexts,
    registry: context.registry,
    resolvers: context.resolvers,
    hopsMax: context.settings.limits.originHopsMax,
    trustOf: (site) => context.trust.trustOf(site),
    async findArticle(url) {
      return (await context.store.articleByUrl(url))?.article
    },
  }
}

/** Stories that hold an article at the origin's address are the same story: the older id survives. */
async function joinOriginStory(context: Context, view: StoryView, origin: Origin): Promise<StoryId> {
  const { story } = view
  const verified = origin.level === 'E3' || origin.level === 'E4'
  const held =
    origin.url === undefined || !verified ? undefined : await context.store.articleByUrl(origin.url)
  if (held === undefined || held.storyId === story.id) return story.id
  const other = await context.store.story(held.storyId)
  const articlesOf = (each: StoryView | undefined): readonly Article[] =>
    each?.members.map(({ article }) => article) ?? []
  if (isKeptApart(context.settings, articlesOf(view), articlesOf(other))) return story.id
  const otherIsOlder = other !== undefined && other.story.createdMs < story.createdMs
  const [survivor, absorbed] = otherIsOlder ? [held.storyId, story.id] : [story.id, held.storyId]
  await context.store.write([{ kind: 'storyMerged', absorbed, survivor }])
  const index = await context.index()
  index.merge(absorbed, survivor)
  return survivor
}

/** Puts the original's own article into the story; the matcher's verdict says how it resembles the copies. */
async function adoptPage(
  context: Context,
  page: ExtractedPage,
  origin: Origin,
): Promise<Article | undefined> {
  if (origin.url === undefined) return undefined
  const draft = draftFromPage(page, origin, origin.url, context.now())
  if (draft === undefined) return undefined
  const known = await context.store.articleByGuid(draft.sourceId, draft.guid)
  if (known !== undefined) return known.article
  const article = await numberArticle(context, draft)
  await placeArticle(context, article)
  return article
}

/** Finds the origin of one story and records it. Resolves to the origin, undefined when the story is gone. */
export async function traceStory(context: Context, id: StoryId): Promise<Origin | undefined> {
  const { store, settings, sourcesById } = context
  const view = await store.story(id)
  if (view === undefined) return undefined
  const { overrides } = settings
  const previous = view.story.origin.tracedMs === 0 ? undefined : view.story.origin
  const roleOf = (source: SourceId): 'publisher' | 'aggregator' | 'auto' =>
    sourcesById.get(source)?.role ?? 'auto'
  const input = { members: view.members, previous, overrides, nowMs: context.now(), roleOf }
  const { origin, page, distrusted } = await traceOrigin(input, toolsOf(context))
  await context.trust.distrust(distrusted)
  await context.resolverMemory.save()
  if (page !== undefined) await adoptPage(context, page, origin)
  const survivor = await joinOriginStory(context, view, origin)
  const isSame = page === undefined && survivor === id
  const now = isSame ? view : await store.story(survivor)
  if (now === undefined) return undefined
  const speaker = now.members.find(({ article }) => article.url !== undefined && article.url === origin.url)
  const speakerId = speaker?.article.id ?? now.story.speakerId
  await store.write([{ kind: 'story', story: { ...now.story, origin, speakerId, touchedMs: context.now() } }])
  return origin
}
