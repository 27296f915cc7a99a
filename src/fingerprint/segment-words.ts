/** Cuts scripts that write no spaces into words, by the dictionaries of ICU (UAX #29). */
import { simplifyHan } from './simplify-han.ts'
import { hanNumeral } from './written-numbers.ts'

const segmenters = new Map<string, Intl.Segmenter>()
const languages: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'km', 'my'])

const numeral = /[〇零一二三四五六七八九十百千万萬亿億兆两兩]{2,}/g
// Single characters that carry nothing: particles, measures, parts of dates, verbs of reporting.
const emptyCharacters: ReadonlySet<string> = new Set(
  '的了着過过在是和与與及也都就又还還而但或把被将將从從向到对對于於为為以其之这這那个個们們名人年月日时時分秒元只条條件次位说說称稱有不没沒无無很最更再才已可能会會要得地所让讓给給按等各每某该該此何我你他她它您上下中里裡内內外前后後间間第一二者氏様的性化本同約约円度回号號点點'.split(
    '',
  ),
)

/** A piece of a run: a word, or a number that was written in Han numerals. */
export interface RunWord {
  readonly text: string
  /** Canonical digits; undefined for a word. */
  readonly digits: string | undefined
}

/** Words of a run of Han, kana, Thai, Lao, Khmer or Burmese in order; punctuation and empty single characters left out. */
export function segmentWords(written: string, language: string): readonly RunWord[] {
  const run = language === 'zh' ? simplifyHan(written) : written
  const words: RunWord[] = []
  let from = 0
  for (const found of run.matchAll(numeral)) {
    const digits = hanNumeral(found[0])
    if (digits === undefined) continue
    cutWords(run.slice(from, found.index), language, words)
    words.push({ text: found[0], digits })
    from = found.index + found[0].length
  }
  cutWords(from === 0 ? run : run.slice(from), language, words)
  return words
}

function cutWords(run: string, language: string, words: RunWord[]): void {
  if (run === '') return
  // Characters the dictionary has no word for: names, mostly. Each with its neighbour, as search engines index them.
  let loose = ''
  const endLoose = (): void => {
    if (loose.length === 1) words.push({ text: loose, digits: hanNumeral(loose) })
    for (let at = 0; at + 1 < loose.length; at++)
      words.push({ text: loose.slice(at, at + 2), digits: undefined })
    loose = ''
  }
  for (const { segment, isWordLike } of segmenterOf(language).segment(run)) {
    if (segment.length === 1 && isWordLike === true && isHan(segment) && !emptyCharacters.has(segment)) {
      loose += segment
      continue
    }
    endLoose()
    if (isWordLike === true && segment.length > 1) words.push({ text: segment, digits: undefined })
  }
  endLoose()
}

function isHan(character: string): boolean {
  return character >= '\u3400' && character <= '\u9fff'
}

function segmenterOf(language: string): Intl.Segmenter {
  const known = languages.has(language) ? language : 'zh'
  let segmenter = segmenters.get(known)
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(known, { granularity: 'word' })
    segmenters.set(known, segmenter)
  }
  return segmenter
}
