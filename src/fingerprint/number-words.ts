/** Numbers written as words: "ten" in one copy is "10" in another. From 3 up: "one" and "two" are also articles and pairs. */

const from3To20: Readonly<Record<string, string>> = {
  en: 'three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  de: 'drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  nl: 'drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
  fr: 'trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
  es: 'tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte',
  ca: 'tres quatre cinc sis set vuit nou deu onze dotze tretze catorze quinze setze disset divuit dinou vint',
  gl: 'tres catro cinco seis sete oito nove dez once doce trece catorce quince dezaseis dezasete dezaoito dezanove vinte',
  pt: 'três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte',
  it: 'tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
  ru: 'три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать',
  uk: 'три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять тринадцять чотирнадцять п’ятнадцять шістнадцять сімнадцять вісімнадцять дев’ятнадцять двадцять',
}

const tensFrom30To90: Readonly<Record<string, string>> = {
  en: 'thirty forty fifty sixty seventy eighty ninety',
  de: 'dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  nl: 'dertig veertig vijftig zestig zeventig tachtig negentig',
  es: 'treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  ca: 'trenta quaranta cinquanta seixanta setanta vuitanta noranta',
  gl: 'trinta corenta cincuenta sesenta setenta oitenta noventa',
  pt: 'trinta quarenta cinquenta sessenta setenta oitenta noventa',
  it: 'trenta quaranta cinquanta sessanta settanta ottanta novanta',
  ru: 'тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
}

/** Number words of a language (ISO 639-1) with the digits they stand for, apostrophes removed; empty when unknown. */
export function numberWords(language: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const [index, word] of (from3To20[language] ?? '').split(' ').entries()) {
    words.set(word.replaceAll('’', ''), String(index + 3))
  }
  for (const [index, word] of (tensFrom30To90[language] ?? '').split(' ').entries()) {
    words.set(word, String(index * 10 + 30))
  }
  words.delete('')
  return words
}
