/** Namespace URIs as feeds write them, and the one prefix each goes by here. */

/** Compared in lower case, without a trailing slash or `#`. `rss` and `atom` are the two vocabularies of feeds themselves. */
const prefixByUri: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns': 'atom',
  'http://purl.org/rss/1.0': 'rss',
  'http://my.netscape.com/rdf/simple/0.9': 'rss',
  'http://channel.netscape.com/rdf/simple/0.9': 'rss',
  'http://my.netscape.com/publish/formats/rss-0.91.dtd': 'rss',
  'http://backend.userland.com/rss': 'rss',
  'http://backend.userland.com/rss2': 'rss',
  'http://backend.userland.com/rss091': 'rss',
  'http://blogs.law.harvard.edu/tech/rss': 'rss',
  'http://cyber.law.harvard.edu/rss': 'rss',
  'http://www.rssboard.org/rss-specification': 'rss',
  'http://purl.org/rss/1.0/modules/content': 'content',
  'http://purl.org/rss/1.0/modules/syndication': 'sy',
  'http://purl.org/dc/elements/1.1': 'dc',
  'http://purl.org/dc/elements/1.0': 'dc',
  'http://purl.org/dc/terms': 'dcterms',
  'http://search.yahoo.com/mrss': 'media',
  'http://www.rssboard.org/media-rss': 'media',
  'http://tools.search.yahoo.com/mrss': 'media',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.itunes.com/dtds/podcast-1.0': 'itunes',
  'http://example.com/dtds/podcast-1.0.dtd': 'itunes',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.pheedo.com/namespace/pheedo': 'pheedo',
  'http://purl.org/rss/1.0/modules/prism': 'prism',
  'http://news.yandex.ru': 'yandex',
  'http://news.rambler.ru': 'rambler',
  'http://www.w3.org/xml/1998/namespace': 'xml',
}

/** Prefixes that are understood although nobody declared them; feeds forget the declaration more often than they mean another thing. */
const wellKnown: ReadonlySet<string> = new Set([...Object.values(prefixByUri), 'a10', 'news'])

/** The prefix `uri` goes by here; undefined for a namespace we do not read. */
export function prefixOfUri(uri: string): string | undefined {
  const key = uri
    .trim()
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/[/#]+$/, '')
  return Object.hasOwn(prefixByUri, key) ? prefixByUri[key] : undefined
}

/** What an undeclared prefix most probably means. */
export function prefixOfUndeclared(prefix: string): string | undefined {
  if (!wellKnown.has(prefix)) return undefined
  return prefix === 'a10' ? 'atom' : prefix
}
