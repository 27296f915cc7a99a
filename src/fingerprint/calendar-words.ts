/** Months and weekdays of a language, from the ICU data of the runtime: slots that vary in templates. */

// 5 January 1970 was a Monday.
const firstMondayMs = 4 * 86_400_000

// Forms within a sentence that ICU does not give, Monday to Sunday: cases, and what Chinese and Japanese shorten.
const weekdayForms: Readonly<Record<string, string>> = {
  ar: 'الإثنين الثلاثاء الأربعاء/الاربعاء الخميس الجمعة السبت الأحد/الاحد',
  ja: '月曜 火曜 水曜 木曜 金曜 土曜 日曜',
  ru: 'понедельника/понедельнику вторника/вторнику среду/среды/среде четверга/четвергу пятницу/пятницы/пятнице субботу/субботы/субботе воскресенья/воскресенью',
  uk: 'понеділка/понеділку вівторка/вівторку середу/середи/середі четверга/четвергу п’ятницю/п’ятниці суботу/суботи/суботі неділю/неділі',
  zh: '周一/週一/礼拜一 周二/週二/礼拜二 周三/週三/礼拜三 周四/週四/礼拜四 周五/週五/礼拜五 周六/週六/礼拜六 周日/週日/周天/星期天/礼拜天',
}
// "Dienstagabend" and "zondagavond" name the day as "Dienstag" does.
const weekdayEndings: Readonly<Record<string, string>> = {
  de: 's abend früh mittag morgen nachmittag nacht vormittag',
  nl: 's avond middag morgen nacht ochtend',
}

/**
 * Word (lower case, apostrophes removed) -> `m1` to `m12` or `d1` (Monday) to `d7`: the same token in every language.
 * Months also in the form they take within a date ("12 января"), and shortened in English ("Sept").
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
    const name = singleWord(weekday.format(firstMondayMs + day * 86_400_000))
    words.set(name, `d${day + 1}`)
    for (const ending of (weekdayEndings[language] ?? '').split(' ')) words.set(name + ending, `d${day + 1}`)
    for (const form of ((weekdayForms[language] ?? '').split(' ')[day] ?? '').split('/'))
      words.set(singleWord(form), `d${day + 1}`)
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
  return /^[\p{L}\p{M}'’]+/u.exec(text.toLowerCase())?.[0].replaceAll(/['’ʼ]/g, '') ?? ''
}
