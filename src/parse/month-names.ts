/** Month names of the languages feeds are written in, as stems that no other month of any of them begins with. */

/**
 * One line a month: English, then German, French, Spanish, Portuguese, Italian, Dutch, Nordic, Finnish, Polish, Czech, Romanian, Turkish, Russian, Ukrainian, Bulgarian, Greek,
 * and behind them Croatian, Estonian, Lithuanian, Ukrainian abbreviations, Serbian, Arabic, Hebrew, Persian, Hindi, Thai.
 */
const stems: readonly string[] = [
  'jan janv jän ene gen tammi sty led ian oca янв січ яну ιαν sijec jaan saus јан يناي ינוא ژانو जनवरी มกรา',
  'feb fév fev febb helmi lut úno şub фев лют φεβ velj veeb vas شباط فبر פבר فوری फ़रवरी फरवरी กุมภา',
  'mar mär mrz mrt maa maalis bře мар берез μαρ μάρ ozuj kovo бер آذار مارس מרץ मार्च มีนา',
  'apr avr abr huhti kwi dub nis апр квіт απρ travnj bala кві نيس أبر ابر אפר آوری अप्रैल เมษา',
  'may mai mag mei maj maio máj touko kvě май мая трав μαΐ μάι μαι svib gegu тра мај أيا ايا مايو מאי مه मई พฤษภา',
  'jun juin giu jún kesä cze červen iun haz июн черв юни ιουν ιούν cervn lipnj birz juun чер јун حزير يوني יונ ژوئن जून มิถุนา',
  'jul juil lug júl heinä lip července červenec iul tem июл лип юли ιουλ ιούλ srpnj liep juul јул تمو يولي יולי ژوئیه जुलाई กรกฎา',
  'aug aoû aou ago elo sie srp ağu авг серп αυγ αύγ kolov rugp avg сер آب أغس اغس אוג اوت अगस्त สิงหา',
  'sep set syys wrz zář eyl сен верес септ σεπ ruj rugs szep вер أيل ايل سبت ספט سپت सितंबर सितम्बर กันยา',
  'oct okt out ott loka paź říj eki окт жовт οκτ spal жов أكت اكت אוק אקט اکت अक्टूबर ตุลา',
  'nov noi marras kas ноя листоп ное νοε νοέ stud lapk лис نوف נוב نوا नवंबर नवम्बर พฤศจิ',
  'dec dez dic déc des joulu gru pro ara дек груд δεκ dets гру ديس דצמ دسا दिसंबर दिसम्बर ธันวา',
]

const monthByStem: ReadonlyMap<string, number> = new Map(
  stems.flatMap((line, month) => line.split(' ').map((stem) => [fold(stem), month] as const)),
)

/** The longest stem. */
const stemLengthMax = Math.max(...[...monthByStem.keys()].map((stem) => stem.length))

/** 0 January to 11 December; undefined for any other word. `listopad` is left out: what it means depends on the language. */
export function monthOf(word: string): number | undefined {
  const folded = fold(word)
  for (let length = Math.min(stemLengthMax, folded.length); length >= 3; length -= 1) {
    const month = monthByStem.get(folded.slice(0, length))
    if (month !== undefined) return month
  }
  return folded.length === 2 ? monthByStem.get(folded) : undefined
}

/** Case and accents do not tell months apart. */
function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
