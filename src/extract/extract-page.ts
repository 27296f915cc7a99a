/** Main text and metadata of an article page: Readability on linkedom between a pre-clean and a post-filter. */
import { Readability } from '@mozilla/readability'
import type { CanonicalUrl } from '../model/canonical-url.ts'
import type { ExtractedPage } from '../model/page.ts'
import { boundHtml, pageLimits } from './bound-html.ts'
import { parseDocument, parseFragment, type PageDocument } from './dom.ts'
import { htmlToText } from './html-to-text.ts'
import { readMetadata, type PageMetadata } from './page-metadata.ts'
import { absolutizeAddresses, postFilter } from './post-filter.ts'
import { preClean } from './pre-clean.ts'

interface MainContent {
  readonly html: string
  readonly title: string
  readonly byline: string | undefined
  readonly siteName: string | undefined
}

const nothing: MainContent = { html: '', title: '', byline: undefined, siteName: undefined }

/** Runs Readability, which changes the document. */
function findMainContent(document: PageDocument): MainContent {
  const article = new Readability<string>(document).parse()
  if (article === null) return nothing
  return {
    html: article.content ?? '',
    title: article.title?.trim() ?? '',
    byline: article.byline?.trim() ?? undefined,
    siteName: article.siteName?.trim() ?? undefined,
  }
}

/** Content longer than any article ends before a closing tag, with a mark that readers know. */
function boundContent(html: string): string {
  const { contentCharactersMax } = pageLimits
  if (html.length <= contentCharactersMax) return html
  const end = html.lastIndexOf('</', contentCharactersMax)
  const opening = html.slice(0, end > 0 ? end : contentCharactersMax)
  return parseFragment(`${opening} […]`).body?.innerHTML ?? ''
}

function finishContent(html: string, base: string): string {
  const fragment = parseFragment(html)
  postFilter(fragment)
  absolutizeAddresses(fragment, base)
  return boundContent(fragment.body?.innerHTML.trim() ?? '')
}

function assemble(url: CanonicalUrl, metadata: PageMetadata, content: MainContent): ExtractedPage {
  const html = content.html === '' ? '' : finishContent(content.html, metadata.base)
  const { canonicals, publishedMs, publishedZoned, language, image } = metadata
  const byline = content.byline === undefined || content.byline === '' ? [] : [content.byline.slice(0, 200)]
  return {
    url,
    title: content.title === '' ? metadata.title : content.title,
    html,
    text: htmlToText(html),
    canonicals,
    siteName: metadata.siteName ?? content.siteName,
    authors: metadata.authors.length > 0 ? metadata.authors : byline,
    publishedMs,
    publishedZoned,
    language,
    image,
  }
}

/** An answer for a page nothing could be made of. */
function emptyPage(url: CanonicalUrl): ExtractedPage {
  return {
    url,
    title: '',
    html: '',
    text: '',
    canonicals: [],
    siteName: undefined,
    authors: [],
    publishedMs: undefined,
    language: undefined,
    image: undefined,
  }
}

/**
 * Reads an article page. Addresses in the result are absolute, the HTML is not sanitised. Work is bounded by `pageLimits`;
 * never throws: what cannot be read yields empty text and whatever metadata there was.
 */
export function extractPage(html: string, url: CanonicalUrl): ExtractedPage {
  let page = emptyPage(url)
  try {
    const document = parseDocument(boundHtml(html))
    const metadata = readMetadata(document, url)
    page = assemble(url, metadata, nothing)
    preClean(document)
    return assemble(url, metadata, findMainContent(document))
  } catch {
    // Readability and linkedom throw on documents without a body and the like: then there is no main text.
    return page
  }
}
