/** Dates in scripts and phrases of their own, brought to words and figures that one reader of dates understands. */

const months: readonly string[] = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Months of two words, of letters with dots, and of two meanings that only their second word tells apart. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/كانون\s+الثاني/, 'jan'],
  [/كانون\s+ال[أا]ول/, 'dec'],
  [/تشرين\s+ال[أا]ول/, 'oct'],
  [/تشرين\s+الثاني/, 'nov'],
  ...['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'].map(
    (name, month) => [new RegExp(name.replaceAll('.', '\\.')), months[month] ?? ''] as const,
  ),
]

/** Where the decimal digits of Arabic, Persian, Devanagari, Thai and full width begin. */
const zeros: readonly number[] = [0x660, 0x6f0, 0x966, 0xe50, 0xff10]

const chineseNumbers: readonly string[] = '一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ')

/** The years before the first of the Japanese eras still in use. */
const eras: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
])

/** Undefined when nothing had to be changed. `text` is short: see the ceiling of `parseDate`. */
export function plainDateText(text: string): string | undefined {
  const bare = text
    .replace(/^["'“”‘’(]+|["'“”‘’)]+$/g, '')
    .replace(/^[a-z ]{2,20}:\s+/i, '')
    .replace(/^\p{L}{2,12}[.,]{0,2}\s+(?=\d{4}-)/u, '')
    .replace(/^(\d{1,2}:\d{2}(?::\d{2})?)[, ]+(\d{4}-\S+)$/, '$2 $1')
  const plain = /[^\0-\u007f]/.test(bare) ? inFigures(bare) : bare
  return plain === text ? undefined : plain
}

function inFigures(text: string): string {
  const digits = text.replace(/[٠-٩۰-۹०-९๐-๙０-９]/g, (digit) => {
    const code = digit.charCodeAt(0)
    return String(code - (zeros.findLast((zero) => zero <= code) ?? code))
  })
  const named = phrases.reduce((whole, [phrase, month]) => whole.replace(phrase, ` ${month} `), digits)
  const western = /[\u0e00-\u0e7f]/.test(text) ? named.replace(/\b2[45]\d\d\b/, ofThailand) : named
  return western
    .replaceAll('\u2212', '-')
    .replace(/(令和|平成)(\d{1,2}|元)年/, (_, era: string, year: string) => {
      return `${(eras.get(era) ?? 0) + (year === '元' ? 1 : Number(year))}年`
    })
    .replace(/tháng\s+(\d{1,2})/iu, (given, month: string) => nameOf(Number(month)) ?? given)
    .replace(/(十[一二]?|[一二三四五六七八九])月/, (given, number: string) => {
      return nameOf(chineseNumbers.indexOf(number) + 1) ?? given
    })
    .replace(/^(?!\d{4})(.*?)(\d{1,2})\s?[月월]/, (given, before: string, month: string) => {
      const name = nameOf(Number(month))
      return name === undefined ? given : `${before}${name}`
    })
}

function nameOf(month: number): string | undefined {
  const name = months[month - 1]
  return name === undefined ? undefined : ` ${name} `
}

/** Thailand counts from 543 years earlier. */
function ofThailand(year: string): string {
  return String(Number(year) - 543)
}
