/** Cuts scripts that write no spaces into words, by the dictionaries of ICU (UAX #29). */

const segmenters = new Map<string, Intl.Segmenter>()
const languages: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'km', 'my'])

/** Words of a run of Han, kana, Thai, Lao, Khmer or Burmese; punctuation left out. */
export function segmentWords(run: string, language: string): readonly string[] {
  const known = languages.has(language) ? language : 'zh'
  let segmenter = segmenters.get(known)
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(known, { granularity: 'word' })
    segmenters.set(known, segmenter)
  }
  const words: string[] = []
  for (const segment of segmenter.segment(run)) if (segment.isWordLike === true) words.push(segment.segment)
  return words
}
