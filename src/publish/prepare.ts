/** Makes values safe for every format: characters XML can hold, addresses without stray brackets, dates that exist. */
import { decodeHTMLStrict } from 'entities'

// XML 1.0 section 2.2 forbids most controls; C1 controls are allowed and never meant. HTML calls noncharacters an error
// (section 13.2.3.5), and U+FFFD is where somebody's decoder gave up: readers are warned of both and helped by neither.
const forbidden = /[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/gu
const lost = /\uFFFD/g
const turning = /[\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** Text that XML and JSON can carry: lone surrogates, control characters and direction overrides go. */
export function prepareText(text: string): string {
  return withoutControls(text).replaceAll(lost, '')
}

function withoutControls(text: string): string {
  return text.toWellFormed().replaceAll(forbidden, '').replaceAll(turning, '')
}

/** Feeds encode names once too often; more than this is somebody's game. */
const decodingsMax = 4

/** One line of plain text in which nothing can open a tag or a reference, at most `charactersMax` long. */
export function prepareLine(text: string, charactersMax = 500): string {
  let decoded = text.slice(0, charactersMax * 8)
  for (let round = 0; round < decodingsMax && decoded.includes('&'); round += 1)
    decoded = decodeHTMLStrict(decoded)
  const line = prepareText(decoded)
    .replaceAll(/<(?=[a-z!/?])|&(?=#\w|\w+;)/gi, (opening) => `${opening} `)
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length <= charactersMax ? line : `${prepareText(line.slice(0, charactersMax - 1))}…`
}

/** Letters, digits, dashes and underscores between dots (RFC 1123 section 2.1, as lenient as the web is), or IPv6 in brackets. */
const hostName = /^(?:[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|\[[\da-f:.]+\])$/

/** An absolute http(s) address as RFC 3986 spells it; undefined for anything else. */
export function prepareUrl(given: string | undefined): string | undefined {
  const url = given === undefined ? null : URL.parse(withoutControls(given).trim())
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    !hostName.test(url.hostname) ||
    url.href.length > 4096
  )
    return undefined
  url.username = ''
  url.password = ''
  const rest = url.pathname + url.search + url.hash
  return (
    url.origin +
    rest.replaceAll(
      /[[\]|\\^`{}"<>]|%(?![0-9a-f]{2})/gi,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    )
  )
}

/** No page is older than the web: an earlier date is a program's zero. */
const earliestMs = Date.UTC(1990, 0, 1)

/** Years 1990 to 9999: what both RFC 822 and RFC 3339 can write. Returns `fallbackMs` for anything else. */
export function prepareTime(ms: number | undefined, fallbackMs: number): number {
  return ms !== undefined && ms >= earliestMs && ms < 253_402_300_800_000 ? Math.trunc(ms) : fallbackMs
}

/** Escapes for XML text and double-quoted attribute values. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
