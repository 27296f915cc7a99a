/** What one feed would become, stage by stage: the real stages over a state that is thrown away. */
import { cleanHtml } from './clean/clean-html.ts'
import { completeArticle } from './complete-article.ts'
import type { Context } from './context.ts'
import { offersOfPage, type AnsweredPage } from './find-feed.ts'
import { decideArticle, type Decision } from './decide-articles.ts'
import { tellEvidence, tellVerdict } from './explain-words.ts'
import type { Article, ArticleDraft } from './model/article.ts'
import type { ParsedFeed, ParseOutcome } from './model/entry.ts'
import type { SourceSettings } from './model/settings.ts'
import type { VerdictKind } from './model/verdict.ts'
import { normalizeEntry } from './normalize/normalize-entry.ts'
import { rankClaims, strongestClaim } from './trace/rank-claims.ts'
import { citingArticle } from './trace/rank-members.ts'

/** Where an entry says it comes from, before anything is fetched. */
export interface ClaimedOrigin {
  readonly url: string | undefined
  readonly publisher: string
  /** 0..1 */
  readonly score: number
  /** Every observation behind it, in words. */
  readonly says: readonly string[]
}

export interface PreviewedEntry {
  /** Its place in the feed, from 1. */
  readonly place: number
  readonly title: string
  /** The address under which copies of it meet. */
  readonly url: string | undefined
  /** The address as the feed gave it, where normalising changed it. */
  readonly givenUrl: string | undefined
  readonly publisher: string
  readonly publishedMs: number | undefined
  readonly language: string | undefined
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly completeness: Article['completeness']
  readonly words: number
  /** Furniture that cleaning takes away: how many of each kind, and the lines that go. */
  readonly removed: Readonly<Record<string, number>>
  readonly removedLines: readonly string[]
  readonly kind: VerdictKind
  /** In words: why it is new, or a copy. */
  readonly says: string
  /** Place of the entry it is a copy of. */
  readonly copyOf: number | undefined
  readonly claimed: ClaimedOrigin | undefined
}

export interface Preview {
  readonly format: ParsedFeed['format']
  readonly title: string
  readonly siteUrl: string | undefined
  readonly language: string | undefined
  /** What was wrong with the document and survived. */
  readonly problems: readonly string[]
  readonly entries: readonly PreviewedEntry[]
  /** Entries that repeat the id of an entry before them. */
  readonly repeated: number
  readonly stories: number
}

const linesShownMax = 20
const lineCharactersMax = 200

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')

/** Lines of the received text that the cleaned one no longer has. */
function removedLines(received: string, cleaned: string): readonly string[] {
  const kept = linesOf(cleaned).join('\n')
  return linesOf(received)
    .filter((line) => !kept.includes(line))
    .slice(0, linesShownMax)
    .map((line) => line.slice(0, lineCharactersMax))
}

function claimedOrigin(context: Context, article: Article): ClaimedOrigin | undefined {
  const claim = strongestClaim(rankClaims([citingArticle(article)], context.registry))
  switch (claim.kind) {
    case 'none':
      return undefined
    case 'url': {
      const { url, domain, score, evidence } = claim.best
      return { url, publisher: domain, score, says: evidence.map(tellEvidence) }
    }
    case 'publisher':
      break
  }
  const { name, score, evidence } = claim.best
  return { url: undefined, publisher: name, score, says: evidence.map(tellEvidence) }
}

interface Placed {
  readonly place: number
  readonly draft: ArticleDraft
  readonly decision: Decision
}

const inTimeOrder = (a: ArticleDraft, b: ArticleDraft): number =>
  (a.publishedMs ?? a.firstSeenMs) - (b.publishedMs ?? b.firstSeenMs)

/** Decides the entries in time order, as a run does. */
async function placeEntries(
  context: Context,
  source: SourceSettings,
  drafts: readonly ArticleDraft[],
): Promise<{ readonly placed: readonly Placed[]; readonly repeated: number }> {
  const seen = new Set<string>()
  const ordered = drafts.flatMap((draft, index) => {
    if (seen.has(draft.guid)) return []
    seen.add(draft.guid)
    return [{ draft, place: index + 1 }]
  })
  ordered.sort((a, b) => inTimeOrder(a.draft, b.draft) || b.place - a.place)
  const placed: Placed[] = []
  for (const { draft, place } of ordered) {
    const decision = await decideArticle(context, draft, (known) => completeArticle(context, known, source))
    if (decision !== undefined) placed.push({ place, draft, decision })
  }
  const repeated = drafts.length - ordered.length
  return { placed: placed.toSorted((a, b) => a.place - b.place), repeated }
}

async function previewEntry(
  context: Context,
  { place, draft, decision }: Placed,
  placeOf: (articleId: number) => number | undefined,
): Promise<PreviewedEntry | undefined> {
  const article = (await context.store.article(decision.articleId))?.article
  if (article === undefined) return undefined
  const verdict = await context.store.verdict(article.id)
  const index = await context.index()
  const { title, publisher, language, authors, categories, completeness, publishedMs, url } = article
  const cleaned = cleanHtml(article.html, {
    baseUrl: url,
    siteName: publisher,
    title,
    boilerplate: index.boilerplateOf(article),
  })
  const compared = verdict?.comparison?.articleId
  return {
    place,
    title: cleaned.title === '' ? title : cleaned.title,
    url,
    givenUrl: draft.givenUrl === url ? undefined : draft.givenUrl,
    publisher,
    publishedMs,
    language,
    authors,
    categories,
    completeness,
    words: linesOf(cleaned.text)
      .join(' ')
      .split(' ')
      .filter((word) => word !== '').length,
    removed: cleaned.removed,
    removedLines: removedLines(article.text, cleaned.text),
    kind: decision.kind,
    says: tellVerdict(verdict),
    copyOf: compared === undefined ? undefined : placeOf(compared),
    claimed: claimedOrigin(context, article),
  }
}

/** Carries a feed through the stages. `context` has a state of its own that the caller throws away. */
export async function previewFeed(
  context: Context,
  source: SourceSettings,
  feed: ParsedFeed,
): Promise<Preview> {
  const nowMs = context.now()
  context.pages.reset(context.settings.limits.pagesPerRunMax)
  const drafts = feed.entries.map((entry) => normalizeEntry(entry, { source, feed, nowMs }))
  const { placed, repeated } = await placeEntries(context, source, drafts)
  const places = new Map<number, number>(placed.map(({ place, decision }) => [decision.articleId, place]))
  const entries: PreviewedEntry[] = []
  for (const each of placed) {
    const entry = await previewEntry(context, each, (id) => places.get(id))
    if (entry !== undefined) entries.push(entry)
  }
  const { format, title, siteUrl, language, problems } = feed
  const stories = placed.filter(({ decision }) => decision.opened).length
  return { format, title, siteUrl, language, problems, entries, repeated, stories }
}

/** In words what a document is that is no feed, and where its feeds are. */
export function tellWrongDocument(
  outcome: Exclude<ParseOutcome, { readonly kind: 'parsed' }>,
  page: AnsweredPage,
): string {
  if (outcome.kind === 'broken') return `it cannot be read: ${outcome.reason}`
  const offers = offersOfPage(page, outcome.alternates, page.url)
  return `it is no feed but ${outcome.what}${offers.length > 0 ? `; it offers ${offers.join(', ')}` : ''}`
}
