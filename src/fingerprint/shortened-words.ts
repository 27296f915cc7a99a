/** Words that end in a full stop without ending a sentence: titles, units, parts of a date. */

// English keeps the scanner's own rule alone (a capital and at most three letters), which its figures were measured with.
const lists: Readonly<Record<string, string>> = {
  da: 'bl ca dr fx hr kl kr mia mio nr prof osv',
  de: 'abs art bzw ca dr evtl ggf hl hrsg inkl jh jr kap mio mrd nr prof sog st str tel usw vgl zzgl z d u a o b h i',
  es: 'av ave avda cía depto dr dra ee etc excmo gral ilmo ing lic núm pág prof sr sra srta sto sta tel uu vol d dª',
  fr: 'art av bd cf env éd etc fig hab ing max mlle mme mm mr ms no prof réf st ste tél vol dr',
  hi: 'डॉ प्रो श्री सु कि मी रु पं मो स्व क',
  it: 'art avv cfr dott dottssa ecc geom ing mons n num on pag prof profssa rag sen sig sigra spa srl tel vol ca',
  nb: 'bl ca dr fr hr kl kr mill mrd nr prof osv',
  nl: 'afb art bijv blz ca dhr dr drs enz etc evt excl incl ing ir jl mej mevr mr nl nr prof resp st tel vgl zgn mld mln',
  pt: 'art av cap dr dra drs eng engª etc exmo lda ltda máx núm pág prof profa r s sr sra srs sta sto tel vol',
  ru: 'акад англ гг гл гор доц др им инж кв млн млрд напр обл пл пос проф прим просп рис род руб св см ср стр тел тыс ул ч экз г д к м п р с в т е х',
  sv: 'bl ca dr fr kl kr mdkr milj mkr nr prof',
  uk: 'акад бульв вул гг гл грн див доц ім інж кв млн млрд напр обл пл пос проф просп рис див ст стор сто тел тис тов ч г д к м п р с в т е х',
  ar: 'د أ م ص هـ ق كم',
}

/** Shortened words of a language (ISO 639-1), lower case, without points inside. */
export function shortenedWords(language: string): ReadonlySet<string> {
  return new Set(lists[language === 'no' ? 'nb' : language]?.split(' '))
}
