/** The names and figures of a text that survive rewording and find it again. */

const sentenceStart = /(?:^|[.!?]["”’]?\s+|\n)\p{Lu}/gu
const name =
  /(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’]+(?:-\p{L}+)*(?: \p{Lu}[\p{L}'’]+(?:-\p{L}+)*)*(?![\p{L}\p{N}-])/gu
const figure = /(?<![\p{L}\p{N}])(?:\p{Lu}{1,4}-\d+|\d[\d.,]*\d(?: ?%)?)/gu
const charactersMax = 8_000
const termsMax = 8

/** Names that begin no sentence, most frequent first, then figures of at least two digits. */
export function tellingTerms(text: string): readonly string[] {
  const head = text.slice(0, charactersMax)
  const starts = new Set([...head.matchAll(sentenceStart)].map((match) => match.index + match[0].length - 1))
  const counts = new Map<string, number>()
  for (const match of head.matchAll(name)) {
    if (!starts.has(match.index)) counts.set(match[0], (counts.get(match[0]) ?? 0) + 1)
  }
  const names = [...counts].toSorted(([, a], [, b]) => b - a).map(([term]) => term)
  const figures = new Set(Array.from(head.matchAll(figure), ([term]) => term))
  return [...names.slice(0, termsMax - 3), ...[...figures].slice(0, 3)].slice(0, termsMax)
}
