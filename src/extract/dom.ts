/** The few DOM members that extraction uses, and the one door to the parser that implements them. */
import { parseHTML } from 'linkedom'

export interface PageElement {
  readonly localName: string
  textContent: string | null
  innerHTML: string
  readonly children: ArrayLike<PageElement>
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  querySelector(selectors: string): PageElement | null
  querySelectorAll(selectors: string): Iterable<PageElement>
  matches(selectors: string): boolean
  remove(): void
}

export interface PageDocument extends PageElement {
  readonly body: PageElement | null
  readonly documentElement: PageElement | null
}

const wholeDocument = /<html\b[^]*<body\b/i
const documentTags = /<\/?(?:html|head|body)\b[^>]*>/gi

/** Parses HTML that `boundHtml` has already cut to size. Unlike a browser, linkedom does not supply a missing body. */
export function parseDocument(html: string): PageDocument {
  const { document }: { document: PageDocument } = parseHTML(
    wholeDocument.test(html)
      ? html
      : `<!doctype html><html><body>${html.replaceAll(documentTags, '')}</body></html>`,
  )
  return document
}

/** Parses a fragment as the body of an empty document. */
export function parseFragment(html: string): PageDocument {
  return parseDocument(`<!doctype html><html><body>${html}</body></html>`)
}
