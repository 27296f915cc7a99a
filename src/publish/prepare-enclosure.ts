/** Makes an attached file fit for every format: an address that opens, a media type, sizes that are sizes. */
import type { Enclosure } from '../model/entry.ts'
import type { FeedEnclosure } from './feed-document.ts'
import { prepareUrl } from './prepare.ts'

const mediaType = /^[a-z]+\/[\w.+-]{1,80}$/i
const anything = 'application/octet-stream'

/** By the ending of the address, where the feed gives no type or only a kind (`image/*`). */
const typesByEnding: Readonly<Record<string, string | undefined>> = {
  aac: 'audio/aac',
  avif: 'image/avif',
  flac: 'audio/flac',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  wav: 'audio/wav',
  webm: 'video/webm',
  webp: 'image/webp',
}

/** Undefined for a file nobody could open. */
export function prepareEnclosure(given: Enclosure): FeedEnclosure | undefined {
  const url = prepareUrl(given.url)
  if (url === undefined) return undefined
  return {
    url,
    type: typeOf(given.type, url),
    lengthBytes: wholeOf(given.lengthBytes),
    durationSeconds: wholeOf(given.durationSeconds),
  }
}

function typeOf(type: string | undefined, url: string): string {
  if (type !== undefined && mediaType.test(type)) return type.toLowerCase()
  const ending = /\.(\w{2,5})$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''
  return (Object.hasOwn(typesByEnding, ending) ? typesByEnding[ending] : undefined) ?? anything
}

function wholeOf(value: number | undefined): number | undefined {
  const whole = value === undefined ? 0 : Math.round(value)
  return Number.isSafeInteger(whole) && whole > 0 ? whole : undefined
}
