/** Asks a site's robots.txt (RFC 9309) whether an article page may be read; remembers the answer for a while. */
import robotsParserModule from 'robots-parser'
import type { FetchOutcome } from '../model/fetch-outcome.ts'

export interface RobotsOptions {
  /** Fetches one robots.txt, redirects followed. Never rejects. */
  readonly fetchRobots: (url: URL) => Promise<FetchOutcome>
  /** Its product token (`Headwater/…`) selects the group of rules. */
  readonly userAgent: string
  readonly now: () => number
}

export interface Robots {
  /** Says in words why `url` must not be read, or undefined when it may. */
  findRefusal(url: URL): Promise<string | undefined>
}

interface ParsedRobots {
  isAllowed(url: string, userAgent: string): boolean | undefined
}

type Rule = (url: URL) => string | undefined

interface Remembered {
  readonly rule: Promise<Rule>
  /** Infinity until the answer is in. */
  untilMs: number
  characters: number
}

/** RFC 9309 section 2.4: not longer than 24 hours. */
const keptMs = 24 * 3600_000
/** A site that could not be asked is asked again soon. */
const keptAfterFailureMs = 10 * 60_000
/** Parsed rules take about ten times their text: 8 Mi characters stay below 100 MB, whatever strangers publish. */
const charactersMax = 8 * 1024 * 1024
const sitesMax = 5_000

/**
 * robots-parser walks every wildcard rule against the path: 2,000 long ones took 0.96 s. The product of both lengths
 * bounds that; 20 million steps are about 50 ms, and the largest honest file seen stays below one million.
 */
const stepsMax = 20_000_000

export function createRobots({ fetchRobots, userAgent, now }: RobotsOptions): Robots {
  const sites = new Map<string, Remembered>()

  const forget = (): void => {
    let characters = 0
    for (const site of sites.values()) characters += site.characters
    for (const [origin, site] of sites) {
      if (sites.size <= sitesMax && characters <= charactersMax) return
      characters -= site.characters
      sites.delete(origin)
    }
  }

  const ask = (origin: string): Remembered => {
    const robotsUrl = new URL('/robots.txt', origin)
    const site: Remembered = { rule: fetchRobots(robotsUrl).then(keep), untilMs: Infinity, characters: 0 }
    function keep(outcome: FetchOutcome): Rule {
      const answered = outcome.kind === 'fetched' || isAbsent(outcome)
      site.untilMs = now() + (answered ? keptMs : keptAfterFailureMs)
      if (outcome.kind === 'fetched') site.characters = outcome.body.length
      forget()
      return readRobots(outcome, robotsUrl, userAgent)
    }
    sites.set(origin, site)
    return site
  }

  return {
    async findRefusal(url) {
      const known = sites.get(url.origin)
      const site = known !== undefined && known.untilMs > now() ? known : ask(url.origin)
      const rule = await site.rule
      return rule(url)
    },
  }
}

/** The package is CommonJS whose only export is the function; its types describe a default export instead. */
const parser: unknown = robotsParserModule
const isParser = (value: unknown): value is (url: string, text: string) => ParsedRobots =>
  typeof value === 'function'

function parseRobots(url: string, text: string): ParsedRobots {
  if (isParser(parser)) return parser(url, text)
  throw new TypeError('robots-parser exports no function')
}

/** RFC 9309 section 2.3.1.3: any 4xx means that there are no rules. 429 is no answer but a request to slow down. */
function isAbsent(outcome: FetchOutcome): boolean {
  if (outcome.kind === 'gone') return true
  if (outcome.kind !== 'failed') return false
  return outcome.reason === 'tooManyRedirects' || (outcome.status !== undefined && outcome.status < 500)
}

/** Section 2.3.1.4: a robots.txt that cannot be reached forbids everything. */
function readRobots(outcome: FetchOutcome, robotsUrl: URL, userAgent: string): Rule {
  if (isAbsent(outcome)) return () => undefined
  if (outcome.kind === 'refused') return () => outcome.reason
  if (outcome.kind !== 'fetched') return () => `${robotsUrl.href} cannot be read: ${inWords(outcome)}`
  const text = new TextDecoder().decode(outcome.body)
  const robots = parseRobots(robotsUrl.href, text)
  let wildcardCharacters = 0
  for (const [line] of text.matchAll(/^.*\*.*$/gm)) wildcardCharacters += line.length
  return (url) => {
    if (wildcardCharacters * (url.pathname.length + url.search.length) > stepsMax)
      return `${robotsUrl.href} has more rules than can be followed`
    return robots.isAllowed(url.href, userAgent) === false ? `${robotsUrl.href} forbids it` : undefined
  }
}

function inWords(outcome: FetchOutcome): string {
  if (outcome.kind === 'failed') return outcome.message
  return outcome.kind === 'rateLimited' ? `answered ${outcome.status}` : outcome.kind
}
