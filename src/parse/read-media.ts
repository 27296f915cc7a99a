/** Attached files and the lead picture of an entry. */
import type { Enclosure } from '../model/entry.ts'
import { all, one, type Field } from './field.ts'
import { mediaType } from './media-type.ts'
import { readDuration } from './read-duration.ts'
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
    byUrl.set(url, { url, type: known?.type ?? type, lengthBytes: known?.lengthBytes ?? lengthOf(length) })
  }
  for (const field of all(entry, 'enclosure')) {
    const { attributes, value } = field
    const given = attributes.get('url') ?? attributes.get('rdf:resource') ?? attributes.get('href') ?? value
    const url = resolveAddress(given, field.base ?? base)
    add(url, mediaType(url ?? '', attributes.get('type')), attributes.get('length'))
  }
  for (const { rel, href, type, length } of links) {
    if (rel === 'enclosure') add(href, mediaType(href, type), length)
  }
  for (const field of mediaContents(entry)) {
    const { attributes } = field
    const url = resolveAddress(attributes.get('url'), field.base ?? base)
    const type = mediaType(url ?? '', attributes.get('type'), attributes.get('medium'))
    add(url, type, attributes.get('filesize'))
    const seconds = readDuration(attributes.get('duration'))
    if (url !== undefined && seconds !== undefined) durations.set(url, seconds)
  }
  const found = [...byUrl.values()]
  const played = found.filter(({ type }) => type?.startsWith('image') !== true)
  const seconds = readDuration(one(entry, 'itunes:duration')?.value)
  if (played.length === 1 && seconds !== undefined) durations.set(played[0]?.url ?? '', seconds)
  return found.map((file) => {
    const durationSeconds = durations.get(file.url)
    return durationSeconds === undefined ? file : { ...file, durationSeconds }
  })
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

/** Bytes; feeds group the digits and put white space around them. */
function lengthOf(length: string | undefined): number | undefined {
  const digits = length?.replace(/[\s,']/g, '') ?? ''
  return /^\d{1,15}$/.test(digits) && Number(digits) > 0 ? Number(digits) : undefined
}
