/** How often and when a publisher wants its feed to be asked for. */
import type { PollingWishes } from '../model/entry.ts'
import { all, one, type Field } from './field.ts'

/** RSS 1.0 syndication module, updatePeriod. */
const periodSeconds: ReadonlyMap<string, number> = new Map([
  ['hourly', 3_600],
  ['daily', 86_400],
  ['weekly', 7 * 86_400],
  ['monthly', 30 * 86_400],
  ['yearly', 365 * 86_400],
])

const dayNames: readonly string[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
]

export const noWishes: PollingWishes = { everySeconds: undefined, skipHours: [], skipDays: [] }

/** The longer of `ttl` (minutes) and the syndication module's period. skipHours counts 0 to 23, and 24 means 0 (RSS 0.92). */
export function readWishes(feed: Field): PollingWishes {
  const every = [ttlSeconds(feed), syndicationSeconds(feed)].filter((seconds) => seconds !== undefined)
  const hours = all(feed, 'skiphours')
    .flatMap((skip) => all(skip, 'hour'))
    .map((hour) => hour.value)
  const days = all(feed, 'skipdays')
    .flatMap((skip) => all(skip, 'day'))
    .map((day) => dayNames.indexOf(day.value.toLowerCase()))
  return {
    everySeconds: every.length === 0 ? undefined : Math.max(...every),
    skipHours: unique(
      hours.filter((hour) => /^\d{1,2}$/.test(hour) && Number(hour) <= 24).map((hour) => Number(hour) % 24),
    ),
    skipDays: unique(days.filter((day) => day !== -1)),
  }
}

function ttlSeconds(feed: Field): number | undefined {
  const ttl = one(feed, 'ttl')?.value ?? ''
  return /^\d{1,12}$/.test(ttl) && Number(ttl) > 0 ? Number(ttl) * 60 : undefined
}

function syndicationSeconds(feed: Field): number | undefined {
  const period = periodSeconds.get(one(feed, 'sy:updateperiod')?.value.toLowerCase() ?? '')
  if (period === undefined) return undefined
  const frequency = Number(one(feed, 'sy:updatefrequency')?.value ?? 1)
  return Math.round(period / (Number.isInteger(frequency) && frequency > 0 ? frequency : 1))
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].toSorted((a, b) => a - b)
}
