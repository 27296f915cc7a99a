/** Takes an address out of the redirect wrapper around it, offline and for known hosts only. */
import { readGoogleNewsId } from './google-news-id.ts'

/** A choice, not a measurement: consent -> news -> AMP is three, and longer chains are made to tire somebody. */
const unwrapsMax = 5

interface WrapperRule {
  readonly host: RegExp
  readonly path: RegExp
  /** The address inside, or undefined when this page of the host wraps nothing. */
  readonly inner: (url: URL) => string | undefined
}

/**
 * Removes redirect wrappers (Google, Bing, AMP caches, web archives, Facebook, Outlook and the like), at most five deep.
 * A generic `?url=` is never followed: anybody can put one on any host. Returns `url` unchanged when nothing wraps it.
 */
export function unwrapUrl(url: string): string {
  let current = url
  for (let step = 0; step < unwrapsMax; step += 1) {
    const inner = unwrapOnce(current)
    if (inner === undefined || inner === current) return current
    current = inner
  }
  return current
}

function unwrapOnce(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  for (const rule of wrapperRules) {
    if (!rule.host.test(url.hostname) || !rule.path.test(url.pathname)) continue
    const inner = rule.inner(url)
    if (inner !== undefined && isOpenable(inner)) return inner
  }
  return undefined
}

function isOpenable(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== ''
}

/** The first of the named parameters that holds an absolute web address. */
function parameter(...names: readonly string[]): (url: URL) => string | undefined {
  return (url) =>
    names.map((name) => url.searchParams.get(name) ?? '').find((value) => /^https?:\/\//i.test(value))
}

/** Everything after a path prefix, with the query, as an address; `s/` in front of it means https (amp.dev, "AMP cache URL"). */
function ampPath(prefix: RegExp): (url: URL) => string | undefined {
  return (url) => {
    const rest = (url.pathname + url.search).replace(prefix, '')
    if (rest.startsWith('s/')) return `https://${rest.slice(2)}`
    return /^[^/?]+\./.test(rest) ? `http://${rest}` : undefined
  }
}

function archivedAddress(url: URL): string | undefined {
  const inner = /^\/web\/\d+(?:[a-z]{2}_)?\/(.+)$/s.exec(url.pathname + url.search)?.[1]
  if (inner === undefined) return undefined
  return /^https?:/i.test(inner) ? inner.replace(/^(https?):\/+/i, '$1://') : `http://${inner}`
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const google = /^(?:www\.|news\.)?google\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$/

/** Allow-list of well-known redirectors; not verified against vendor documentation. */
const wrapperRules: readonly WrapperRule[] = [
  { host: google, path: /^\/url$/, inner: parameter('url', 'q') },
  { host: google, path: /^\/amp\/.+/, inner: ampPath(/^\/amp\//) },
  {
    host: /^consent\.(?:google|youtube)\.(?:com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$/,
    path: /^\//,
    inner: parameter('continue'),
  },
  {
    host: /^news\.google\.com$/,
    path: /^\/(?:rss\/)?(?:articles|read)\/|^\/__i\//,
    inner: (url) => readGoogleNewsId(url.pathname),
  },
  { host: /^news\.google\.com$/, path: /^\/news\/url$/, inner: parameter('url') },
  { host: /^feedproxy\.google\.com$/, path: /^\//, inner: parameter('url') },
  { host: /^(?:www\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/i, inner: parameter('url') },
  {
    host: /\.cdn\.ampproject\.org$/,
    path: /^\/(?:[cvir]|ii(?:\/w\d+)?|mbv)\/.+/,
    inner: ampPath(/^\/(?:[cvir]|ii(?:\/w\d+)?|mbv)\//),
  },
  { host: /\.cdn\.ampproject\.org$/, path: /^\/wp\/.+/, inner: ampPath(/^\/wp\//) },
  { host: /^(?:www\.)?bing-amp\.com$/, path: /^\/c\/.+/, inner: ampPath(/^\/c\//) },
  { host: /^(?:web\.)?archive\.org$/, path: /^\/web\/\d/, inner: archivedAddress },
  { host: /^(?:l|lm)\.facebook\.com$/, path: /^\/l\.php$/, inner: parameter('u') },
  { host: /^l\.(?:instagram|threads)\.(?:com|net)$/, path: /^\//, inner: parameter('u') },
  { host: /^(?:www\.)?youtube\.com$/, path: /^\/redirect$/, inner: parameter('q') },
  { host: /^out\.reddit\.com$/, path: /^\//, inner: parameter('url') },
  {
    host: /^(?:www\.)?linkedin\.com$/,
    path: /^\/(?:redir\/redirect|safety\/go)\/?$/,
    inner: parameter('url'),
  },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, inner: parameter('url') },
  {
    host: /^r\.search\.yahoo\.com$/,
    path: /\/RU=/,
    inner: (url) => decoded(/\/RU=([^/]+)/.exec(url.pathname)?.[1]),
  },
  { host: /^steamcommunity\.com$/, path: /^\/linkfilter\/?$/, inner: parameter('url', 'u') },
  { host: /^duckduckgo\.com$/, path: /^\/l\/?$/, inner: parameter('uddg') },
  { host: /^(?:www\.)?vk\.com$/, path: /^\/away\.php$/, inner: parameter('to') },
]
