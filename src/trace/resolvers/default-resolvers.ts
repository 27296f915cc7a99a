/** The resolvers that are on unless switched off: only the publisher's own servers are asked. */
import type { ResolverTools } from './guarded-fetch.ts'
import { newsSitemap, publisherFeeds } from './publisher-lists.ts'
import type { OriginResolver } from './resolver.ts'

/** Feeds first: one request, and they hold the newest; the sitemap holds two days of everything. */
export function defaultResolvers(tools: ResolverTools): readonly OriginResolver[] {
  return [publisherFeeds(tools), newsSitemap(tools)]
}
