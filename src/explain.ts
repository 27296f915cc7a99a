/** Everything there is to say about one story: the answer to "why was this dropped?", as values. */
import { cleanHtml } from './clean/clean-html.ts'
import type { Context } from './context.ts'
import { correctionsOf, overridesInForce } from './explain-overrides.ts'
import { levelSentences, tellAgreement, tellEvidence, tellVerdict } from './explain-words.ts'
import type { BoilerplateLearner } from './fingerprint/boilerplate.ts'
import { fingerprintText } from './fingerprint/fingerprint.ts'
import { alignPassages } from './match/align-passages.ts'
import { compareTexts } from './match/compare-texts.ts'
import { prepareSide } from './match/prepare-side.ts'
import { seedFrequencies } from './match/seed-frequencies.ts'
import type { Article } from './model/article.ts'
import { parseStoryId, type StoryId } from './model/brand.ts'
import type { Agreement, ExplainedArticle, StoryExplanation } from './model/explanation.ts'
import type { Story, StoryMember } from './model/story.ts'
import type { AlignedPassage } from './model/verdict.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'
import { loadBoilerplate } from './story-index.ts'

const passagesMax = 5

/** Each is compared sentence by sentence, some milliseconds; a page of more nobody reads. */
const articlesExplainedMax = 60

/** Below this two sentences share words and not what they tell; the matcher draws the same line for openings. */
const toldCosineMin = 0.4

/** Sentences that are compared: those that are nothing but quotation are not, nor is the title here. */
function sentenceCount(article: Article): number {
  const { sentences, hasTitle } = prepareSide(fingerprintText(article), seedFrequencies())
  return sentences.length - (hasTitle ? 1 : 0)
}

/** How an article agrees with the one that stands for the origin. */
export function agreementOf(reference: Article, article: Article): Agreement {
  const told = alignPassages(reference, article, Number.POSITIVE_INFINITY).filter(
    ({ cosine }) => cosine >= toldCosineMin,
  )
  const isTitles = ({ left, right }: AlignedPassage): boolean =>
    left === reference.title.slice(0, left.length) && right === article.title.slice(0, right.length)
  const titlesAlign = told.some(isTitles)
  const { scores } = compareTexts(reference, article)
  const dated = reference.publishedMs !== undefined && article.publishedMs !== undefined
  return {
    titlesAlign,
    sentencesAligned: told.length - (titlesAlign ? 1 : 0),
    sentences: Math.min(sentenceCount(reference), sentenceCount(article)),
    figuresShared: scores['numbersShared'] ?? 0,
    figures: scores['numbersOfFewer'] ?? 0,
    laterMs: dated ? (article.publishedMs ?? 0) - (reference.publishedMs ?? 0) : undefined,
  }
}

interface Scene {
  readonly context: Context
  readonly story: Story
  /** The article held to be the origin; the one that speaks when the origin is not among them. */
  readonly reference: Article | undefined
  readonly boilerplate: BoilerplateLearner
}

async function explainArticle(
  { context, story, reference, boilerplate }: Scene,
  { article }: StoryMember,
): Promise<ExplainedArticle> {
  const verdict = await context.store.verdict(article.id)
  const comparedId = verdict?.comparison?.articleId
  const compared = comparedId === undefined ? undefined : (await context.store.article(comparedId))?.article
  const agreement =
    reference === undefined || reference.id === article.id ? undefined : agreementOf(reference, article)
  const { removed } = cleanHtml(article.html, {
    baseUrl: article.url,
    siteName: article.publisher,
    title: article.title,
    boilerplate: new Set(boilerplate.furniture(article.sourceId, article)),
  })
  const agrees = agreement === undefined ? '' : tellAgreement(agreement)
  return {
    article,
    isOrigin: article.url !== undefined && article.url === story.origin.url,
    speaks: article.id === story.speakerId,
    verdict,
    comparedWith: compared?.url ?? compared?.title,
    passages: compared === undefined ? [] : alignPassages(compared, article, passagesMax),
    agreement,
    removed,
    says: [tellVerdict(verdict), ...(agrees === '' ? [] : [`against the origin, ${agrees}`])],
  }
}

/** The story an address or an id leads to; undefined when nothing is known of it. */
export async function findStory(context: Context, words: string): Promise<StoryId | undefined> {
  const asked = parseStoryId(words)
  if (asked !== undefined) return context.store.resolveStoryId(asked)
  const url = canonicalizeUrl(words)
  return url === undefined ? undefined : (await context.store.articleByUrl(url))?.storyId
}

/** By story id, or by the address of any of its articles. Resolves to undefined when nothing is known of it. */
export async function explainStory(context: Context, words: string): Promise<StoryExplanation | undefined> {
  const { store, settings } = context
  const id = await findStory(context, words)
  const view = id === undefined ? undefined : await store.story(id)
  if (view === undefined) return undefined
  const { story, members, related } = view
  const { origin } = story
  const speaker = members.find(({ article }) => article.id === story.speakerId)
  const first = members.find(({ article }) => article.url !== undefined && article.url === origin.url)
  const boilerplate = await loadBoilerplate(store)
  const scene: Scene = { context, story, reference: (first ?? speaker)?.article, boilerplate }
  const articles: ExplainedArticle[] = []
  for (const member of members.slice(0, articlesExplainedMax))
    articles.push(await explainArticle(scene, member))
  const all = members.map(({ article }) => article)
  return {
    id: story.id,
    aliases: await store.aliasesOf(story.id),
    title: speaker?.article.title ?? '',
    createdMs: story.createdMs,
    origin,
    standing: levelSentences[origin.level],
    evidence: origin.evidence.map((evidence) => ({ ...evidence, says: tellEvidence(evidence) })),
    articles,
    articlesLeftOut: members.length - articles.length,
    related,
    publications: await store.publicationsOf(story.id),
    overrides: overridesInForce(settings, all, origin.url),
    overrule: correctionsOf(settings.overrides, articles, related),
  }
}
