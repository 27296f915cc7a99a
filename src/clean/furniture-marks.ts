/** Marks of furniture in markup: class names of share bars and boxes, share addresses, hosts that only count readers. */
import type { HtmlElement } from './html-tree.ts'
import type { FurnitureKind } from './furniture-phrases.ts'

interface MarkRule {
  readonly kind: FurnitureKind
  /** Tried on one class name or id. */
  readonly pattern: RegExp
}

/** Widget names of WordPress, Jetpack, AddToAny, AddThis, Outbrain, Taboola and the class words seen in 500 article fragments. */
const markRules: readonly MarkRule[] = [
  {
    kind: 'share',
    pattern:
      /^(?:sharedaddy|sd-(?:sharing|social|block).*|jp-(?:sharing|likes).*|addtoany.*|a2a[_-].*|addthis.*|ssba.*|essb[_-].*|heateor.*|social[_-]?(?:share|sharing|links?|icons?|media|bar|buttons?)(?:[_-].*)?|shar(?:e|ing)[_-]?(?:this|bar|buttons?|links?|icons?|tools?|list|widget|container|post)(?:[_-].*)?|(?:post|article|entry)[_-]shar(?:e|ing)(?:[_-].*)?|feedflare|twitter-share-button|fb-(?:like|share).*)$/i,
  },
  {
    kind: 'newsletter',
    pattern:
      /^(?:newsletter.*|.*[_-]newsletter(?:[_-].*)?|mc4wp.*|mailchimp.*|subscribe[_-]?(?:box|form|widget|block).*|jetpack_subscription.*|wp-block-jetpack-subscriptions.*|signup[_-]?(?:form|box).*)$/i,
  },
  {
    kind: 'related',
    pattern:
      /^(?:jp-relatedposts|related[_-]?(?:posts?|articles?|stories|content|links?|news|box|reading)(?:[_-].*)?|yarpp.*|crp_related|outbrain.*|ob-widget.*|taboola.*|trc_.*|zergnet.*|recommended[_-]?(?:posts?|stories|articles?).*|more-(?:stories|news|from|on).*|wp-block-embed-wordpress|read-?(?:also|more|next)(?:[_-].*)?|inline-related.*)$/i,
  },
  {
    kind: 'advert',
    pattern:
      /^(?:ads?|ad[_-](?:slot|unit|container|wrapper|banner|box|label|placeholder|block).*|adsbygoogle|advert(?:isement|ising|orial)?(?:[_-].*)?|google[_-]ads?.*|dfp.*|sponsor(?:ed)?(?:[_-](?:content|post|box|links?).*)?|promo(?:tion|ted)?(?:[_-](?:box|content|block).*)?|code-block-\d+)$/i,
  },
  {
    kind: 'comments',
    pattern: /^(?:comments?[_-]?(?:area|section|list|form|box|link|respond)?|respond|disqus.*|fb-comments)$/i,
  },
  {
    kind: 'footer',
    pattern:
      /^(?:post[_-]?(?:meta|tags|footer|author[_-]?box|navigation)|entry[_-]?(?:meta|footer|tags|utility)|author[_-]?(?:box|bio)(?:[_-].*)?|copyright(?:[_-].*)?|breadcrumbs?|nav[_-]links?|tags[_-]links|wp-block-post-(?:terms|navigation).*|cookie.*|paywall.*)$/i,
  },
]

/** More text than this is an article that happens to wear such a class (`<div class="post share-enabled">`). */
export const markedTextMax = 900

/** The kind of furniture an element's class, id or role says it is. */
export function furnitureOfElement(element: HtmlElement): FurnitureKind | undefined {
  const { class: classes = '', id = '' } = element.attributes
  if (element.name === 'nav') return 'footer'
  if (classes === '' && id === '') return undefined
  for (const token of `${classes} ${id}`.slice(0, 600).split(/\s+/)) {
    if (token === '') continue
    const rule = markRules.find(({ pattern }) => pattern.test(token))
    if (rule !== undefined) return rule.kind
  }
  return undefined
}

/** Addresses that post somewhere in the reader's name. */
const sharePattern =
  /^https?:\/\/(?:(?:www|m|l)\.)?(?:facebook\.com\/(?:sharer|share|dialog\/(?:share|feed))|(?:twitter|x)\.com\/(?:intent\/(?:tweet|post)|share)|linkedin\.com\/(?:shareArticle|sharing|cws\/share)|pinterest\.[a-z.]+\/pin\/create|reddit\.com\/submit|tumblr\.com\/(?:share|widgets\/share)|(?:api|web)\.whatsapp\.com\/send|wa\.me\/\?|t\.me\/share|telegram\.me\/share|vk\.com\/share|getpocket\.com\/(?:save|edit)|news\.ycombinator\.com\/submitlink|bsky\.app\/intent|threads\.net\/intent|share\.flipboard\.com|social-plugins\.line\.me|addtoany\.com\/|addthis\.com\/|feeds\.feedburner\.com\/~ff\/|buffer\.com\/add|mix\.com\/add)/i

/** Whether a link only serves to share the article. */
export function isShareLink(url: string): boolean {
  return (
    sharePattern.test(url) ||
    /^mailto:\?/i.test(url) ||
    /[?&]share=(?:twitter|facebook|email|linkedin|reddit|tumblr|pinterest|telegram|jetpack-whatsapp|x)\b/i.test(
      url,
    )
  )
}

/** Hosts that serve counters and nothing a reader would look at. Sources: EasyPrivacy's commonest hosts, WordPress, FeedBurner, republishers. */
const beaconHosts =
  /(?:^|\.)(?:pixel\.wp\.com|stats\.wp\.com|stats\.wordpress\.com|feeds\.wordpress\.com|scorecardresearch\.com|doubleclick\.net|google-analytics\.com|googletagmanager\.com|googlesyndication\.com|quantserve\.com|adnxs\.com|amazon-adsystem\.com|imrworldwide\.com|chartbeat\.(?:com|net)|parsely\.com|hubspot\.com|list-manage\.com|counter\.theconversation\.(?:com|edu\.au)|pixel\.propublica\.org|statcounter\.com|sitemeter\.com|histats\.com|mc\.yandex\.ru|counter\.yadro\.ru|bat\.bing\.com|pi\.feedsportal\.com|feedsportal\.com|feedblitz\.com|pheedo\.com|matomo\.cloud|clarity\.ms|hotjar\.com|omtrdc\.net|2o7\.net|demdex\.net|krxd\.net|addthis\.com|sharethis\.com|gravatar\.com)$/i
const beaconPath =
  /\/(?:pixel|beacon|tracker|tracking|track|count|counter|1x1|blank|spacer|clear|trans(?:parent)?)(?:\.(?:gif|png|php|aspx?))?$|\/~[r4]\/|\/count\.gif|\/b\.gif$|facebook\.com\/tr\b|\/wf\/open|\/matomo\.php|\/piwik\.php|\/collect$/i

/** Styles under which nobody sees a picture: not displayed, no size worth a look, or far outside the page. */
const unseenStyle =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:max-)?(?:width|height)\s*:\s*(?:[0-3](?:\.\d+)?(?:px)?|0+(?:\.0+)?[a-z%]{1,4})(?=\s*(?:;|!|$))|(?:left|right|top|bottom|margin-left|margin-top)\s*:\s*-\d{4})/i

/**
 * Whether an image exists to be counted: by its host, its path, its size of at most 3 x 3 pixels, or because it is hidden.
 * A picture a script is to show later (`isLazy`) may be hidden until then.
 */
export function isTrackingPixel(
  url: string,
  attributes: Readonly<Record<string, string>>,
  isLazy = false,
): boolean {
  const { width = '', height = '', style = '', hidden } = attributes
  if (isTiny(width) || isTiny(height)) return true
  if (!isLazy && (hidden !== undefined || unseenStyle.test(bareStyle(style)))) return true
  const parsed = URL.parse(url)
  if (parsed === null) return false
  return beaconHosts.test(parsed.hostname) || beaconPath.test(parsed.host + parsed.pathname)
}

/** Without comments, which may stand inside a declaration (CSS Syntax Level 3, section 4.3.2). */
function bareStyle(style: string): string {
  return style.slice(0, 2000).replaceAll(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
}

function isTiny(size: string): boolean {
  return /^\s*(?:0*[0-3](?:\.\d+)?(?:px)?|0+%)\s*$/i.test(size)
}
