/** Makes pictures, links and embedded players stand on their own: absolute addresses, no beacons, no frames. */
import { isTrackingParameter } from '../model/tracking-parameters.ts'
import { isTrackingPixel } from './furniture-marks.ts'
import type { HtmlElement, HtmlNode } from './html-tree.ts'
import type { RemovedKind } from './remove-furniture.ts'

export interface MediaOptions {
  /** Address the entry's relative references are resolved against; undefined when the entry has none. */
  readonly baseUrl: string | undefined
  readonly note: (kind: RemovedKind) => void
}

/** Left out with all they hold, counted as this. */
const discarded: Readonly<Record<string, RemovedKind | undefined>> = {
  script: 'script',
  style: 'script',
  template: 'script',
  link: 'script',
  meta: 'script',
  base: 'script',
  title: 'script',
  head: 'script',
  xmp: 'script',
  plaintext: 'script',
  noembed: 'script',
  noframes: 'script',
  svg: 'script',
  math: 'script',
  input: 'form',
  textarea: 'form',
  select: 'form',
  button: 'form',
  option: 'form',
  keygen: 'form',
  dialog: 'form',
  applet: 'frame',
  portal: 'frame',
  frameset: 'frame',
  frame: 'frame',
  param: 'frame',
}

/** Returns the nodes with every address absolute, and only what a reader's program can show. */
export function resolveMedia(nodes: readonly HtmlNode[], options: MediaOptions): readonly HtmlNode[] {
  return nodes.flatMap((node) => (node.kind === 'text' ? [node] : resolveElement(node, options)))
}

function resolveElement(node: HtmlElement, options: MediaOptions): readonly HtmlNode[] {
  const kind = Object.hasOwn(discarded, node.name) ? discarded[node.name] : undefined
  if (kind !== undefined) {
    options.note(kind)
    return []
  }
  const children = resolveMedia(node.children, options)
  switch (node.name) {
    case 'img':
    case 'amp-img':
    case 'image':
      return resolveImage(node, options)
    case 'picture':
      return resolvePicture(children)
    case 'a':
      return resolveLink({ ...node, children }, options)
    case 'iframe':
    case 'embed':
    case 'object':
      return resolveFrame({ ...node, children }, options)
    case 'video':
    case 'audio':
    case 'source':
      return resolvePlayer({ ...node, children }, options)
    case 'noscript':
      return children
    case 'form':
      options.note('form')
      return children
    default:
      return [{ ...node, children }]
  }
}

/** Absolute http(s) address; undefined for every other scheme and for what cannot be parsed. */
function absoluteUrl(given: string, baseUrl: string | undefined): string | undefined {
  const text = given.trim()
  const url = URL.parse(text, baseUrl) ?? (text.startsWith('//') ? URL.parse(`https:${text}`) : null)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined
  url.username = ''
  url.password = ''
  return url.href
}

const lazySources = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-orig-file',
  'data-full-src',
  'data-hi-res-src',
  'data-img-src',
  'data-url',
] as const
const placeholder =
  /^data:|\/(?:blank|placeholder|spacer|lazy|loading|grey|gray|pixel|transparent|1x1)[\w.-]*\.(?:gif|png|svg|jpe?g)$/i

function resolveImage(node: HtmlElement, options: MediaOptions): readonly HtmlNode[] {
  const { attributes } = node
  const candidates = [
    attributes['src'] !== undefined && !placeholder.test(attributes['src'].slice(0, 2000))
      ? attributes['src']
      : undefined,
    ...lazySources.map((name) => attributes[name]),
    largestOf(attributes['data-srcset'] ?? attributes['data-lazy-srcset'] ?? attributes['srcset']),
    attributes['src'],
  ]
  const src = candidates
    .map((given) =>
      given === undefined || given.trim() === '' ? undefined : absoluteUrl(given, options.baseUrl),
    )
    .find((url) => url !== undefined)
  const isLazy = lazySources.some((name) => (attributes[name] ?? '').trim() !== '')
  if (src === undefined || isTrackingPixel(src, attributes, isLazy)) {
    options.note(
      src === undefined && !/^\s*data:image/i.test(attributes['src']?.slice(0, 40) ?? '')
        ? 'unsafeUrl'
        : 'trackingPixel',
    )
    return []
  }
  const { alt, title, width, height } = attributes
  const size = (value: string | undefined): string | undefined =>
    value !== undefined && /^\d{1,5}$/.test(value) ? value : undefined
  return [
    {
      kind: 'element',
      name: 'img',
      attributes: defined({ src, alt: alt ?? '', title, width: size(width), height: size(height) }),
      children: [],
    },
  ]
}

/** Of a srcset the widest picture up to 1600 pixels, else the last (HTML Living Standard, section 4.8.4.2.1). */
function largestOf(srcset: string | undefined): string | undefined {
  let best: { url: string; width: number } | undefined
  for (const candidate of (srcset ?? '').slice(0, 8000).split(/,\s+|,(?=https?:|\/)/)) {
    const [url = '', descriptor = '1x'] = candidate.trim().split(/\s+/)
    if (url === '') continue
    const number = Number.parseFloat(descriptor)
    const width = descriptor.endsWith('w') ? number : number * 400
    const better =
      best === undefined || (width > best.width && width <= 1600) || (best.width > 1600 && width < best.width)
    if (better && Number.isFinite(width)) best = { url, width }
  }
  return best?.url
}

/** A picture is its fallback image, or the first of its sources. */
function resolvePicture(children: readonly HtmlNode[]): readonly HtmlNode[] {
  const image = children.find((child) => child.kind === 'element' && child.name === 'img')
  return image === undefined ? [] : [image]
}

function resolveLink(node: HtmlElement, options: MediaOptions): readonly HtmlNode[] {
  const given = node.attributes['href']
  const { href: _href, ...attributes } = node.attributes
  if (given === undefined || given.trim() === '') return [{ ...node, attributes }]
  if (/^\s*(?:mailto|tel):[^<>"\s]{1,500}$/i.test(given))
    return [{ ...node, attributes: { ...attributes, href: given.trim() } }]
  const url = absoluteUrl(given, options.baseUrl)
  if (url === undefined) {
    // A fragment or relative address without a base is only homeless; any other scheme is refused.
    if (/^[^/?#]*:/.test(given.trim())) options.note('unsafeUrl')
    return [{ ...node, attributes }]
  }
  return [{ ...node, attributes: { ...attributes, href: withoutTracking(url, options) } }]
}

function withoutTracking(href: string, options: MediaOptions): string {
  if (!href.includes('?')) return href
  const url = new URL(href)
  const names = [...url.searchParams]
    .filter(([name, value]) => isTrackingParameter(name, value))
    .map(([name]) => name)
  if (names.length === 0) return href
  options.note('trackingParameter')
  for (const name of names) url.searchParams.delete(name)
  return url.href
}

interface Provider {
  readonly name: string
  readonly pattern: RegExp
  /** The page a person would open, from the id the pattern found. */
  readonly page: (id: string) => string
}

/** Players whose embed address names a page of its own. */
const providers: readonly Provider[] = [
  {
    name: 'YouTube',
    pattern: /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/(?:embed|v|shorts)\/([\w-]{6,20})/i,
    page: (id) => `https://www.youtube.com/watch?v=${id}`,
  },
  {
    name: 'Vimeo',
    pattern: /^https?:\/\/player\.vimeo\.com\/video\/(\d{3,15})/i,
    page: (id) => `https://vimeo.com/${id}`,
  },
  {
    name: 'Dailymotion',
    pattern:
      /^https?:\/\/(?:www|geo)\.dailymotion\.com\/(?:embed\/video\/|player[^?]{0,60}\?video=)(\w{3,20})/i,
    page: (id) => `https://www.dailymotion.com/video/${id}`,
  },
  {
    name: 'Spotify',
    pattern: /^https?:\/\/open\.spotify\.com\/embed(?:-podcast)?\/([a-z]{3,12}\/\w{10,40})/i,
    page: (id) => `https://open.spotify.com/${id}`,
  },
]
/** Players and documents without a known page are linked as they are. */
const linkedHosts =
  /(?:^|\.)(?:soundcloud\.com|podcasts\.apple\.com|datawrapper\.de|dwcdn\.net|flourish\.studio|documentcloud\.org|brightcove\.net|jwplayer\.com|twitch\.tv|tiktok\.com|rumble\.com|archive\.org|infogram\.com|google\.com|streamable\.com|ted\.com|bandcamp\.com|peertube\.tv|arte\.tv)$/i

function resolveFrame(node: HtmlElement, options: MediaOptions): readonly HtmlNode[] {
  const given = [node.attributes['src'], node.attributes['data-src'], node.attributes['data']].find(
    (value) => value !== undefined && value !== 'about:blank',
  )
  const url = absoluteUrl(given ?? '', options.baseUrl)
  options.note('frame')
  if (given === undefined || url === undefined) return []
  for (const { name, pattern, page } of providers) {
    const id = pattern.exec(url)?.[1]
    if (id !== undefined) return [linkLine(page(id), `Video or audio at ${name}`)]
  }
  const { hostname } = new URL(url)
  return linkedHosts.test(hostname) ? [linkLine(url, `Embedded from ${hostname.replace(/^www\./, '')}`)] : []
}

function linkLine(href: string, text: string): HtmlElement {
  const link: HtmlElement = {
    kind: 'element',
    name: 'a',
    attributes: { href },
    children: [{ kind: 'text', text }],
  }
  return { kind: 'element', name: 'p', attributes: {}, children: [link] }
}

function resolvePlayer(node: HtmlElement, options: MediaOptions): readonly HtmlNode[] {
  const { src: givenSrc, 'data-src': lazySrc, poster: givenPoster, type } = node.attributes
  const given = givenSrc ?? lazySrc
  const src = given === undefined ? undefined : absoluteUrl(given, options.baseUrl)
  if (node.name === 'source') {
    return src === undefined ? [] : [{ ...node, attributes: defined({ src, type }), children: [] }]
  }
  const sources = node.children.filter((child) => child.kind === 'element' && child.name === 'source')
  if (src === undefined && sources.length === 0) {
    options.note('unsafeUrl')
    return []
  }
  const poster = givenPoster === undefined ? undefined : absoluteUrl(givenPoster, options.baseUrl)
  return [{ ...node, attributes: defined({ src, poster, controls: 'controls' }), children: sources }]
}

function defined(attributes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
