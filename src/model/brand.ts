/** Branded strings: values that are easily confused and can only be made by the one function that checks them. */

declare const brand: unique symbol

/** A `Base` that only its constructor can make; structurally it stays a `Base`. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** A source's id: the `id:` of the YAML, or one derived from its URL. Lower-case letters, digits, dots and dashes. */
export type SourceId = Branded<string, 'SourceId'>

/** A published feed's id; it is the file name of the feed. Lower-case letters, digits, dots and dashes. */
export type FeedId = Branded<string, 'FeedId'>

/** A story's id for life: a `urn:uuid:` URI, used as guid and atom:id (RFC 4287 section 4.2.6). */
export type StoryId = Branded<string, 'StoryId'>

/** SHA-256 of the normalised text, lower-case hexadecimal, 64 characters. */
export type ContentHash = Branded<string, 'ContentHash'>

/** The number the store gave an article. Unique, never reused, ascending in order of arrival. */
export type ArticleId = Branded<number, 'ArticleId'>

const idPattern = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/
const storyPattern = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Returns undefined for anything that could not be a file name on every system. */
export function parseSourceId(text: string): SourceId | undefined {
  return idPattern.test(text) && text.length <= 100 ? (text as SourceId) : undefined
}

/** Returns undefined for anything that could not be a file name on every system. */
export function parseFeedId(text: string): FeedId | undefined {
  return idPattern.test(text) && text.length <= 100 ? (text as FeedId) : undefined
}

/** Returns undefined for anything but a lower-case `urn:uuid:` URI (RFC 9562). */
export function parseStoryId(text: string): StoryId | undefined {
  return storyPattern.test(text) ? (text as StoryId) : undefined
}

/** Returns undefined for anything but 64 lower-case hexadecimal digits. */
export function parseContentHash(text: string): ContentHash | undefined {
  return /^[0-9a-f]{64}$/.test(text) ? (text as ContentHash) : undefined
}

/** Returns undefined for anything but a whole number from 1. */
export function parseArticleId(value: number): ArticleId | undefined {
  return Number.isSafeInteger(value) && value > 0 ? (value as ArticleId) : undefined
}
