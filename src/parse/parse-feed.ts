/** Bytes of a feed into `ParsedFeed`: whatever the format, the encoding and the damage. */
import type { ParsedFeed, ParseOutcome } from '../model/entry.ts'
import { explainError } from '../model/errors.ts'
import type { Limits } from '../model/limits.ts'
import { decodeBytes } from './decode-bytes.ts'
import { describeDocument, looksLikeHtmlPage } from './describe-document.ts'
import { readJsonFeed } from './read-json-feed.ts'
import { readXmlFeed } from './read-xml-feed.ts'
import { sniffBinary } from './sniff-binary.ts'

export interface ParseHints {
  /** Where the bytes came from, after redirects: relative links are resolved against it. */
  readonly url: string
  /** The Content-Type header, for its charset alone: what a document is, its content says. */
  readonly contentType: string | undefined
  readonly limits: Limits
}

/** A feed with a thousand flaws has told enough after this many. */
const problemsMax = 20

/**
 * Reads RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1 and 1.1. Work and memory are proportional to the input.
 * Never rejects for what the bytes say: that is `notAFeed` or `broken`. What was wrong and survived stands in `problems`.
 */
export async function parseFeed(bytes: Uint8Array, hints: ParseHints): Promise<ParseOutcome> {
  if (bytes.length > hints.limits.feedBytesMax) {
    return {
      kind: 'broken',
      reason: `the document has ${bytes.length} bytes, more than the ${hints.limits.feedBytesMax} allowed`,
    }
  }
  const binary = sniffBinary(bytes)
  if (binary !== undefined) return { kind: 'notAFeed', what: binary, alternates: [] }
  const decoded = decodeBytes(bytes, hints.contentType)
  const problems = new Set<string>()
  if (decoded.problem !== undefined) problems.add(decoded.problem)
  const report = (problem: string): void => {
    if (problems.size < problemsMax) problems.add(problem)
  }
  const text = decoded.text.trimStart()
  if (text === '') return { kind: 'broken', reason: 'the document is empty' }
  try {
    const feed = await readText(text, hints, report)
    if (feed !== undefined) return { kind: 'parsed', feed: { ...feed, problems: [...problems] } }
    return { kind: 'notAFeed', ...describeDocument(text, hints.url) }
  } catch (error) {
    return { kind: 'broken', reason: explainError(error) }
  }
}

/** Some generators put `<!DOCTYPE html>` or a whole `<html><body>` around their feed. */
const feedInPage = /<(?:\w{1,20}:)?(?:rss[\s>]|feed\s[^>]{0,500}xmlns|rdf:rdf\s)/i

/** Some servers put a guard, a comment or a function call in front of their JSON. */
function looksLikeJson(text: string): boolean {
  return (
    !text.startsWith('<') &&
    (/^\W{0,10}\{/.test(text) || /jsonfeed\.org\/version/i.test(text.slice(0, 2_000)))
  )
}

type UnreportedFeed = Omit<ParsedFeed, 'problems'>

async function readText(
  text: string,
  { url, limits }: ParseHints,
  report: (problem: string) => void,
): Promise<UnreportedFeed | undefined> {
  const hints = { url, limits, report }
  if (looksLikeJson(text)) return readJsonFeed(text.slice(text.search(/[{[]/)), hints)
  if (looksLikeHtmlPage(text) && !feedInPage.test(text.slice(0, 4_000))) return undefined
  return readXmlFeed(text, hints)
}
