/** Which story each article of the window stands in. Packed: 100,000 take 13 MB where an object and a Map entry each took 27. */
import { parseStoryId, type ArticleId, type SourceId, type StoryId } from './model/brand.ts'
import type { KnownStory } from './match/decide-cluster.ts'

const articlesPerPage = 1024

/** Columns of an article, each a page long: number of its story, of its source, and the next article of the story. 0 is none. */
const [storyColumn, sourceColumn, nextColumn] = [0, articlesPerPage, 2 * articlesPerPage] as const

/** The sixteen bytes of an id, one a character: half of what its text takes. */
function keyOf(id: StoryId): string {
  return Buffer.from(id.slice('urn:uuid:'.length).replaceAll('-', ''), 'hex').toString('latin1')
}

function idOf(key: string): StoryId | undefined {
  const hex = Buffer.from(key, 'latin1').toString('hex')
  return parseStoryId(`urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`)
}

export class PlacedArticles {
  readonly #pages = new Map<number, Uint32Array>()
  readonly #storyNumbers = new Map<string, number>()
  /** By number of the story. */
  readonly #keys: string[] = ['']
  readonly #createdMs: number[] = [Number.POSITIVE_INFINITY]
  readonly #sizes: number[] = [0]
  /** The article placed last; the others follow. */
  readonly #heads: number[] = [0]
  readonly #sources: (SourceId | undefined)[] = [undefined]
  readonly #sourceNumbers = new Map<SourceId, number>()

  has(articleId: ArticleId): boolean {
    return this.#read(storyColumn, articleId) !== 0
  }

  /** Puts an article into a story, out of the one it stood in. A story is as old as the oldest time it was placed with. */
  place(
    articleId: ArticleId,
    placed: { readonly storyId: StoryId; readonly sourceId: SourceId },
    createdMs: number,
  ): void {
    this.#write(sourceColumn, articleId, this.#sourceNumber(placed.sourceId))
    this.move(articleId, placed.storyId, createdMs)
  }

  move(articleId: ArticleId, storyId: StoryId, createdMs: number): void {
    const story = this.#storyNumber(storyId)
    const before = this.#read(storyColumn, articleId)
    this.#createdMs[story] = Math.min(this.#createdMs[story] ?? Number.POSITIVE_INFINITY, createdMs)
    if (before === story) return
    if (before !== 0) this.#unlink(articleId, before)
    this.#write(storyColumn, articleId, story)
    this.#write(nextColumn, articleId, this.#heads[story] ?? 0)
    this.#heads[story] = articleId
    this.#sizes[story] = (this.#sizes[story] ?? 0) + 1
  }

  /** Moves every article of a story, in time linear to how many it has. */
  merge(absorbed: StoryId, survivor: StoryId): void {
    const from = this.#storyNumbers.get(keyOf(absorbed))
    if (from === undefined || absorbed === survivor) return
    const into = this.#storyNumber(survivor)
    let last = 0
    for (let at = this.#heads[from] ?? 0; at !== 0; at = this.#read(nextColumn, at)) {
      this.#write(storyColumn, at, into)
      last = at
    }
    if (last !== 0) {
      this.#write(nextColumn, last, this.#heads[into] ?? 0)
      this.#heads[into] = this.#heads[from] ?? 0
    }
    this.#sizes[into] = (this.#sizes[into] ?? 0) + (this.#sizes[from] ?? 0)
    // A survivor without an article in the window is at least as old as what it takes in.
    if (this.#createdMs[into] === Number.POSITIVE_INFINITY)
      this.#createdMs[into] = this.#createdMs[from] ?? Number.POSITIVE_INFINITY
    this.#storyNumbers.delete(keyOf(absorbed))
    this.#heads[from] = 0
    this.#sizes[from] = 0
  }

  storyOf(articleId: ArticleId): KnownStory | undefined {
    const story = this.#read(storyColumn, articleId)
    const id = story === 0 ? undefined : idOf(this.#keys[story] ?? '')
    if (id === undefined) return undefined
    return { id, createdMs: this.#createdMs[story] ?? 0, articles: this.#sizes[story] ?? 0 }
  }

  sourceOf(articleId: ArticleId): SourceId | undefined {
    return this.#sources[this.#read(sourceColumn, articleId)]
  }

  #unlink(articleId: number, story: number): void {
    const next = this.#read(nextColumn, articleId)
    this.#sizes[story] = (this.#sizes[story] ?? 1) - 1
    if (this.#heads[story] === articleId) {
      this.#heads[story] = next
      return
    }
    for (let at = this.#heads[story] ?? 0; at !== 0; at = this.#read(nextColumn, at))
      if (this.#read(nextColumn, at) === articleId) {
        this.#write(nextColumn, at, next)
        return
      }
  }

  #read(column: number, articleId: number): number {
    const page = this.#pages.get(Math.floor(articleId / articlesPerPage))
    return page?.[column + (articleId % articlesPerPage)] ?? 0
  }

  #write(column: number, articleId: number, value: number): void {
    const number = Math.floor(articleId / articlesPerPage)
    let page = this.#pages.get(number)
    if (page === undefined) this.#pages.set(number, (page = new Uint32Array(3 * articlesPerPage)))
    page[column + (articleId % articlesPerPage)] = value
  }

  #storyNumber(id: StoryId): number {
    const key = keyOf(id)
    const known = this.#storyNumbers.get(key)
    if (known !== undefined) return known
    const number = this.#keys.push(key) - 1
    this.#createdMs.push(Number.POSITIVE_INFINITY)
    this.#sizes.push(0)
    this.#heads.push(0)
    this.#storyNumbers.set(key, number)
    return number
  }

  #sourceNumber(id: SourceId): number {
    const known = this.#sourceNumbers.get(id)
    if (known !== undefined) return known
    const number = this.#sources.push(id) - 1
    this.#sourceNumbers.set(id, number)
    return number
  }
}
