/** Query parameters that say how a reader came to a page and never which page it is, grouped by who adds them. */

interface ParameterGroup {
  /** Who is commonly said to add them. */
  readonly vendor: string
  readonly exact?: readonly string[]
  /** Every parameter that begins with one of these. */
  readonly prefixes?: readonly string[]
}

/**
 * Removed on every host. Well-known names, grouped by who is commonly said to add them; not verified against vendor
 * documentation. A name that sites use to choose the page (`id`, `p`, `page`, `v`, `story`, `ref_id`) must not stand here.
 */
export const trackingParameters: readonly ParameterGroup[] = [
  {
    vendor: 'Google Analytics campaign links',
    prefixes: ['utm_', 'utm-', '_utm', '__utm'],
    exact: ['_ga', '_gl'],
  },
  {
    vendor: 'Google Ads auto-tagging',
    exact: [
      'gclid',
      'gclsrc',
      'dclid',
      'gbraid',
      'wbraid',
      'gad_source',
      'gad_campaignid',
      'gaa_at',
      'srsltid',
    ],
  },
  { vendor: 'Google Ads ValueTrack', prefixes: ['gaa_'] },
  {
    vendor: 'Meta',
    exact: [
      'fbclid',
      'igshid',
      'igsh',
      'mibextid',
      '__tn__',
      'fb_ref',
      'fb_source',
      'fb_action_ids',
      'fb_action_types',
    ],
  },
  { vendor: 'Microsoft Advertising', exact: ['msclkid', 'ocid', 'cvid'] },
  {
    vendor: 'X, LinkedIn, TikTok, Snap, Pinterest, Reddit',
    exact: ['twclid', 'li_fat_id', 'ttclid', 'sccid', 'epik', 'rdt_cid', 'trk', 'trkcampaign'],
  },
  { vendor: 'Yandex, VK', exact: ['yclid', 'ysclid', '_openstat', 'vkclid'] },
  {
    vendor: 'Mailchimp, HubSpot, Marketo, Klaviyo',
    exact: [
      'mc_cid',
      'mc_eid',
      'mkt_tok',
      '_kx',
      '_ke',
      'hsctatracking',
      'vero_id',
      'vero_conv',
      'ck_subscriber_id',
      'oly_enc_id',
      'oly_anon_id',
    ],
    prefixes: ['_hs', 'hsa_', 'mtm_', 'matomo_', 'pk_', 'piwik_', 'trk_', 'vgo_'],
  },
  {
    vendor: 'Adobe, AT Internet, Webtrends',
    exact: [
      's_cid',
      's_kwcid',
      'ef_id',
      'cmpid',
      'cmp_id',
      'icid',
      'ncid',
      'xtor',
      'xtcr',
      'wt_mc',
      'wt.mc_id',
      'wt_zmc',
      'at_campaign',
      'at_medium',
      'at_custom1',
      'at_custom2',
      'at_custom3',
      'at_custom4',
      'at_link_id',
      'at_link_type',
      'at_link_origin',
      'at_format',
      'at_ptr_name',
      'at_bbc_team',
    ],
  },
  {
    vendor: 'RSS and share buttons',
    exact: [
      'ftag',
      'sr_share',
      'feedtype',
      'feedname',
      'from_rss',
      'spref',
      'share_source',
      'shared',
      'via_share',
      'nb',
      '_branch_match_id',
      'dicbo',
      'tbclid',
      'obclid',
    ],
  },
  { vendor: 'WordPress.com', exact: ['wpisrc', 'wpmm', 'like_comment'] },
]

interface ValueRule {
  readonly name: string
  readonly value: RegExp
}

/** Names too common to remove whatever they say; these values usually name a channel. Not verified against vendor documentation. */
export const trackingValues: readonly ValueRule[] = [
  {
    name: 'ref',
    value: /^(?:rss|feed|feeds|home|homepage|share|sharing|social|twitter|facebook|fb|tw|newsletter|email)$/i,
  },
  { name: 'source', value: /^(?:rss|feed|feeds|rss_feed|social|share|newsletter|twitter|facebook|email)$/i },
  { name: 'src', value: /^(?:rss|feed|feeds|twitter|facebook|newsletter)$/i },
  { name: 'from', value: /^(?:rss|feed|feeds)$/i },
  { name: 'mod', value: /^(?:rss|rss.*|djemalertnews|hp_lead_pos\d+)$/i },
  { name: 'cid', value: /^(?:rss|ref|int|soc|social)[-_:.].*$|^rss$/i },
  { name: 'partner', value: /^(?:rss|rssnyt|feedburner|feed|yahoo|google)$/i },
  { name: 'emc', value: /^(?:rss|edit_.*|eta\d+)$/i },
  { name: 'smid', value: /^(?:tw|fb|nytcore|rss|url|em|pl|wa|re)[-\w]*$/i },
  {
    name: 'share',
    value:
      /^(?:twitter|facebook|email|linkedin|reddit|tumblr|pinterest|telegram|jetpack-whatsapp|press-this|print|x)?$/i,
  },
  { name: 'rss', value: /^(?:1|yes|true)$/i },
  { name: 'amp', value: /^(?:1|true)?$/i },
  { name: 'outputtype', value: /^amp/i },
]

const exactNames: ReadonlySet<string> = new Set(trackingParameters.flatMap((group) => group.exact ?? []))
const prefixes: readonly string[] = trackingParameters.flatMap((group) => group.prefixes ?? [])

/** Whether a query parameter only says how the reader came. `name` in any case, `value` decoded. */
export function isTrackingParameter(name: string, value: string): boolean {
  const lower = name.toLowerCase()
  if (exactNames.has(lower) || prefixes.some((prefix) => lower.startsWith(prefix))) return true
  return trackingValues.some((rule) => rule.name === lower && rule.value.test(value))
}
