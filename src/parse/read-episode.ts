/** What an entry says of itself as an episode of a podcast (Apple's podcast namespace). */
import type { Episode } from '../model/entry.ts'
import { one, type Field } from './field.ts'

/** Undefined for an entry that says nothing of the kind. */
export function readEpisode(entry: Field): Episode | undefined {
  const textOf = (name: string): string => one(entry, name)?.value.trim().toLowerCase() ?? ''
  const number = countOf(textOf('itunes:episode'))
  const season = countOf(textOf('itunes:season'))
  const kind = kindOf(textOf('itunes:episodetype'))
  const isExplicit = explicitOf(textOf('itunes:explicit'))
  if (number === undefined && season === undefined && kind === undefined && isExplicit === undefined)
    return undefined
  return {
    ...(number === undefined ? {} : { number }),
    ...(season === undefined ? {} : { season }),
    ...(kind === undefined ? {} : { kind }),
    ...(isExplicit === undefined ? {} : { isExplicit }),
  }
}

/** Apple asks for whole numbers from 1. */
function countOf(text: string): number | undefined {
  return /^0{0,5}[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined
}

function kindOf(text: string): Episode['kind'] {
  return text === 'full' || text === 'trailer' || text === 'bonus' ? text : undefined
}

/** `true` and `false` today; `yes`, `explicit`, `no` and `clean` in older feeds. */
function explicitOf(text: string): boolean | undefined {
  if (/^(?:true|yes|explicit)$/.test(text)) return true
  return /^(?:false|no|clean)$/.test(text) ? false : undefined
}
