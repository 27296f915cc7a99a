/** Every ceiling in one place. Whatever reaches one is reported, never silently cut. Users override them under `limits:`. */

export const limits = {
  /** Bytes of a feed after decompression. */
  feedBytesMax: 16 * 1024 * 1024,
  /** Bytes of an article page after decompression. */
  pageBytesMax: 4 * 1024 * 1024,
  feedEntriesMax: 1_000,
  entryBytesMax: 2 * 1024 * 1024,
  /** Longer texts are fingerprinted by their opening. */
  textCharactersMax: 400_000,
  redirectsMax: 10,
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 20_000,
  /** A poll from connect to last byte; defeats servers that drip. */
  totalTimeoutMs: 30_000,
  parseTimeoutMs: 10_000,
  xmlDepthMax: 100,
  /** Attributes of one XML element; namespaces on the root are the usual crowd. */
  xmlAttributesMax: 200,
  /** Bytes of one attribute's value, and of a field that is no title or text. */
  xmlAttributeBytesMax: 64 * 1024,
  originHopsMax: 3,
  candidatesMax: 12,
  /** Article pages one run may fetch, all purposes together. */
  pagesPerRunMax: 500,
  retryAfterSecondsMax: 24 * 3600,
} as const

export type Limits = { readonly [Name in keyof typeof limits]: number }
