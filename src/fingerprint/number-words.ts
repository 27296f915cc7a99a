/** Numbers written as words: "ten" in one copy is "10" in another. From 3 up: "one" and "two" are also articles and pairs. */

/** What the scanner looks up of a language's number words. */
export interface NumberWords {
  /** Word -> canonical number, 3 and up; apostrophes removed. */
  readonly numbers: ReadonlyMap<string, string>
  /** One to nine, where they follow a ten. */
  readonly units: ReadonlyMap<string, number>
  /** Sticky; what stands between a ten and its unit, the unit as first group. Undefined where only a hyphen may. */
  readonly join: RegExp | undefined
}

// Forms of one number are parted by a slash.
const from3To20: Readonly<Record<string, string>> = {
  en: 'three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  de: 'drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  nl: 'drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
  fr: 'trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt/vingts',
  es: 'tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte',
  ca: 'tres quatre cinc sis set vuit nou deu onze dotze tretze catorze quinze setze disset divuit dinou vint',
  gl: 'tres catro cinco seis sete oito nove dez once doce trece catorce quince dezaseis dezasete dezaoito dezanove vinte',
  pt: 'três quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte',
  it: 'tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
  ru: 'три/трёх/трех/трём/тремя/трое четыре/четырёх/четырех/четырём/четверо пять/пяти/пятью/пятеро шесть/шести семь/семи восемь/восьми девять/девяти десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати семнадцать/семнадцати восемнадцать/восемнадцати девятнадцать/девятнадцати двадцать/двадцати',
  uk: 'три/трьох/трьом/троє чотири/чотирьох/чотирьом/четверо п’ять/п’яти/п’ятьох/п’ятеро шість/шести/шістьох сім/семи/сімох вісім/восьми дев’ять/дев’яти десять/десяти одинадцять/одинадцяти дванадцять/дванадцяти тринадцять/тринадцяти чотирнадцять/чотирнадцяти п’ятнадцять/п’ятнадцяти шістнадцять/шістнадцяти сімнадцять/сімнадцяти вісімнадцять/вісімнадцяти дев’ятнадцять/дев’ятнадцяти двадцять/двадцяти',
  ar: 'ثلاثة/ثلاث أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر',
  hi: 'तीन चार पाँच/पांच छह/छः/छे सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे',
}

const tensFrom20To90: Readonly<Record<string, string>> = {
  en: 'twenty thirty forty fifty sixty seventy eighty ninety',
  de: 'zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig',
  nl: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
  fr: 'vingt trente quarante cinquante soixante septante huitante nonante',
  es: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  ca: 'vint trenta quaranta cinquanta seixanta setanta vuitanta noranta',
  gl: 'vinte trinta corenta cincuenta sesenta setenta oitenta noventa',
  pt: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  it: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  ru: 'двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста',
  uk: 'двадцять/двадцяти тридцять/тридцяти сорок/сорока п’ятдесят/п’ятдесяти шістдесят/шістдесяти сімдесят/сімдесяти вісімдесят/вісімдесяти дев’яносто/дев’яноста',
  ar: 'عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين',
}

const oneAndTwo: Readonly<Record<string, string>> = {
  en: 'one two',
  fr: 'un/une deux',
  es: 'uno/un/una dos',
  ca: 'un/una dos/dues',
  gl: 'un/unha dous/dúas',
  pt: 'um/uma dois/duas',
  ru: 'один/одна/одного два/две/двух',
  uk: 'один/одна/одного два/дві/двох',
}

const joins: Readonly<Record<string, RegExp>> = {
  fr: /[- ]et[- ](\p{L}+)/uy,
  es: / y (\p{L}+)/uy,
  gl: / e (\p{L}+)/uy,
  pt: / e (\p{L}+)/uy,
  ru: / (\p{L}+)/uy,
  uk: / ([\p{L}'’ʼ]+)/uy,
}

/** Number words of a language (ISO 639-1) with the digits they stand for, apostrophes removed; empty when unknown. */
export function numberWords(language: string): NumberWords {
  const numbers = new Map<string, string>()
  for (const [index, forms] of (from3To20[language] ?? '').split(' ').entries())
    put(numbers, forms, index + 3)
  for (const [index, forms] of (tensFrom20To90[language] ?? '').split(' ').entries())
    put(numbers, forms, index * 10 + 20)
  for (const [word, value] of compounds(language)) numbers.set(word, value)
  const units = new Map<string, number>()
  for (const [index, forms] of (oneAndTwo[language] ?? '').split(' ').entries()) {
    for (const form of forms.split('/')) units.set(form, index + 1)
  }
  numbers.delete('')
  units.delete('')
  return { numbers, units, join: joins[language] }
}

function put(numbers: Map<string, string>, forms: string, value: number): void {
  for (const form of forms.split('/')) numbers.set(form.replaceAll('’', ''), String(value))
}

// "Fünfundzwanzig", "vijfentwintig", "ventisei", "veintiséis": one word from 21 to 99.
function compounds(language: string): readonly (readonly [string, string])[] {
  const tens = (tensFrom20To90[language] ?? '').split(' ').map((forms) => forms.split('/')[0] ?? '')
  const build = compoundBuilders[language]
  if (build === undefined) return []
  const built: (readonly [string, string])[] = []
  for (const [ten, word] of tens.entries()) {
    for (const [unit, written] of build(word).entries()) built.push([written, String(ten * 10 + 21 + unit)])
  }
  return language === 'es' ? built.slice(0, 9) : built
}

const compoundBuilders: Readonly<Record<string, (ten: string) => readonly string[]>> = {
  de: (ten) => 'ein zwei drei vier fünf sechs sieben acht neun'.split(' ').map((unit) => `${unit}und${ten}`),
  nl: (ten) =>
    'eenen tweeën drieën vieren vijfen zesen zevenen achten negenen'
      .split(' ')
      .map((unit) => `${unit}${ten}`),
  it: (ten) =>
    'uno due tre quattro cinque sei sette otto nove'
      .split(' ')
      .map((unit) => (/^[uo]/.test(unit) ? ten.slice(0, -1) : ten) + unit),
  es: () =>
    'veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
      ' ',
    ),
}
