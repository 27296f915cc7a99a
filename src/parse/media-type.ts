/** What kind of file an attachment is. */

/** By the end of its address: feeds leave the type out more often than they get the ending wrong. */
const typeByEnding: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  m4b: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  epub: 'application/epub+zip',
  torrent: 'application/x-bittorrent',
}

/** Media RSS, attribute `medium`, where nothing more exact is said. */
const typeByMedium: Readonly<Record<string, string>> = { image: 'image/*' }

/**
 * The media type (RFC 6838 section 4.2) without its parameters: as the feed says, by the address, by the medium, or
 * none. Feeds write `photo` and file names for a type.
 */
export function mediaType(url: string, given: string | undefined, medium?: string): string | undefined {
  const said = /^\s*([\w.+-]+\/[\w.+*-]+)/.exec(given ?? '')?.[1]?.toLowerCase()
  if (said !== undefined) return said
  const ending = /\.(\w{2,7})(?:[?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? ''
  if (Object.hasOwn(typeByEnding, ending)) return typeByEnding[ending]
  return medium !== undefined && Object.hasOwn(typeByMedium, medium) ? typeByMedium[medium] : undefined
}
