/** RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, from text to `ParsedFeed`. */
import type { FeedFormat, ParsedFeed } from '../model/entry.ts'
import type { Limits } from '../model/limits.ts'
import { buildTree } from './build-tree.ts'
import { all, one, type Field } from './field.ts'
import { readEntry } from './read-entry.ts'
import { pageLink, readLinks, resolveAddress } from './read-links.ts'
import { readNames } from './read-names.ts'
import { plainLine, readPlain } from './read-text.ts'
import { readWishes } from './read-wishes.ts'

export interface XmlFeedHints {
  readonly url: string
  readonly limits: Limits
  /** Receives, in words, what was wrong and survived. */
  readonly report: (problem: string) => void
}

/** Undefined when there is no feed in `xml`. `problems` is left to the caller. */
export async function readXmlFeed(
  xml: string,
  hints: XmlFeedHints,
): Promise<Omit<ParsedFeed, 'problems'> | undefined> {
  const tree = buildTree(xml, hints.url, hints.limits, hints.report)
  if (tree === undefined) return undefined
  const { feed, entries } = tree
  const isAtom = tree.root === 'atom'
  const siteUrl =
    pageLink(readLinks(feed, hints.url)) ?? resolveAddress(feed.attributes.get('href'), hints.url)
  const language = textOf(feed, ['language', 'dc:language']) ?? feed.language
  const context = {
    base: isAtom ? hints.url : (siteUrl ?? hints.url),
    isAtom,
    language,
    authors: isAtom ? readNames(feed) : [],
  }
  const format: FeedFormat = tree.root
  return {
    format,
    title: plainOf(feed, ['title', 'atom:title', 'dc:title']),
    siteUrl,
    description: plainOf(feed, [
      'description',
      'subtitle',
      'tagline',
      'atom:subtitle',
      'dc:description',
      'itunes:summary',
      'itunes:subtitle',
      'abstract',
      'info',
      'feedburner:browserfriendly',
    ]),
    language,
    entries: entries.map((entry) => readEntry(entry, context)),
    wishes: readWishes(feed),
    ...(tree.isCut ? { isCut: true } : {}),
  }
}

function plainOf(feed: Field, names: readonly string[]): string {
  for (const name of names) {
    const text = all(feed, name)
      .map(readPlain)
      .find((line) => line !== '')
    if (text !== undefined) return text
  }
  return ''
}

function textOf(feed: Field, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = plainLine(one(feed, name)?.value ?? '')
    if (text !== '') return text
  }
  return undefined
}
