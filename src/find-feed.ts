/** Asks a source's address and, where a web page answers, the feeds that page offers or its site keeps. */
import type { Context } from './context.ts'
import { guessFeeds } from './guess-feeds.ts'
import type { ParseOutcome } from './model/entry.ts'
import type { FetchOutcome, FetchRequest } from './model/fetch-outcome.ts'

/** What answered, and what it says; `parse` is undefined when there was no body. */
export interface Answer {
  readonly outcome: FetchOutcome
  readonly parse: ParseOutcome | undefined
}

export interface FoundFeed extends Answer {
  /** The address of the feed, as the page has it. */
  readonly url: string
}

/** A page offers its own feed first, then those of its sections; whoever has none among these has none. */
const offersTriedMax = 3

/** Of a page, read for the marks of a convention; YouTube names a channel after a megabyte of scripts. */
const guessBytesMax = 2 * 1024 * 1024

/** The feeds of a page in the order to try them: those of comments last, whatever their place. */
export function inOrderOfPromise(alternates: readonly string[]): readonly string[] {
  const isOfComments = (url: string): boolean => /comments?\b/i.test(URL.parse(url)?.pathname ?? url)
  const main = alternates.filter((url) => !isOfComments(url))
  return [...main, ...alternates.filter(isOfComments)].slice(0, offersTriedMax)
}

/** A page that answered. */
export interface AnsweredPage {
  readonly url: string
  readonly body: Uint8Array
  /** Feeds in its `Link:` header. */
  readonly offered?: readonly string[] | undefined
}

/**
 * The feeds to look for where a page answered: those it offers itself, in its head (`alternates`) and then in its `Link:`
 * header; else where such sites keep theirs. `asked` is the address the user named. Not the page itself.
 */
export function offersOfPage(
  { url: address, body, offered = [] }: AnsweredPage,
  alternates: readonly string[],
  asked: string,
): readonly string[] {
  const html = new TextDecoder('latin1').decode(body.subarray(0, guessBytesMax))
  const guesses = [...guessFeeds(asked, html), ...guessFeeds(address, html)]
  return [...new Set([...alternates, ...offered, ...guesses])].filter(
    (url) => url !== address && url !== asked,
  )
}

/** Those of an answer; none where it is no page. */
export function offersOf({ outcome, parse }: Answer, asked: string): readonly string[] {
  if (outcome.kind !== 'fetched' || parse?.kind !== 'notAFeed') return []
  return offersOfPage(outcome, parse.alternates, asked)
}

/** Fetches and reads one address. Rejects only when the parser was closed. */
export async function askFeed(context: Context, request: FetchRequest): Promise<Answer> {
  const outcome = await context.fetcher.fetch(request)
  if (outcome.kind !== 'fetched') return { outcome, parse: undefined }
  const { url, contentType, body } = outcome
  const { limits } = context.settings
  return { outcome, parse: await context.parser.parse(body, { url, contentType, limits }) }
}

/** The first of the offered feeds that is one. `requestOf` says with which headers an address may be asked. */
export async function findFeed(
  context: Context,
  offers: readonly string[],
  requestOf: (url: string) => FetchRequest,
): Promise<FoundFeed | undefined> {
  for (const url of inOrderOfPromise(offers)) {
    const answer = await askFeed(context, requestOf(url))
    if (answer.parse?.kind === 'parsed') return { url, ...answer }
  }
  return undefined
}
