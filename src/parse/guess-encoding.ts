/** Which encoding bytes are in when no label that could be true says so: the one whose text looks most like a language. */

interface Language {
  readonly encoding: string
  /** Its commonest letters: about half of what a text of it is made of. */
  readonly common: string
  /** Every letter of its script; what lies outside speaks against it. */
  readonly script: RegExp
}

// Without the short i: it is rare, and stands where Hebrew has its commonest letter.
const cyrillic = 'оеаинтсрвлкмдпуяыьгзбч'
const simplified =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运闻标'
const traditional =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作里用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運聞標'
const hangul =
  '이다는의에을가고하지로사서은한를기대도인자시해어리스있원장일나정부아그전주제수들과상보으라성여연만경오비국구관공조선유우소동신회과화안미교적중무계진게했된발세거위방물용까면음개산간영문업개분행습니'
const greek = 'ατοιεσνηρκπςυλμίάόγέήώύδθχφβ'
// The commoner half alone: the whole alphabet would fit any text whose bytes lie where Hebrew has its letters.
const hebrew = 'יוהלאמרבתשנ'
const thai = 'านรอกเงมยลวดทสต่้ัีิ'
const kana = 'のにはをたがでてとしれさいるなあかこもらうすまりっくよンスルトイアラリクシーニュドレテ'

/** On a tie the earlier one: Japanese of EUC is also valid GB 18030, with other ideographs between the same kana. */
const languages: readonly Language[] = [
  { encoding: 'windows-1251', common: cyrillic, script: /\p{Script=Cyrillic}/u },
  { encoding: 'koi8-r', common: cyrillic, script: /\p{Script=Cyrillic}/u },
  { encoding: 'iso-8859-5', common: cyrillic, script: /\p{Script=Cyrillic}/u },
  { encoding: 'shift_jis', common: kana, script: /[ぁ-ヿ一-鿿]/u },
  { encoding: 'euc-jp', common: kana, script: /[ぁ-ヿ一-鿿]/u },
  { encoding: 'gb18030', common: simplified, script: /[一-鿿]/u },
  { encoding: 'big5', common: traditional, script: /[一-鿿]/u },
  { encoding: 'euc-kr', common: hangul, script: /[가-힣]/u },
  { encoding: 'windows-1253', common: greek, script: /\p{Script=Greek}/u },
  { encoding: 'windows-1255', common: hebrew, script: /\p{Script=Hebrew}/u },
  { encoding: 'windows-874', common: thai, script: /\p{Script=Thai}/u },
]

/** So much of the letters beyond ASCII tells as well as all of them. */
const sampleBytes = 20_000

/** A text in a language we know reached 0.4 and more with its own encoding, one in any other stayed below 0.2. */
const scoreMin = 0.3

/** Undefined when no language fits: then it is Western, or nothing can be said. */
export function guessEncoding(bytes: Uint8Array): string | undefined {
  if (isMostlyLatin(bytes)) return undefined
  const sample = sampleOf(bytes)
  let best: { readonly encoding: string; readonly score: number } | undefined
  for (const language of languages) {
    const score = scoreOf(sample, language)
    if (score > (best?.score ?? scoreMin)) best = { encoding: language.encoding, score }
  }
  return best?.encoding
}

/** Fewer tell nothing: `ÄÖÜ` and three quotation marks are Western. */
const runBytesMin = 12

/** Latin scripts have their accented letters one by one among plain ones; other scripts write whole words beyond ASCII. */
export function isMostlyLatin(bytes: Uint8Array): boolean {
  let beyond = 0
  let inRuns = 0
  let run = 0
  for (const byte of bytes) {
    if (byte >= 0x80) {
      beyond += 1
      run += 1
      if (run === 3) inRuns += 3
      else if (run > 3) inRuns += 1
    } else run = 0
  }
  return inRuns < runBytesMin || inRuns < beyond * 0.4
}

/** The lines that hold anything beyond ASCII, whole, so that no character of two bytes is torn. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let size = 0
  for (let at = 0; at < bytes.length && size < sampleBytes;) {
    const from = bytes.subarray(at).findIndex((byte) => byte >= 0x80)
    if (from === -1) break
    const start = at + from
    const found = bytes.indexOf(0x3c, start)
    const end = found === -1 ? bytes.length : found
    parts.push(bytes.subarray(start, Math.min(end, start + sampleBytes)))
    size += Math.min(end - start, sampleBytes)
    at = end + 1
  }
  return Buffer.concat(parts)
}

/** Share of common letters, less what does not belong there; capitals inside words are letters read in the wrong encoding. */
function scoreOf(sample: Uint8Array, { encoding, common, script }: Language): number {
  const text = new TextDecoder(encoding).decode(sample)
  let letters = 0
  let score = 0
  let before = ''
  for (const character of text) {
    if (character < '\u0080') {
      before = character
      continue
    }
    letters += 1
    if (character === '\ufffd' || (character >= '\u0080' && character < '\u00a0')) score -= 3
    else if (common.includes(character.toLowerCase())) {
      const isCapital = character !== character.toLowerCase()
      score += isCapital && /\p{Ll}/u.test(before) ? -1 : isCapital && /\p{Lu}/u.test(before) ? 0 : 1
    } else if (!script.test(character) && !/[\p{P}\p{S}\u00a0\u3000-\u303f\uff00-\uff60]/u.test(character))
      score -= 1
    before = character
  }
  return letters === 0 ? 0 : score / letters
}
