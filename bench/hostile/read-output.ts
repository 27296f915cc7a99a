/** Reads what was published back: items, dates and whether the XML is well-formed. */
import RssParser from 'rss-parser'
import type { Output } from './run-cases.ts'

export interface PublishedItem {
  readonly id: string
  readonly url?: string
  readonly external_url?: string
  readonly title?: string
  readonly content_html?: string
  readonly content_text?: string
  readonly date_published?: string
}

export function itemsOf(output: Output | undefined): readonly PublishedItem[] {
  return output === undefined ? [] : (JSON.parse(output.json) as { items: readonly PublishedItem[] }).items
}

/** XML 1.0 section 2.2: what a document may not contain at all. */
// oxlint-disable-next-line no-control-regex -- that is what is looked for
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

/** What is wrong with the published XML, in words; undefined when a strict parser takes it. */
export async function findMalformed({ rss, atom }: Output): Promise<string | undefined> {
  for (const xml of [rss, atom]) {
    if (forbiddenCharacter.test(xml) || !xml.isWellFormed()) return 'a character XML does not allow'
    try {
      await new RssParser().parseString(xml)
    } catch (error) {
      return String(error)
    }
  }
  return undefined
}
