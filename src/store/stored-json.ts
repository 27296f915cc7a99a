/** Schemas of the JSON columns: what a stored row must look like before the rest of the product sees it. */
import { z } from 'zod'
import type { Article } from '../model/article.ts'
import { parseArticleId, parseSourceId, parseStoryId } from '../model/brand.ts'
import { parseCanonicalUrl } from '../model/canonical-url.ts'
import type { Enclosure, EntryClaims, Episode, PollingWishes } from '../model/entry.ts'
import type { Evidence, EvidenceKind, Origin } from '../model/evidence.ts'
import type { PollResult, SourceState } from '../model/source-state.ts'
import type { RunRecord } from '../model/store.ts'
import type { Comparison, Verdict, VerdictKind } from '../model/verdict.ts'

/** JSON has no undefined: an absent key and null both mean it. */
function optional<Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> {
  return schema.nullish().transform((value) => value ?? undefined)
}

/** A string or number that only its constructor can turn into a branded value. */
function brand<Given, Value>(
  given: z.ZodType<Given>,
  parse: (value: Given) => Value | undefined,
): z.ZodType<Value> {
  return given.transform((value, context) => {
    const made = parse(value)
    if (made !== undefined) return made
    context.addIssue('is not a well-formed value')
    return z.NEVER
  })
}

const articleId = brand(z.number(), parseArticleId)
const storyId = brand(z.string(), parseStoryId)
const sourceId = brand(z.string(), parseSourceId)
const canonicalUrl = brand(z.string(), (url) => parseCanonicalUrl(url))
const texts = z.array(z.string())

/** Spelt out so that tsc names a kind the model gained and this border does not know. */
const evidenceKind = z.enum({
  wrapper: 'wrapper',
  origLink: 'origLink',
  republishPixel: 'republishPixel',
  attributionLink: 'attributionLink',
  attributionName: 'attributionName',
  sourceAnchor: 'sourceAnchor',
  canonical: 'canonical',
  ogUrl: 'ogUrl',
  jsonLd: 'jsonLd',
  originalSource: 'originalSource',
  feedSource: 'feedSource',
  via: 'via',
  externalUrl: 'externalUrl',
  redirect: 'redirect',
  dateline: 'dateline',
  selfReference: 'selfReference',
  photoCredit: 'photoCredit',
  bodyLink: 'bodyLink',
  bodyMatch: 'bodyMatch',
  earliest: 'earliest',
  publisherListing: 'publisherListing',
  resolver: 'resolver',
  override: 'override',
} satisfies { readonly [Kind in EvidenceKind]: Kind })

const evidence: z.ZodType<Evidence> = z.object({
  kind: evidenceKind,
  value: z.string(),
  url: optional(canonicalUrl),
  publisher: optional(z.string()),
  weight: z.number(),
  where: z.enum(['entry', 'page', 'feed', 'url', 'store', 'config', 'resolver']),
})

export const originSchema: z.ZodType<Origin> = z.object({
  url: optional(canonicalUrl),
  publisher: z.string(),
  level: z.enum(['E0', 'E1', 'E2', 'E3', 'E4', 'EX']),
  confidence: z.number(),
  evidence: z.array(evidence),
  claimed: optional(z.object({ url: optional(canonicalUrl), publisher: z.string() })),
  notes: texts,
  tracedMs: z.number(),
})

export const verdictKindSchema = z.enum({
  new: 'new',
  related: 'related',
  sameAddress: 'sameAddress',
  sameText: 'sameText',
  nearDuplicate: 'nearDuplicate',
  spun: 'spun',
} satisfies { readonly [Kind in VerdictKind]: Kind })

const comparison: z.ZodType<Comparison> = z.object({
  kind: verdictKindSchema,
  articleId,
  scores: z.record(z.string(), z.number()),
  vetoes: texts,
  reason: z.string(),
})

export const verdictSchema: z.ZodType<Verdict> = z.object({
  kind: verdictKindSchema,
  storyId,
  comparison: optional(comparison),
  others: z.array(comparison),
  decidedMs: z.number(),
})

export const pollResultSchema = z.enum({
  new: 'new',
  unchanged: 'unchanged',
  notModified: 'notModified',
  failed: 'failed',
  gone: 'gone',
  rateLimited: 'rateLimited',
  refused: 'refused',
  notAFeed: 'notAFeed',
  broken: 'broken',
} satisfies { readonly [Result in PollResult]: Result })

const wishes: z.ZodType<PollingWishes> = z.object({
  everySeconds: optional(z.number()),
  skipHours: z.array(z.number()),
  skipDays: z.array(z.number()),
})

export const sourceStateSchema: z.ZodType<SourceState> = z.object({
  id: sourceId,
  url: z.string(),
  movedTo: optional(z.string()),
  isPage: z.boolean().optional(),
  moving: optional(z.object({ to: z.string(), sinceMs: z.number(), sightings: z.number() })),
  title: optional(z.string()),
  validators: z.object({ etag: optional(z.string()), lastModified: optional(z.string()) }),
  nextPollMs: z.number(),
  lastPollMs: optional(z.number()),
  lastSuccessMs: optional(z.number()),
  failuresInARow: z.number(),
  lastError: optional(z.string()),
  problems: z.array(z.string()).optional(),
  lastResult: optional(pollResultSchema),
  recentResults: z.array(pollResultSchema),
  gone: z.boolean(),
  bodyHash: optional(z.string()),
  articlesTotal: z.number(),
  wishes: wishes.optional(),
  freshForSeconds: z.number().optional(),
})

export const runRecordSchema: z.ZodType<RunRecord> = z.object({
  startedMs: z.number(),
  finishedMs: z.number(),
  sourcesPolled: z.number(),
  sourcesFailed: z.number(),
  articlesNew: z.number(),
  storiesNew: z.number(),
  folded: z.record(z.string(), z.number()),
  feedsChanged: z.number(),
})

const enclosure: z.ZodType<Enclosure> = z.object({
  url: z.string(),
  type: optional(z.string()),
  lengthBytes: optional(z.number()),
  durationSeconds: z.number().optional(),
})

const episode: z.ZodType<Episode> = z.object({
  number: z.number().optional(),
  season: z.number().optional(),
  kind: z.enum(['full', 'trailer', 'bonus']).optional(),
  isExplicit: z.boolean().optional(),
})

const claims: z.ZodType<EntryClaims> = z.object({
  sourceTitle: optional(z.string()),
  sourceUrl: optional(z.string()),
  via: texts,
  origLink: optional(z.string()),
  externalUrl: optional(z.string()),
  credit: optional(z.string()),
})

/** What of an article is neither searched for nor long. */
export type ArticleDetails = Pick<Article, (typeof detailNames)[number]>

export const detailNames = [
  'givenUrl',
  'updatedMs',
  'authors',
  'categories',
  'language',
  'enclosures',
  'image',
  'claims',
  'evidence',
  'episode',
] as const satisfies readonly (keyof Article)[]

export const articleDetailsSchema: z.ZodType<ArticleDetails> = z.object({
  givenUrl: optional(z.string()),
  updatedMs: optional(z.number()),
  authors: texts,
  categories: texts,
  language: optional(z.string()),
  enclosures: z.array(enclosure),
  image: optional(z.string()),
  claims,
  evidence: z.array(evidence),
  episode: optional(episode),
})
