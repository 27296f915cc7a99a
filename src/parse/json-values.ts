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

/** Undefined for what is no object with a list of items. */
export function readJsonDocument(value: unknown): JsonFeed | undefined {
  if (!isObject(value)) return undefined
  const items = property(value, 'items')
  if (!Array.isArray(items)) return undefined
  return { text: (name) => textAt(value, name), authors: authorsOf(value), items }
}

/** Undefined for what is no object. */
export function readJsonItem(value: unknown): JsonItem | undefined {
  if (!isObject(value)) return undefined
  return {
    id: idOf(property(value, 'id')),
    text: (name) => textAt(value, name),
    authors: authorsOf(value),
    tags: listAt(value, 'tags').filter((tag) => typeof tag === 'string'),
    attachments: listAt(value, 'attachments').flatMap(attachmentOf),
  }
}

/** Ids must be strings; numbers are so common that the specification tells readers to take them. */
function idOf(id: unknown): string | undefined {
  return typeof id === 'number' ? String(id) : typeof id === 'string' ? id : undefined
}

/** `author` is version 1, `authors` version 1.1. Lists lose their bad members and keep the good ones. */
function authorsOf(value: object): readonly JsonAuthor[] {
  const authors = listAt(value, 'authors').filter(isObject)
  const single = property(value, 'author')
  const people = authors.length === 0 && isObject(single) ? [single] : authors
  return people.map((person) => ({ name: textAt(person, 'name') }))
}

function attachmentOf(value: unknown): readonly JsonAttachment[] {
  const url = isObject(value) ? textAt(value, 'url') : undefined
  if (!isObject(value) || url === undefined) return []
  const size = property(value, 'size_in_bytes')
  const duration = property(value, 'duration_in_seconds')
  return [
    {
      url,
      mime_type: textAt(value, 'mime_type'),
      size_in_bytes: typeof size === 'number' && Number.isInteger(size) && size > 0 ? size : undefined,
      duration_in_seconds: typeof duration === 'number' && duration > 0 ? duration : undefined,
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

function listAt(value: object, name: string): readonly unknown[] {
  const found = property(value, name)
  return Array.isArray(found) ? found : []
}
