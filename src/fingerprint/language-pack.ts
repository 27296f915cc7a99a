/** What the scanner needs to know of a language: stems, words that carry nothing, number words, months and weekdays. */
import { stemmer as arabic } from '@orama/stemmers/arabic'
import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as greek } from '@orama/stemmers/greek'
import { stemmer as hindi } from '@orama/stemmers/indian'
import { stemmer as hungarian } from '@orama/stemmers/hungarian'
import { stemmer as indonesian } from '@orama/stemmers/indonesian'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as romanian } from '@orama/stemmers/romanian'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { stemmer as turkish } from '@orama/stemmers/turkish'
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian'
import { calendarWords } from './calendar-words.ts'
import { numberWords } from './number-words.ts'
import { scaleWords } from './scale-words.ts'
import type { ScaleWords } from './scale-words.ts'
import { shortenedWords } from './shortened-words.ts'
import { stopWords } from './stop-words.ts'

export interface LanguagePack {
  /** ISO 639-1, or empty for a language without a pack. */
  readonly language: string
  /** Takes a lower-case word. */
  readonly stem: (word: string) => string
  readonly stopWords: ReadonlySet<string>
  /** Word -> canonical number. */
  readonly numbers: ReadonlyMap<string, string>
  /** Word -> the same token in every language: `m1` to `m12`, `d1` (Monday) to `d7`. */
  readonly calendar: ReadonlyMap<string, string>
  /** One to nine, where they follow a ten. */
  readonly units: ReadonlyMap<string, number>
  /** Thousands and millions in words. */
  readonly scales: ScaleWords
  /** What stands between a ten and its unit ("treinta y cinco"); sticky, the unit as first group. */
  readonly numberJoin: RegExp | undefined
  /** Words that end in a full stop without ending a sentence. */
  readonly shortened: ReadonlySet<string>
  /** A full stop after digits makes an ordinal ("am 15. März"). */
  readonly ordinalPoint: boolean
  /** Thousands are parted by a space ("23 000"). */
  readonly spacedThousands: boolean
  /** Single quotation marks enclose what somebody said, as newspapers of the language print it. */
  readonly singleQuotes: boolean
  /** One spelling for a word that is written in several; applied before anything is looked up. */
  readonly fold: ((word: string) => string) | undefined
  /** An apostrophe parts two words ("l'anno") instead of joining one ("don't"). */
  readonly elides: boolean
  /** Every noun has a capital, so a capital names nothing. */
  readonly capitalNouns: boolean
}

const stemmers: Readonly<Record<string, (word: string) => string>> = {
  ar: arabic,
  da: danish,
  de: german,
  el: greek,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  hi: hindi,
  hu: hungarian,
  id: indonesian,
  it: italian,
  nb: norwegian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  ru: russian,
  sv: swedish,
  tr: turkish,
  uk: ukrainian,
}

const eliding: ReadonlySet<string> = new Set(['fr', 'it', 'ca'])
const ordinalPoint: ReadonlySet<string> = new Set(
  'cs da de et fi hr hu is lv nb no pl sk sl sr tr'.split(' '),
)
const spacedThousands: ReadonlySet<string> = new Set(
  'be bg ca cs es et fi fr hu lt lv nb no pl pt ro ru sk sv uk'.split(' '),
)
const packs = new Map<string, LanguagePack>()

/** The pack of a language (ISO 639-1); a language without stemmer keeps its words whole. */
export function languagePack(language: string): LanguagePack {
  const known = packs.get(language)
  if (known !== undefined) return known
  const fold = language === 'ar' ? foldArabic : undefined
  const folded = (word: string): string => fold?.(word) ?? word
  const { numbers, units, join } = numberWords(language)
  const scales = scaleWords(language)
  const pack: LanguagePack = {
    language,
    stem: stemmers[language] ?? ((word) => word),
    stopWords: new Set(stopWords[language]?.map(folded)),
    numbers: foldedKeys(numbers, folded),
    calendar: foldedKeys(calendarWords(language), folded),
    units,
    scales: { ...scales, factors: foldedKeys(scales.factors, folded) },
    numberJoin: join,
    shortened: shortenedWords(language),
    ordinalPoint: ordinalPoint.has(language),
    spacedThousands: spacedThousands.has(language),
    singleQuotes: language === 'nl',
    fold,
    elides: eliding.has(language),
    capitalNouns: language === 'de',
  }
  packs.set(language, pack)
  return pack
}

function foldedKeys<Value>(
  words: ReadonlyMap<string, Value>,
  fold: (word: string) => string,
): ReadonlyMap<string, Value> {
  return new Map([...words].map(([word, value]) => [fold(word), value]))
}

// Vowel signs, the stretching stroke and the seat of an initial hamza are written or not as a newspaper pleases.
function foldArabic(word: string): string {
  return word.replaceAll(/[\u0640\u064b-\u065f\u0670]/g, '').replaceAll(/[أإآٱ]/g, 'ا')
}
