/** Everything there is to say about one story: the answer to "why was this dropped?", as values. */
import { cleanHtml } from './clean/clean-html.ts'
import type { Context } from './context.ts'
import { alignPassages } from './match/align-passages.ts'
import type { Article } from './model/article.ts'
import { parseStoryId, type StoryId } from './model/brand.ts'
import type { Origin } from './model/evidence.ts'
import type { Publication } from './model/store.ts'
import type { RelatedStory, StoryMember } from './model/story.ts'
import type { AlignedPassage, Verdict } from './model/verdict.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'

export interface ExplainedArticle {
  readonly article: Article
  readonly isOrigin: boolean
  readonly speaks: boolean
  readonly verdict: Verdict | undefined
  /** Address of the article the deciding comparison was made with. */
  readonly comparedWith: string | undefined
  /** The best passages shared with that article, in text order. */
  readonly passages: readonly AlignedPassage[]
  /** Furniture that cleaning takes away, by kind. */
  readonly removed: Readonly<Record<string, number>>
}

export interface StoryExplanation {
  readonly id: StoryId
  readonly aliases: readonly StoryId[]
  readonly createdMs: number
  readonly origin: Origin
  readonly articles: readonly ExplainedArticle[]
  readonly related: readonly RelatedStory[]
  readonly publications: readonly Publication[]
  /** YAML lines that would overrule what was decided. */
  readonly overrule: readonly string[]
}

const passagesMax = 5

async function explainArticle(
  context: Context,
  member: StoryMember,
  speakerId: number,
  origin: Origin,
): Promise<ExplainedArticle> {
  const { article } = member
  const verdict = await context.store.verdict(article.id)
  const comparedId = verdict?.comparison?.articleId
  const compared = comparedId === undefined ? undefined : (await context.store.article(comparedId))?.article
  const passages = compared === undefined ? [] : alignPassages(compared, article)
  const best = passages.toSorted((a, b) => b.cosine - a.cosine).slice(0, passagesMax)
  const { removed } = cleanHtml(article.html, {
    baseUrl: article.url,
    siteName: article.publisher,
    title: article.title,
  })
  return {
    article,
    isOrigin: article.url !== undefined && article.url === origin.url,
    speaks: article.id === speakerId,
    verdict,
    comparedWith: compared?.url ?? compared?.title,
    passages: passages.filter((passage) => best.includes(passage)),
    removed,
  }
}

function overruleLines(articles: readonly ExplainedArticle[], origin: Origin): readonly string[] {
  const lines: string[] = []
  const urls = new Set(articles.map(({ article }) => article.url).filter((url) => url !== undefined))
  const [first, second] = urls
  if (first !== undefined && second !== undefined)
    lines.push(`overrides: { notSameStory: [[${first}, ${second}]] }`)
  const site = origin.url === undefined ? undefined : URL.parse(origin.url)?.hostname
  if (site !== undefined) lines.push(`overrides: { origins: { ${site}: never } }`)
  return lines
}

/** By story id, or by the address of any of its articles. Resolves to undefined when nothing is known of it. */
export async function explainStory(context: Context, words: string): Promise<StoryExplanation | undefined> {
  const { store } = context
  const asked = parseStoryId(words)
  const url = asked === undefined ? canonicalizeUrl(words) : undefined
  const found = url === undefined ? undefined : await store.articleByUrl(url)
  const id = asked ?? found?.storyId
  const view = id === undefined ? undefined : await store.story(id)
  if (view === undefined) return undefined
  const { story, members, related } = view
  const articles: ExplainedArticle[] = []
  for (const member of members)
    articles.push(await explainArticle(context, member, story.speakerId, story.origin))
  return {
    id: story.id,
    aliases: await store.aliasesOf(story.id),
    createdMs: story.createdMs,
    origin: story.origin,
    articles,
    related,
    publications: await store.publicationsOf(story.id),
    overrule: overruleLines(articles, story.origin),
  }
}
