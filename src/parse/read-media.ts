/** Attached files and the lead picture of an entry. */
import type { Enclosure } from '../model/entry.ts'
import { all, one, type Field } from './field.ts'
import { resolveAddress, type Link } from './read-links.ts'

/** More attachments than this are a player's bit rates, not an article's. */
const enclosuresMax = 50

/** RSS enclosure, Atom rel=enclosure, media:content; each address once. An entry's itunes:duration is that of its one file. */
export function readEnclosures(entry: Field, links: readonly Link[], base: string): readonly Enclosure[] {
  const byUrl = new Map<string, Enclosure>()
  const durations = new Map<string, number>()
  const add = (url: string | undefined, type: string | undefined, length: string | undefined): void => {
    if (url === undefined || byUrl.size >= enclosuresMax) return
    const known = byUrl.get(url)
    const lengthBytes = lengthOf(length)
    byUrl.set(url, { url, type: known?.type ?? typeOf(type), lengthBytes: known?.lengthBytes ?? lengthBytes })
  }
  for (const field of all(entry, 'enclosure')) {
    const { attributes } = field
    add(
      resolveAddress(attributes.get('url') ?? attributes.get('rdf:resource'), field.base ?? base),
      attributes.get('type'),
      attributes.get('length'),
    )
  }
  for (const link of links) if (link.rel === 'enclosure') add(link.href, link.type, link.length)
  for (const field of mediaContents(entry)) {
    const { attributes } = field
    const url = resolveAddress(attributes.get('url'), field.base ?? base)
    add(url, attributes.get('type') ?? mediumType(attributes.get('medium')), attributes.get('filesize'))
    const seconds = secondsOf(attributes.get('duration'))
    if (url !== undefined && seconds !== undefined) durations.set(url, seconds)
  }
  const found = [...byUrl.values()]
  const played = found.filter(({ type }) => type?.startsWith('image') !== true)
  const seconds = secondsOf(one(entry, 'itunes:duration')?.value)
  if (played.length === 1 && seconds !== undefined) durations.set(played[0]?.url ?? '', seconds)
  return found.map((file) => {
    const durationSeconds = durations.get(file.url)
    return durationSeconds === undefined ? file : { ...file, durationSeconds }
  })
}

/** `185`, `3:05` or `1:02:03`; undefined for anything else, and for a length of a week. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d{1,6}(?::\d{1,2}){0,2}(?:\.\d{1,9})?\s*$/.test(text)) return undefined
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return seconds > 0 && seconds < 7 * 24 * 3600 ? Math.round(seconds) : undefined
}

/** media:thumbnail, a picture among the attachments, itunes:image, and the names smaller formats use. */
export function readImage(entry: Field, enclosures: readonly Enclosure[], base: string): string | undefined {
  const contents = mediaContents(entry)
  const groups = [entry, ...all(entry, 'media:group'), ...contents]
  const thumbnails = groups
    .flatMap((group) => all(group, 'media:thumbnail'))
    .map((field) => field.attributes.get('url') ?? field.value)
  const pictures = enclosures
    .filter((enclosure) => enclosure.type?.startsWith('image') === true)
    .map((enclosure) => enclosure.url)
  const others = [
    ...all(entry, 'itunes:image').map((field) => field.attributes.get('href') ?? field.value),
    ...all(entry, 'image').map(
      (field) => one(field, 'url')?.value ?? field.attributes.get('href') ?? field.value,
    ),
    ...all(entry, 'news:image').map((field) => field.value),
  ]
  return [...pictures, ...thumbnails, ...others]
    .map((address) => resolveAddress(address, entry.base ?? base))
    .find((url) => url !== undefined)
}

function mediaContents(entry: Field): readonly Field[] {
  const groups = all(entry, 'media:group')
  const direct = all(entry, 'media:content')
  return groups.length === 0 ? direct : [...direct, ...groups.flatMap((group) => all(group, 'media:content'))]
}

function mediumType(medium: string | undefined): string | undefined {
  return medium === 'image' ? 'image/*' : undefined
}

/** A media type (RFC 6838 section 4.2), or nothing: feeds write `photo` and file names here. */
function typeOf(type: string | undefined): string | undefined {
  return type !== undefined && /^[\w.+-]+\/[\w.+*-]+/.test(type) ? type.toLowerCase() : undefined
}

function lengthOf(length: string | undefined): number | undefined {
  return length !== undefined && /^\d{1,15}$/.test(length) && Number(length) > 0 ? Number(length) : undefined
}
