/** The keys under `trace:`: which resolvers are asked for an original, and how. */
import { z } from 'zod'
import type { ResolverSettings } from '../model/settings.ts'
import { duration, httpUrl, onOff, section, wholeNumber } from './schema-parts.ts'

const minute = 60_000

const asking = {
  requests: wholeNumber({ min: 1, max: 10_000 }).optional().describe('Requests in one run at most.'),
  spacing: duration({ min: 0, max: 10 * minute })
    .optional()
    .describe('Pause between two requests to one server.'),
}

interface Asking {
  readonly url?: string | undefined
  readonly requests?: number | undefined
  readonly spacing?: number | undefined
}

function asAsking(value: true | string | Asking): Asking {
  if (value === true) return {}
  return typeof value === 'string' ? { url: value } : value
}

/** Undefined switches the resolver off. */
function settingsOf(value: boolean | string | Asking): ResolverSettings | undefined {
  if (value === false) return undefined
  const { url, requests, spacing } = asAsking(value)
  return { url, requestsMax: requests, spacingMs: spacing }
}

const own = z.union([onOff, section(asking)]).transform(settingsOf)
const at = httpUrl.optional().describe('Address of the service, when it is not the usual one.')
const service = z.union([onOff, section({ url: at, ...asking })]).transform(settingsOf)
const off = z.union([z.literal(false), z.literal('off')]).transform((): boolean => false)
const selfHosted = z
  .union([off, httpUrl, section({ url: httpUrl.describe('Address of the service.'), ...asking })])
  .transform(settingsOf)

const resolvers = section({
  articles: onOff
    .transform(settingsOf)
    .prefault('on')
    .describe('Articles of the named publisher that some source brought.'),
  publisherFeeds: own.prefault('on').describe("The named publisher's own feeds."),
  newsSitemap: own.prefault('on').describe("The named publisher's news sitemap."),
  wordpress: own.prefault('off').describe("The search of the publisher's site, where it runs WordPress."),
  searxng: selfHosted
    .prefault('off')
    .describe('Address of a SearXNG of your own, with the format json allowed.'),
  bingNews: service.prefault('off').describe('Bing News, as RSS.'),
  googleNews: service.prefault('off').describe('Google News, as RSS.'),
  gdelt: service.prefault('off').describe('GDELT DOC 2.0.'),
})

export const trace = section({
  resolvers: resolvers
    .prefault({})
    .describe('Who is asked for the article of a publisher that a copy only names, in this order.'),
})
