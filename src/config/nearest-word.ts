/** Finds the valid word somebody probably meant. */

/** Two letters wrong in a word of six is a typing slip; more is another word. */
const editsPerLetterMax = 0.34
/** A longer word is no slip of one key; comparing it would only cost time. */
const lettersMax = 60

/** The nearest of `words` to what was typed, undefined when none is near. Case counts half. */
export function nearestWord(typed: string, words: Iterable<string>): string | undefined {
  if (typed.length > lettersMax) return undefined
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const word of words) {
    if (Math.abs(word.length - typed.length) > lettersMax * editsPerLetterMax) continue
    const distance = editDistance(typed.toLowerCase(), word.toLowerCase()) + (typed === word ? 0 : 0.5)
    if (distance < bestDistance) [best, bestDistance] = [word, distance]
  }
  const allowed = Math.max(1, Math.max(typed.length, best?.length ?? 0) * editsPerLetterMax) + 0.5
  return bestDistance <= allowed ? best : undefined
}

/** ` (did you mean "sources"?)`, or nothing. Made to be appended to a message. */
export function didYouMean(typed: string, words: Iterable<string>): string {
  const word = nearestWord(typed, words)
  return word === undefined || word === typed ? '' : ` (did you mean "${word}"?)`
}

/** Damerau-Levenshtein distance, neighbours swapped counting one (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = []
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          at(last, j) + 1,
          at(row, j - 1) + 1,
          at(last, j - 1) + (same ? 0 : 1),
          swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    ;[beforeLast, last] = [last, row]
  }
  return at(last, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY
