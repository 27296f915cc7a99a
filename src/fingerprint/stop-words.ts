/** Words that carry nothing, per language; left out of every fingerprint. */
import { stopwords as arabic } from '@orama/stopwords/arabic'
import { stopwords as bulgarian } from '@orama/stopwords/bulgarian'
import { stopwords as danish } from '@orama/stopwords/danish'
import { stopwords as dutch } from '@orama/stopwords/dutch'
import { stopwords as finnish } from '@orama/stopwords/finnish'
import { stopwords as french } from '@orama/stopwords/french'
import { stopwords as german } from '@orama/stopwords/german'
import { stopwords as greek } from '@orama/stopwords/greek'
import { stopwords as hindi } from '@orama/stopwords/indian'
import { stopwords as hungarian } from '@orama/stopwords/hungarian'
import { stopwords as italian } from '@orama/stopwords/italian'
import { stopwords as norwegian } from '@orama/stopwords/norwegian'
import { stopwords as portuguese } from '@orama/stopwords/portuguese'
import { stopwords as romanian } from '@orama/stopwords/romanian'
import { stopwords as russian } from '@orama/stopwords/russian'
import { stopwords as spanish } from '@orama/stopwords/spanish'
import { stopwords as swedish } from '@orama/stopwords/swedish'
import { stopwords as turkish } from '@orama/stopwords/turkish'
import { stopwords as ukrainian } from '@orama/stopwords/ukrainian'

// English has its own list: it adds the verbs of reporting ("said", "told"), which every article shares.
const english =
  `a an the of to in on at by for from with and or but is are was were be been being as that this these those it
its he she they them his her their i you we our your not no so if than then there here who whom which what when
where how why will would can could should may might must do does did has have had having also into over under
about after before between out up down more most some any all just said say says told according new one two
dont doesnt didnt isnt wasnt arent werent wont cant couldnt wouldnt shouldnt hasnt havent hadnt`.split(/\s+/)

const portugueseAndGalician = portuguese.concat('o', 'a', 'os', 'as', 'do', 'da', 'unha', 'polo', 'pola')

/** Stop words by ISO 639-1 code, lower case, apostrophes removed. */
export const stopWords: Readonly<Record<string, readonly string[]>> = {
  ar: plain(arabic),
  bg: plain(bulgarian),
  ca: 'el la els les un una uns unes de del dels a al als i o que en per amb no és ha han va van com més però'.split(
    ' ',
  ),
  da: plain(danish),
  de: plain(german),
  el: plain(greek),
  en: english,
  es: plain(spanish),
  fi: plain(finnish),
  fr: plain(french),
  hi: plain(hindi),
  hu: plain(hungarian),
  it: plain(italian),
  nb: plain(norwegian),
  nl: plain(dutch),
  no: plain(norwegian),
  pt: plain(portuguese),
  ro: plain(romanian),
  ru: plain(russian),
  sv: plain(swedish),
  tr: plain(turkish),
  uk: plain(ukrainian),
  // Last: a text that could be either is Portuguese.
  gl: plain(portugueseAndGalician),
}

function plain(words: readonly string[]): readonly string[] {
  return words.map((word) => word.toLowerCase().replaceAll(/['’]/g, ''))
}
