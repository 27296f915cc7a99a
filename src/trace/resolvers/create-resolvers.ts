/** The resolvers that the settings switch on, in the order they are asked: what costs nobody anything first. */
import {
  resolverNames,
  type ResolverName,
  type ResolverSettings,
  type TraceSettings,
} from '../../model/settings.ts'
import type { Manners, ResolverTools } from './guarded-fetch.ts'
import { heldArticles, type FindHeld } from './held-articles.ts'
import { listManners, newsSitemap, publisherFeeds } from './publisher-lists.ts'
import type { OriginResolver } from './resolver.ts'
import {
  bingNews,
  gdelt,
  gdeltManners,
  gentle,
  googleManners,
  googleNews,
  searxng,
  wordpressManners,
  wordpressSearch,
} from './search-services.ts'

function mannersOf(usual: Manners, { requestsMax, spacingMs }: ResolverSettings): Manners {
  return {
    ...usual,
    requestsMax: requestsMax ?? usual.requestsMax,
    spacingMs: spacingMs ?? usual.spacingMs,
  }
}

function createResolver(
  name: ResolverName,
  settings: ResolverSettings,
  tools: ResolverTools & { readonly findHeld: FindHeld },
): OriginResolver | undefined {
  const service = (url: string, usual: Manners) => ({
    url: settings.url ?? url,
    manners: mannersOf(usual, settings),
  })
  switch (name) {
    case 'articles':
      return heldArticles(tools.findHeld)
    case 'publisherFeeds':
      return publisherFeeds(tools, mannersOf(listManners, settings))
    case 'newsSitemap':
      return newsSitemap(tools, mannersOf(listManners, settings))
    case 'wordpress':
      return wordpressSearch(tools, mannersOf(wordpressManners, settings))
    case 'searxng':
      return settings.url === undefined ? undefined : searxng(tools, service(settings.url, gentle))
    case 'bingNews':
      return bingNews(tools, service('https://www.bing.com', gentle))
    case 'googleNews':
      return googleNews(tools, service('https://news.google.com', googleManners))
    case 'gdelt':
      return gdelt(tools, service('https://api.gdeltproject.org', gdeltManners))
  }
}

/** One resolver for each that is on. */
export function createResolvers(
  { resolvers }: TraceSettings,
  tools: ResolverTools & { readonly findHeld: FindHeld },
): readonly OriginResolver[] {
  return resolverNames
    .map((name) => {
      const settings = resolvers[name]
      return settings === undefined ? undefined : createResolver(name, settings, tools)
    })
    .filter((resolver) => resolver !== undefined)
}
