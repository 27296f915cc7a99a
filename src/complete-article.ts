/** Completes an article from its page where the feed carries only its opening, and collects what both say of the origin. */
import type { Context } from './context.ts'
import type { ArticleDraft } from './model/article.ts'
import type { Evidence } from './model/evidence.ts'
import type { PageOutcome } from './model/page.ts'
import type { SourceSettings } from './model/settings.ts'
import { canonicalizeUrl } from './normalize/canonicalize-url.ts'
import { hashContent } from './normalize/content-hash.ts'
import { getDomain } from 'tldts'
import { collectEvidence } from './trace/collect-evidence.ts'
import type { PublisherRegistry } from './trace/registry.ts'

type Page = Extract<PageOutcome, { kind: 'page' }>

/** A page's text replaces the feed's only when it says clearly more. */
const completionGainMin = 1.2

function wantsPage(draft: ArticleDraft, source: SourceSettings): boolean {
  if (draft.url === undefined || source.fullText === 'never') return false
  return source.fullText === 'always' || draft.completeness === 'teaser' || source.role === 'aggregator'
}

/** Where a link through a redirect led to; the address itself is then the best evidence of the original. */
function followRedirect(draft: ArticleDraft, page: Page, registry: PublisherRegistry): ArticleDraft {
  const landed = canonicalizeUrl(page.page.url)
  if (landed === undefined || landed === draft.url || page.hops.length === 0) return draft
  const site = getDomain(landed) ?? ''
  const evidence: Evidence = {
    kind: 'redirect',
    value: `${draft.url ?? ''} leads to ${landed}`.slice(0, 300),
    url: landed,
    publisher: site,
    weight: 1,
    where: 'url',
  }
  const publisher =
    site === draft.site ? draft.publisher : (page.page.siteName ?? registry.byDomain(site)?.name ?? site)
  return { ...draft, url: landed, site, publisher, evidence: [...draft.evidence, evidence] }
}

function takeText(draft: ArticleDraft, page: Page, always: boolean): ArticleDraft {
  const { text, html, title, image } = page.page
  if (text.length < draft.text.length * completionGainMin && !always) return draft
  if (text.length === 0) return draft
  const filled = draft.title === '' ? title : draft.title
  const contentHash = hashContent(text)
  return {
    ...draft,
    title: filled,
    text,
    html,
    contentHash,
    completeness: 'page',
    image: draft.image ?? image,
  }
}

/** Adds evidence, and the page's text where it is needed and to be had. */
export async function completeArticle(
  context: Context,
  draft: ArticleDraft,
  source: SourceSettings,
): Promise<ArticleDraft> {
  const { registry } = context
  const { url, html, text, title, claims, givenUrl } = draft
  const given = givenUrl === undefined ? {} : { givenUrl }
  const told = collectEvidence({ url, html, text, title, claims, where: 'entry', registry, ...given })
  const informed: ArticleDraft = { ...draft, evidence: told }
  if (url === undefined || !wantsPage(draft, source)) return informed
  const outcome = await context.pages.fetchPage(url)
  if (outcome.kind !== 'page') {
    context.log.debug({ source: source.id, url, why: outcome.message }, 'the page could not be read')
    return informed
  }
  const followed = followRedirect(
    { ...informed, evidence: [...told, ...outcome.evidence] },
    outcome,
    registry,
  )
  return takeText(followed, outcome, source.fullText === 'always')
}
