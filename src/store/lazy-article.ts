/**
 * Articles whose text and details are read when somebody asks for them: most are looked at for their columns alone. The
 * getters are the same for all, so that 40,000 articles of a day's stories take 30 MB and not 165.
 */
import type { Article } from '../model/article.ts'
import type { Row } from './database.ts'
import { articleDetailsSchema, detailNames, type ArticleDetails } from './stored-json.ts'
import { json } from './stored-row.ts'

export interface Body {
  readonly html: string
  readonly text: string
}

/** What has not been read yet, and what was. */
export interface Unread {
  /** The JSON column `details`. */
  readonly row: Row
  readonly readBody: () => Body
  details?: ArticleDetails
  body?: Body
}

export type ArticleColumns = Omit<Article, keyof ArticleDetails | keyof Body>

const unread = Symbol('what has not been read yet')

interface Holder {
  readonly [unread]: Unread
}

const detailsOf = (held: Unread): ArticleDetails =>
  (held.details ??= json(articleDetailsSchema, held.row, 'details'))
const bodyOf = (held: Unread): Body => (held.body ??= held.readBody())

/** Enumerable, so that a copy (`{ ...article }`) reads and holds the values. */
const lazily: PropertyDescriptorMap = {
  ...Object.fromEntries(
    detailNames.map((name) => [
      name,
      {
        enumerable: true,
        get(this: Holder) {
          return detailsOf(this[unread])[name]
        },
      },
    ]),
  ),
  html: {
    enumerable: true,
    get(this: Holder) {
      return bodyOf(this[unread]).html
    },
  },
  text: {
    enumerable: true,
    get(this: Holder) {
      return bodyOf(this[unread]).text
    },
  },
}

/** Makes an article of its columns. What is read later throws StoreError where it is damaged. */
export function addUnread(columns: ArticleColumns, held: Unread): asserts columns is Article {
  Object.defineProperty(columns, unread, { value: held })
  Object.defineProperties(columns, lazily)
}
