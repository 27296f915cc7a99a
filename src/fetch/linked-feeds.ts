/** Feeds a response names in its `Link:` header (RFC 8288): how sites offer them whose pages are made by scripts. */
import { headerOf, type ResponseHeaders } from './response-headers.ts'

const linkedMax = 20
const feedTypes =
  /^(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)|text\/(?:rss|atom)(?:\+xml)?)$/i

/** Absolute addresses, in order, each once. */
export function linkedFeeds(headers: ResponseHeaders, from: URL): readonly string[] {
  const field = headers['link']
  const text = typeof field === 'string' ? field : (field ?? []).join(', ')
  const found = new Set<string>()
  for (const link of text.split(/,(?=\s*<)/)) {
    const target = /^\s*<([^<>]+)>/.exec(link)
    if (target === null || found.size >= linkedMax) continue
    const parameter = parametersOf(link.slice(target[0].length))
    const isFeed = / alternate /i.test(` ${parameter('rel')} `) && feedTypes.test(parameter('type').trim())
    // With an anchor the link speaks of another document.
    const url = isFeed && parameter('anchor') === '' ? URL.parse(target[1] ?? '', from) : null
    if (url !== null && /^https?:$/.test(url.protocol)) found.add(url.href)
  }
  return [...found]
}

/** Looks a parameter up, `rel="alternate"` or `rel=alternate`; empty when there is none. */
function parametersOf(text: string): (name: string) => string {
  const pairs = text.split(';').map((part) => {
    const [name = '', ...value] = part.split('=')
    return [
      name.trim().toLowerCase(),
      value
        .join('=')
        .trim()
        .replace(/^"(.*)"$/s, '$1'),
    ] as const
  })
  return (name) => pairs.find(([key]) => key === name)?.[1] ?? ''
}

/** Undefined in place of an empty list, so that most outcomes carry none. */
export function offeredBy(headers: ResponseHeaders, from: URL): readonly string[] | undefined {
  if (headerOf(headers, 'link') === undefined) return undefined
  const linked = linkedFeeds(headers, from)
  return linked.length === 0 ? undefined : linked
}
