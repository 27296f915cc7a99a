/** Cleans the HTML of an article for publishing: safe, absolute, and without furniture. */
import { cleanTitle } from './clean-title.ts'
import { parseHtml, serializeHtml, textOf, type HtmlNode } from './html-tree.ts'
import { removeFurniture, type RemovedKind } from './remove-furniture.ts'
import { resolveMedia } from './resolve-media.ts'
import { sanitize } from './sanitize.ts'

export interface CleanOptions {
  /** Address relative references are resolved against. */
  readonly baseUrl: string | undefined
  /** Name of the outlet. */
  readonly siteName?: string
  readonly title?: string
  /** Sentences the source repeats in article after article, as they stand in the text. */
  readonly boilerplate?: ReadonlySet<string>
}

export interface CleanedHtml {
  /** Allow-listed HTML, absolute URLs. Empty when nothing is left. */
  readonly html: string
  /** Plain text of `html`, one newline between lines. */
  readonly text: string
  /** `options.title` as plain text, without the outlet's name at its end. */
  readonly title: string
  /** How many of each kind were taken out. */
  readonly removed: Readonly<Record<string, number>>
}

/** Characters read of one article; what follows is left out and counted as `cut`. Twice the longest article of 6,100 was 220,000. */
export const htmlCharactersMax = 2 * 1024 * 1024

/** A round may uncover what the next takes (a list emptied of its links); real articles settle in the second. */
const roundsMax = 6

// Controls but tab and line ends, marks that turn the direction of what follows, and characters XML cannot hold.
const invisible = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu

function scrub(html: string): string {
  return html.toWellFormed().replaceAll(invisible, '')
}

/** Pure and linear in the length of `html`; cleaning its own result changes nothing. */
export function cleanHtml(html: string, options: CleanOptions): CleanedHtml {
  const removed: Record<string, number> = {}
  const note = (kind: RemovedKind): void => {
    removed[kind] = (removed[kind] ?? 0) + 1
  }
  if (html.length > htmlCharactersMax) note('cut')
  const title = cleanTitle(options.title ?? '', options.siteName ?? '')
  let current = scrub(html.slice(0, htmlCharactersMax))
  let nodes: readonly HtmlNode[] = []
  for (let round = 0; round < roundsMax; round += 1) {
    const parsed = parseHtml(current)
    for (let count = 0; count < parsed.eventHandlers; count += 1) note('eventHandler')
    const resolved = resolveMedia(parsed.nodes, { baseUrl: options.baseUrl, note })
    nodes = removeFurniture(resolved, { title, boilerplate: options.boilerplate ?? new Set(), note })
    // Again: references decode to control characters, and the parser can split a surrogate pair (`</p<` before it).
    const next = scrub(sanitize(serializeHtml(nodes))).trim()
    if (next === current) break
    current = next
  }
  return { html: current, text: textOf(nodes), title, removed }
}
