/** Month names of the languages feeds are written in, as stems that no other month of any of them begins with. */

/** One line a month: English, then German, French, Spanish, Portuguese, Italian, Dutch, Nordic, Finnish, Polish, Czech, Romanian, Turkish, Russian, Ukrainian, Bulgarian, Greek. */
const stems: readonly string[] = [
  'jan janv jän ene gen tammi sty led ian oca янв січ яну ιαν',
  'feb fév fev febb helmi lut úno şub фев лют φεβ',
  'mar mär mrz mrt maa maalis bře мар берез μαρ μάρ',
  'apr avr abr huhti kwi dub nis апр квіт απρ',
  'may mai mag mei maj maio máj touko kvě май мая трав μαΐ μάι μαι',
  'jun juin giu jún kesä cze červen iun haz июн черв юни ιουν ιούν',
  'jul juil lug júl heinä lip července červenec iul tem июл лип юли ιουλ ιούλ',
  'aug aoû aou ago elo sie srp ağu авг серп αυγ αύγ',
  'sep set syys wrz zář eyl сен верес септ σεπ',
  'oct okt out ott loka paź říj eki окт жовт οκτ',
  'nov noi marras kas ноя листоп ное νοε νοέ',
  'dec dez dic déc des joulu gru pro ara дек груд δεκ',
]

const monthByStem: ReadonlyMap<string, number> = new Map(
  stems.flatMap((line, month) => line.split(' ').map((stem) => [fold(stem), month] as const)),
)

/** The longest stem. */
const stemLengthMax = Math.max(...[...monthByStem.keys()].map((stem) => stem.length))

/** 0 January to 11 December; undefined for any other word. `listopad` is left out: it is November in Polish, October in Croatian. */
export function monthOf(word: string): number | undefined {
  const folded = fold(word)
  for (let length = Math.min(stemLengthMax, folded.length); length >= 3; length -= 1) {
    const month = monthByStem.get(folded.slice(0, length))
    if (month !== undefined) return month
  }
  return undefined
}

/** Case and accents do not tell months apart. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
