/** Months and weekdays of a language, from the ICU data of the runtime: slots that vary in templates. */

// 5 January 1970 was a Monday.
const firstMondayMs = 4 * 86_400_000

/**
 * Word (lower case) -> `m1` to `m12` or `d1` (Monday) to `d7`: the same token in every language. Months also in the
 * form they take within a date ("12 января"), and shortened in English ("Sept").
 */
export function calendarWords(language: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  if (language === '') return words
  for (let month = 1; month <= 12; month++) {
    const timeMs = Date.UTC(2001, month - 1, 15)
    for (const word of monthForms(language, timeMs)) words.set(word, `m${month}`)
  }
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  for (let day = 0; day < 7; day++) {
    words.set(singleWord(weekday.format(firstMondayMs + day * 86_400_000)), `d${day + 1}`)
  }
  words.delete('')
  return words
}

function monthForms(language: string, timeMs: number): readonly string[] {
  const alone = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(timeMs)
  const parts = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  const inside = parts.formatToParts(timeMs).find((part) => part.type === 'month')?.value ?? ''
  if (language !== 'en') return [singleWord(alone), singleWord(inside)]
  const short = singleWord(alone).slice(0, 3)
  return [singleWord(alone), short, short === 'sep' ? 'sept' : short]
}

// "segunda-feira" is scanned as two words; the first one names the day. A month that is a number (Chinese) is none.
function singleWord(text: string): string {
  return /^[\p{L}\p{M}]+/u.exec(text.toLowerCase())?.[0] ?? ''
}
