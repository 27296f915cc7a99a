/** The date forms feeds use, as epoch milliseconds. */
import { monthOf } from './month-names.ts'
import { plainDateText } from './plain-date-text.ts'
import { zoneMinutes } from './time-zones.ts'

interface DateParts {
  readonly year: number
  /** 0 to 11. */
  readonly month: number
  readonly day: number
}

interface ClockParts {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

const midnight: ClockParts = { hour: 0, minute: 0, second: 0, millisecond: 0 }

/** No honest date of a feed entry lies outside: year 1 and 1970-01-01 are what programs write for "none". */
const yearMin = 1900
const yearMax = 2199

/** Longer texts are no dates. */
const lengthMax = 120

/**
 * RFC 822 and 2822 with named zones and two-digit years, ISO 8601 and its fragments (a year, a month, no zone, no colon), asctime,
 * month names of some 30 languages, numeric forms, Unix times. Undefined when unreadable or absurd. No zone means Greenwich.
 */
export function parseDate(text: string): number | undefined {
  const trimmed = text.trim().slice(0, lengthMax).replace(/\s+/g, ' ')
  if (trimmed === '') return undefined
  return plausible(parseUsual(trimmed) ?? parseUnix(trimmed) ?? parseIso(trimmed) ?? parseUnusual(trimmed))
}

function parseUnusual(text: string): number | undefined {
  const plain = plainDateText(text)
  const known = parseEastAsian(text) ?? (plain === undefined ? undefined : parseIso(plain))
  return known ?? (plain === undefined ? undefined : parseEastAsian(plain)) ?? parseWords(plain ?? text)
}

/** The first day of 1970, in any zone, is a missing date. */
function plausible(timeMs: number | undefined): number | undefined {
  if (timeMs === undefined || !Number.isFinite(timeMs)) return undefined
  const year = new Date(timeMs).getUTCFullYear()
  return year < yearMin || year > yearMax || Math.abs(timeMs) <= 86_400_000 ? undefined : timeMs
}

const usual =
  /^(?:[a-z]{3,9}, ?)?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-])(\d\d)(\d\d))$/i
const monthsInEnglish = 'jan feb mar apr may jun jul aug sep oct nov dec'

/** RFC 822 as nine feeds of ten write it; a shortcut, and no other meaning than `parseWords` gives it. */
function parseUsual(text: string): number | undefined {
  const match = usual.exec(text)
  if (match === null) return undefined
  const [, day, name = '', year, hour, minute, second, sign, zoneHours = '0', zoneMinute = '0'] = match
  const month = monthsInEnglish.indexOf(name.toLowerCase()) / 4
  const zone = (Number(zoneHours) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1)
  if (!Number.isInteger(month) || month < 0 || Math.abs(zone) > 15 * 60) return undefined
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), millisecond: 0 }
  return toTime({ year: Number(year), month, day: Number(day) }, clock, zone)
}

/** Seconds, milliseconds, and figures written together: `20240501103000`. */
function parseUnix(text: string): number | undefined {
  if (/^@?\d{10}(?:\.\d{1,9})?$/.test(text)) return Math.round(Number(text.replace('@', '')) * 1000)
  if (/^\d{13}$/.test(text)) return Number(text)
  const together = /^((?:19|20)\d{6})(\d\d)(\d\d)(\d\d)?$/.exec(text)
  return together === null
    ? undefined
    : parseIso(`${together[1]}T${together.slice(2).filter(Boolean).join(':')}`)
}

const iso =
  /^(\d{4})(?:-?W(\d{2})(?:-?(\d))?|-?(\d{3})(?!\d|-)|[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?)?(?:(?:[T ,]+|(?<=\d{2}-\d{2}):)(\d{1,2})(?::?(\d{2}|(?<=:)\d)(?::?(\d{2}|(?<=:)\d)(?:[.,](\d{1,9}))?)?)?)?\s*(.*)$/i

/** ISO 8601 with the slips of feeds: blanks for T, one-digit months, 24:00, seconds of 60. */
function parseIso(text: string): number | undefined {
  const match = iso.exec(text)
  if (match === null) return undefined
  const [, year, week, weekday, ordinal, month, day, hour, minute, second, fraction, rest = ''] = match
  if (rest !== '' && !/^(?:z\b|[+-]\d|gmt|utc?|\(?[a-z]{2,5}\)?$|[ap]\.?m)/i.test(rest)) return undefined
  const clock = clockOf(hour, minute, second, {
    fraction: fraction ?? '',
    half: /^[ap]\.?m/i.test(rest) ? rest : '',
  })
  const minutes = zoneMinutes(rest.replace(/^[ap]\.?m\b\.?/i, '')) ?? 0
  if (week !== undefined)
    return toTime(mondayOfWeek(Number(year), Number(week), Number(weekday ?? 1)), clock, minutes)
  if (ordinal !== undefined)
    return toTime({ year: Number(year), month: 0, day: Number(ordinal) }, clock, minutes, 366)
  return toTime({ year: Number(year), month: Number(month ?? 1) - 1, day: Number(day ?? 1) }, clock, minutes)
}

/** ISO 8601 section 3.2.2: week 1 is the one with 4 January. */
function mondayOfWeek(year: number, week: number, weekday: number): DateParts {
  const fourth = new Date(Date.UTC(year, 0, 4))
  const date = new Date(Date.UTC(year, 0, 4 - ((fourth.getUTCDay() + 6) % 7) + (week - 1) * 7 + weekday - 1))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() }
}

const eastAsian =
  /^(\d{4})\s*[年년./-]\s*(\d{1,2})\s*[月월./-]\s*(\d{1,2})\s*[日일.]?\s*(?:\(\p{L}{1,3}\)|\p{L}(?:曜日|요일)|(?:星期|周|週)\p{L})?\s*(?:(오전|오후|午前|午後|上午|下午)\s*)?(?:(\d{1,2})[:时時시]\s*(\d{1,2})?(?:[:分분]\s*(\d{1,2}))?)?/u

function parseEastAsian(text: string): number | undefined {
  const match = /[\u3000-\ud7ff]|^\d{4}\. /.test(text) ? eastAsian.exec(text) : null
  if (match === null) return undefined
  const [, year, month, day, half, hour, minute, second] = match
  const clock = clockOf(hour, minute ?? '0', second, {
    fraction: '',
    half: half === undefined ? '' : /후|後|下/.test(half) ? 'pm' : 'am',
  })
  return toTime({ year: Number(year), month: Number(month) - 1, day: Number(day) }, clock, 0)
}

const time =
  /(?:^|[\sT,@(à])(\d{1,2})(?:[:h.]| h )(\d{2}|(?<=:)\d(?=:))(?:[:.](\d{2}|(?<=:)\d(?!\d))(?:[.,](\d{1,9}))?)?(?!\d|[./-]\d)\s*([ap]\.?m\b\.?)?/i

/** Everything with a month in letters, or three numbers in a local order. */
function parseWords(text: string): number | undefined {
  const numeric = /^(?:\p{L}+\.?,? )?(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/u.exec(text)
  const rest = numeric === null ? text : text.slice(numeric[0].length)
  const clockMatch = time.exec(rest)
  const [whole = '', hour, minute, second, fraction = '', half = ''] = clockMatch ?? []
  const clock = clockMatch === null ? midnight : clockOf(hour, minute, second, { fraction, half })
  const after = clockMatch === null ? '' : rest.slice(clockMatch.index + whole.length)
  const zone =
    zoneMinutes(after.replace(/^[\s(]+/, '')) ?? zoneMinutes(/[+-]\d{4}\b/.exec(after)?.[0] ?? '') ?? 0
  const date =
    numeric === null
      ? dateInWords(clockMatch === null ? rest : rest.replace(whole, ' ').replace(offset, ' '))
      : localDate(numeric)
  return date === undefined ? undefined : toTime(date, clock, zone)
}

/** Dots and dashes mean day first; with slashes the month comes first, as American feeds and V8 have it, unless it cannot. */
function localDate([, first = '', separator = '', second = '', year = '']: RegExpExecArray): DateParts {
  const dayFirst = separator !== '/' || Number(first) > 12
  const day = Number(dayFirst && Number(second) <= 12 ? first : second)
  const month = Number(dayFirst && Number(second) <= 12 ? second : first)
  return { year: fullYear(year), month: month - 1, day }
}

/** An offset behind the time is no year. */
const offset = /\s-\d{4}\b/

/** The last month name counts: `mar` is Tuesday in French and March in English, and weekdays stand first. */
function dateInWords(text: string): DateParts | undefined {
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  const month = words.map(monthOf).findLast((found) => found !== undefined) ?? listopad(text)
  const numbers = [...text.matchAll(/(?<![\d+:])'?(\d{1,4})(?!\d|:)/g)].map((match) => match[1] ?? '')
  const longYear = numbers.find((number) => number.length >= 3)
  const short = numbers.filter((number) => number.length <= 2)
  const [day = '1', shortYear] = short
  const year = longYear ?? shortYear
  if (month === undefined || year === undefined) return undefined
  return { year: fullYear(year), month, day: Number(day) }
}

/** November in Polish and Czech, October in Croatian, which its weekdays give away. */
function listopad(text: string): number | undefined {
  if (!/(?<!\p{L})lis(?:topad\p{L}*|\.)?(?!\p{L})/iu.test(text)) return undefined
  return /(?<!\p{L})(?:uto|sri|čet|ned|ponedj|petak)/iu.test(text) ? 9 : 10
}

/** RFC 2822 section 4.3. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 3) return year + 1900
  if (digits.length > 2) return year
  return year < 50 ? year + 2000 : year + 1900
}

function clockOf(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  more: { readonly fraction: string; readonly half: string },
): ClockParts {
  const hours = Number(hour ?? 0)
  const shifted = /^p/i.test(more.half) ? (hours % 12) + 12 : /^a/i.test(more.half) ? hours % 12 : hours
  return {
    hour: shifted,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Math.floor(Number(`0.${more.fraction === '' ? '0' : more.fraction}`) * 1000),
  }
}

/** Hour 24 and second 60 exist; other figures out of range mean that this is no date. */
function toTime(date: DateParts, clock: ClockParts, zone: number, dayMax = 31): number | undefined {
  const inRange =
    date.month >= 0 &&
    date.month <= 11 &&
    date.day >= 1 &&
    date.day <= dayMax &&
    clock.hour <= 24 &&
    clock.minute <= 59 &&
    clock.second <= 60
  if (!inRange || date.year < yearMin) return undefined
  return Date.UTC(
    date.year,
    date.month,
    date.day,
    clock.hour,
    clock.minute - zone,
    clock.second,
    clock.millisecond,
  )
}
