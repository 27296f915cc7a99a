/** Where sites keep their feeds that offer none on their pages: the conventions of those that many people read. */

/** A page of a site, and what it takes to know its feeds. */
interface Page {
  readonly url: URL
  /** The path without a slash at its end. */
  readonly path: string
  readonly html: string
}

type Convention = (page: Page) => readonly string[] | undefined

const isHost = ({ url }: Page, pattern: RegExp): boolean => pattern.test(url.hostname.replace(/^www\./, ''))

const youtube: Convention = (page) => {
  if (!isHost(page, /^(?:m\.)?youtube\.com$/)) return undefined
  const feed = (query: string): string => `https://www.youtube.com/feeds/videos.xml?${query}`
  const list = page.url.searchParams.get('list')
  if (list !== null) return [feed(`playlist_id=${encodeURIComponent(list)}`)]
  const user = /^\/user\/([\w.-]+)/.exec(page.path)?.[1]
  const channel =
    /^\/channel\/(UC[\w-]{22})/.exec(page.path)?.[1] ??
    /<link rel="canonical" href="https:\/\/www\.youtube\.com\/channel\/(UC[\w-]{22})"/.exec(page.html)?.[1] ??
    /"(?:externalId|channelId)":"(UC[\w-]{22})"/.exec(page.html)?.[1]
  if (channel !== undefined) return [feed(`channel_id=${channel}`)]
  return user === undefined ? [] : [feed(`user=${user}`)]
}

const github: Convention = (page) => {
  if (!isHost(page, /^github\.com$/)) return undefined
  const [, owner, name, what, branch] = page.path.split('/')
  if (owner === undefined || owner === '') return []
  if (name === undefined) return [`https://github.com/${owner}.atom`]
  const project = `https://github.com/${owner}/${name}`
  if (what === 'tags') return [`${project}/tags.atom`]
  const commits = `${project}/commits${branch === undefined || what !== 'commits' ? '' : `/${branch}`}.atom`
  return what === 'commits' ? [commits] : [`${project}/releases.atom`, commits]
}

const medium: Convention = (page) => {
  if (isHost(page, /^medium\.com$/) && page.path !== '') return [`https://medium.com/feed${page.path}`]
  return isHost(page, /\.medium\.com$/) ? [`${page.url.origin}/feed`] : undefined
}

/** Sites whose hosts all keep their feed at one path. */
const paths: readonly (readonly [RegExp, string])[] = [
  [/\.substack\.com$/, '/feed'],
  [/\.wordpress\.com$/, '/feed/'],
  [/\.blogspot\.[a-z.]+$/, '/feeds/posts/default'],
  [/\.tumblr\.com$/, '/rss'],
  [/\.ghost\.io$/, '/rss/'],
]

const hosted: Convention = (page) => {
  const path = paths.find(([host]) => isHost(page, host))?.[1]
  return path === undefined ? undefined : [`${page.url.origin}${path}`]
}

const reddit: Convention = (page) =>
  isHost(page, /^(?:old\.)?reddit\.com$/) ? [`${page.url.origin}${page.path}/.rss`] : undefined

const bluesky: Convention = (page) =>
  isHost(page, /^bsky\.app$/) && /^\/profile\/[\w.:-]+$/.test(page.path)
    ? [`https://bsky.app${page.path}/rss`]
    : undefined

/** Mastodon, and what speaks like it, on any host. */
const account: Convention = ({ url, path }) =>
  /^\/(?:@[\w.-]+|users\/[\w.-]+)$/.test(path) ? [`${url.origin}${path}.rss`] : undefined

/** The feed of the section a reader looked at, then that of the site. */
const wordPress: Convention = ({ url, path, html }) =>
  /\/wp-(?:content|includes|json)\/|name="generator" content="WordPress/i.test(html)
    ? [...new Set([`${url.origin}${path}/feed/`, `${url.origin}/feed/`])]
    : undefined

const conventions: readonly Convention[] = [
  youtube,
  github,
  medium,
  hosted,
  reddit,
  bluesky,
  account,
  wordPress,
]

/** Addresses to try, the likeliest first; empty for a site that follows no convention we know. Pure. */
export function guessFeeds(address: string, html: string): readonly string[] {
  const url = URL.parse(address)
  if (url === null) return []
  const page = { url, path: url.pathname.replace(/\/+$/, ''), html }
  for (const convention of conventions) {
    const guesses = convention(page)
    if (guesses !== undefined) return guesses
  }
  return []
}
