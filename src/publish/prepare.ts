/** Makes values safe for every format: characters XML can hold, addresses without stray brackets, dates that exist. */

// XML 1.0 section 2.2 forbids most controls; C1 controls are allowed and never meant.
const forbidden = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu
const turning = /[\u202A-\u202E\u2066-\u2069\uFEFF]/g

/** Text that XML and JSON can carry: lone surrogates become U+FFFD, control characters and direction overrides go. */
export function prepareText(text: string): string {
  return text.toWellFormed().replaceAll(forbidden, '').replaceAll(turning, '')
}

/** One line of plain text in which nothing can open a tag, at most `charactersMax` long. */
export function prepareLine(text: string, charactersMax = 500): string {
  const line = prepareText(text)
    .replaceAll(/<(?=[a-z!/?])/gi, '< ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1).toWellFormed()}…`
}

/** An absolute http(s) address as RFC 3986 spells it; undefined for anything else. */
export function prepareUrl(given: string | undefined): string | undefined {
  const url = given === undefined ? null : URL.parse(prepareText(given).trim())
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '' || url.href.length > 4096)
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

/** Years 1970 to 9999: what both RFC 822 and RFC 3339 can write. Returns `fallbackMs` for anything else. */
export function prepareTime(ms: number | undefined, fallbackMs: number): number {
  return ms !== undefined && Number.isFinite(ms) && ms >= 0 && ms < 253_402_300_800_000
    ? Math.trunc(ms)
    : fallbackMs
}

/** Escapes for XML text and double-quoted attribute values. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
