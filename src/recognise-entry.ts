/** Which article we have an entry is. Most say so with their id; some feeds number their entries from the top instead. */
import type { Context } from './context.ts'
import type { Article, ArticleDraft } from './model/article.ts'
import type { CanonicalUrl } from './model/canonical-url.ts'
import type { ArticleLocation } from './model/store.ts'
import { isCopyKind } from './model/verdict.ts'
import { compareTexts } from './match/compare-texts.ts'
import { ownMark } from './separate-guids.ts'

/** Fills in what the feed leaves out: text, evidence, the address behind a redirect. */
export type Complete = (draft: ArticleDraft) => Promise<ArticleDraft>

/** An entry under the id it is kept by, and the article it is of; `known` is undefined for a new one. */
export interface Recognised {
  readonly draft: ArticleDraft
  readonly known: ArticleLocation | undefined
  /** Never asks for a page twice. */
  readonly complete: Complete
}

/** Nothing of the entry but its id is the article's. */
function sharesNothing(draft: ArticleDraft, { url, givenUrl, title, contentHash }: Article): boolean {
  const isElsewhere = draft.url !== url && draft.givenUrl !== givenUrl
  return isElsewhere && draft.title !== title && draft.contentHash !== contentHash
}

/** A home page is the address of many entries. */
const isRoot = (url: CanonicalUrl): boolean => `${new URL(url).pathname}${new URL(url).search}` === '/'

async function atOwnAddress(
  { store }: Context,
  { sourceId, url }: ArticleDraft,
): Promise<ArticleLocation | undefined> {
  return url === undefined || isRoot(url) ? undefined : store.articleAt(sourceId, url)
}

/** A text completed from the page is not the feed's. */
function saysTheSame({ title, contentHash }: ArticleDraft, known: Article): boolean {
  return title === known.title && (known.completeness === 'page' || known.contentHash === contentHash)
}

/**
 * The article an entry is of whose id is new, or stands for something else (`holder`). Under a new id only what did not change
 * is the same article: a page may hold many, and two entries must not take turns.
 */
async function recogniseByAddress(
  context: Context,
  { draft, complete }: Pick<Recognised, 'draft' | 'complete'>,
  holder: ArticleLocation | undefined,
): Promise<Recognised> {
  const accepted = (given: ArticleDraft, found: ArticleLocation | undefined): ArticleLocation | undefined =>
    found !== undefined && (holder !== undefined || saysTheSame(given, found.article)) ? found : undefined
  const marked = { ...draft, guid: ownMark(draft) }
  const known =
    accepted(draft, await context.store.articleByGuid(draft.sourceId, marked.guid)) ??
    accepted(draft, await atOwnAddress(context, draft))
  if (known !== undefined) return { draft: { ...draft, guid: known.article.guid }, known, complete }
  const full = await complete(draft)
  const done = async (given: ArticleDraft): Promise<ArticleDraft> => ({ ...full, guid: given.guid })
  const landed = full.url === draft.url ? undefined : accepted(full, await atOwnAddress(context, full))
  if (landed !== undefined && landed.article.id === holder?.article.id)
    return { draft, known: holder, complete: done }
  // The address behind a redirect costs a request: under its mark the article is found without.
  if (landed !== undefined) return { draft: marked, known: landed, complete: done }
  if (holder === undefined) return { draft, known: undefined, complete: done }
  // An address made of the headline changes with it, and the text goes on.
  if (isCopyKind(compareTexts(full, holder.article).kind)) return { draft, known: holder, complete: done }
  return { draft: marked, known: undefined, complete: done }
}

/**
 * By id first. An id that stands for an article with another address, another title and another text, which the entry does
 * not resemble, is a number of places: then the address tells. Rejects with StoreError.
 */
export async function recogniseEntry(
  context: Context,
  draft: ArticleDraft,
  complete: Complete,
): Promise<Recognised> {
  const holder = await context.store.articleByGuid(draft.sourceId, draft.guid)
  if (holder !== undefined && !sharesNothing(draft, holder.article)) return { draft, known: holder, complete }
  return recogniseByAddress(context, { draft, complete }, holder)
}
