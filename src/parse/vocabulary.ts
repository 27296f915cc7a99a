/** The elements that are read, by the kind of content they hold. Names are lower case, with our own prefixes. */

/** transparent: its children count as its parent's. markup: holds text or HTML, read up to its end tag. leaf: text without children. */
export type ElementKind = 'transparent' | 'item' | 'container' | 'markup' | 'leaf'

const words = (text: string): readonly string[] => text.split(/\s+/)

const kinds: ReadonlyMap<string, ElementKind> = new Map([
  ...words('rss rdf:rdf feed channel items entries').map((name) => [name, 'transparent'] as const),
  ...words('item entry').map((name) => [name, 'item'] as const),
  ...words(
    'author contributor source image textinput skiphours skipdays media:group media:content itunes:owner atom:author atom:contributor atom:source',
  ).map((name) => [name, 'container'] as const),
  ...words(
    'title description abstract info feedburner:browserfriendly content content:encoded summary tagline subtitle atom:title atom:summary atom:content atom:subtitle dc:title dc:description ' +
      'media:title media:description media:text itunes:title itunes:subtitle itunes:summary xhtml:body xhtml:div body fullitem yandex:full-text rambler:fulltext',
  ).map((name) => [name, 'markup'] as const),
  ...words(
    'link atom:link guid id atom:id pubdate lastbuilddate published updated issued modified created date atom:published atom:updated ' +
      'dc:date dcterms:issued dcterms:created dcterms:modified dcterms:date prism:publicationdate ' +
      'name email uri atom:name atom:email atom:uri dc:creator dc:author dc:contributor dc:publisher itunes:author managingeditor webmaster ' +
      'category atom:category dc:subject media:keywords media:category itunes:category itunes:keywords ' +
      'enclosure media:thumbnail media:credit itunes:image itunes:duration itunes:season itunes:episode itunes:episodetype itunes:explicit url logo icon language dc:language ttl hour day ' +
      'sy:updateperiod sy:updatefrequency feedburner:origlink pheedo:origlink news:source news:image dc:source dc:identifier dc:relation generator copyright rights',
  ).map((name) => [name, 'leaf'] as const),
])

/** Undefined for elements that are not read; they and all they hold are passed over. */
export function kindOf(name: string): ElementKind | undefined {
  return kinds.get(name)
}
