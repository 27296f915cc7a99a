/** JSON Feed 1 and 1.1 as it comes off the wire (jsonfeed.org/version/1.1). A field of the wrong type counts as missing. */

export interface JsonAuthor {
  readonly name: string | undefined
}

export interface JsonAttachment {
  readonly url: string
  readonly mime_type: string | undefined
  readonly size_in_bytes: number | undefined
  readonly duration_in_seconds: number | undefined
}

export interface JsonItem {
  readonly id: string | undefined
  /** The texts of the item by the specification's names. */
  readonly text: (name: JsonText) => string | undefined
  readonly authors: readonly JsonAuthor[]
  readonly tags: readonly string[]
  readonly attachments: readonly JsonAttachment[]
}

export interface JsonFeed {
  readonly text: (name: JsonText) => string | undefined
  readonly authors: readonly JsonAuthor[]
  readonly items: readonly unknown[]
}

/** Takes out of a text what may not be published. */
export type Clean = (text: string) => string

type JsonText =
  | 'version'
  | 'title'
  | 'home_page_url'
  | 'description'
  | 'language'
  | 'url'
  | 'external_url'
  | 'content_html'
  | 'content_text'
  | 'summary'
  | 'image'
  | 'banner_image'
  | 'date_published'
  | 'date_modified'

/** Undefined for what is no object. Some programs number the items in an object, or leave the list of a lone item out. */
export function readJsonDocument(given: unknown, clean: Clean): JsonFeed | undefined {
  const value: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given
  if (!isObject(value)) return undefined
  const items = property(value, 'items')
  return {
    text: (name) => cleanText(textAt(value, name), clean),
    authors: authorsOf(value, clean),
    items: Array.isArray(items) ? items : isObject(items) ? membersOf(items) : [],
  }
}

function cleanText(text: string | undefined, clean: Clean): string | undefined {
  return text === undefined ? undefined : clean(text)
}

function membersOf(items: object): readonly unknown[] {
  return property(items, 'id') === undefined && property(items, 'url') === undefined
    ? Object.values(items).filter(isObject)
    : [items]
}

/** Undefined for what is no object. */
export function readJsonItem(value: unknown, clean: Clean): JsonItem | undefined {
  if (!isObject(value)) return undefined
  return {
    id: cleanText(idOf(property(value, 'id')), clean),
    text: (name) => cleanText(name.startsWith('date_') ? dateAt(value, name) : textAt(value, name), clean),
    authors: authorsOf(value, clean),
    tags: tagsOf(property(value, 'tags')).map(clean),
    attachments: listAt(value, 'attachments').flatMap(attachmentOf),
  }
}

/** Whether the id is no number that lost its last digits. */
export function hasExactId(item: unknown): boolean {
  const id = isObject(item) ? property(item, 'id') : undefined
  return typeof id !== 'number' || Math.abs(id) <= Number.MAX_SAFE_INTEGER
}

/** Ids must be strings; numbers are so common that the specification tells readers to take them. */
function idOf(id: unknown): string | undefined {
  return typeof id === 'number' ? String(id) : typeof id === 'string' ? id : undefined
}

function tagsOf(tags: unknown): readonly string[] {
  if (typeof tags === 'string') return tags.split(',')
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
}

/** `author` is version 1, `authors` version 1.1; a bare name is as clear. Lists lose their bad members and keep the good ones. */
function authorsOf(value: object, clean: Clean): readonly JsonAuthor[] {
  const people = [property(value, 'authors'), property(value, 'author')].map((found) =>
    (Array.isArray(found) ? found : [found]).flatMap(personOf),
  )
  const known = people.find((found) => found.length > 0) ?? []
  return known.map(({ name }) => ({ name: cleanText(name, clean) }))
}

function personOf(person: unknown): readonly JsonAuthor[] {
  if (typeof person === 'string') return [{ name: person }]
  return isObject(person) ? [{ name: textAt(person, 'name') }] : []
}

function attachmentOf(value: unknown): readonly JsonAttachment[] {
  const url = isObject(value) ? textAt(value, 'url') : undefined
  if (!isObject(value) || url === undefined) return []
  const size = numberAt(value, 'size_in_bytes')
  const duration = numberAt(value, 'duration_in_seconds')
  return [
    {
      url,
      mime_type: textAt(value, 'mime_type'),
      size_in_bytes: size !== undefined && Number.isInteger(size) && size > 0 ? size : undefined,
      duration_in_seconds: duration !== undefined && duration > 0 ? duration : undefined,
    },
  ]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own properties only: `__proto__` and its like in a document are names like any other. */
function property(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}

function textAt(value: object, name: string): string | undefined {
  const found = property(value, name)
  return typeof found === 'string' ? found : undefined
}

/** A number, or a string of digits. */
function numberAt(value: object, name: string): number | undefined {
  const found = property(value, name)
  if (typeof found === 'string')
    return /^\d{1,15}(?:\.\d{1,9})?$/.test(found.trim()) ? Number(found) : undefined
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}

/** A date as the specification has it, or a Unix time as a number. */
function dateAt(value: object, name: string): string | undefined {
  const found = property(value, name)
  return typeof found === 'number' ? String(Math.floor(found)) : textAt(value, name)
}

function listAt(value: object, name: string): readonly unknown[] {
  const found = property(value, name)
  return Array.isArray(found) ? found : []
}
