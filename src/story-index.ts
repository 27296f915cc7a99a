/** The matcher's memory of the stories in the window: built from the store at start, kept up while runs go on. */
import type { Article, ArticleDraft } from './model/article.ts'
import type { ArticleId, SourceId, StoryId } from './model/brand.ts'
import type { Change, Store, StoredFingerprint } from './model/store.ts'
import type { Comparison } from './model/verdict.ts'
import { BoilerplateLearner } from './fingerprint/boilerplate.ts'
import { decodeFingerprint, encodeFingerprint } from './fingerprint/encode.ts'
import { fingerprintText, type Fingerprint } from './fingerprint/fingerprint.ts'
import type { KnownStory } from './match/decide-cluster.ts'
import { Matcher, type ExtraCandidate } from './match/matcher.ts'
import { PlacedArticles } from './placed-articles.ts'

/** How far back a copy is looked for. The window of 30 days is held in memory. */
const windowMs = 30 * 24 * 3600 * 1000

/** Builds the tables that reading a first text builds: a third of a second in which nothing else is answered. */
export function warmUp(): void {
  fingerprintText({ title: '', text: 'The first ferry of the day left the harbour at dawn.' })
}

/** What the sources repeat: all that publishing needs of the index. */
export interface Furniture {
  /** Sentences of the article that its source repeats in article after article and that do not speak of its subject. */
  boilerplateOf(article: Pick<Article, 'sourceId' | 'title' | 'text'>): ReadonlySet<string>
}

export class StoryIndex implements Furniture {
  readonly #matcher: Matcher
  readonly #boilerplate: BoilerplateLearner
  readonly #placed = new PlacedArticles()

  private constructor(matcher: Matcher, boilerplate: BoilerplateLearner) {
    this.#matcher = matcher
    this.#boilerplate = boilerplate
  }

  /**
   * Reads every stored fingerprint of the window. One that another version of the program made is made anew from the
   * stored text. Rejects with StoreError.
   */
  static async load(store: Store, nowMs: number): Promise<StoryIndex> {
    const frequencies = await store.blob('frequencies')
    const index = new StoryIndex(createMatcher(frequencies), await loadBoilerplate(store))
    const foreign: StoredFingerprint[] = []
    for await (const stored of store.fingerprintsSince(nowMs - windowMs)) {
      if (!index.#restore(stored)) foreign.push(stored)
    }
    for (const stored of foreign) await index.#remake(store, stored)
    return index
  }

  /** False for a fingerprint of another version. */
  #restore(stored: StoredFingerprint): boolean {
    const fingerprint = decodeOwn(stored.bytes)
    if (fingerprint === undefined) return false
    const { articleId, storyId, sourceId, firstSeenMs } = stored
    this.#matcher.restore({ ...stored, fingerprint })
    this.#placed.place(articleId, { storyId, sourceId }, firstSeenMs)
    return true
  }

  async #remake(store: Store, { articleId }: StoredFingerprint): Promise<void> {
    const found = await store.article(articleId)
    if (found === undefined) return
    const { article, storyId } = found
    const fingerprint = this.fingerprint(article)
    await store.write([{ kind: 'article', article, storyId, fingerprint }])
    this.#matcher.restore(facts(article, fingerprint))
    this.#placed.place(articleId, { storyId, sourceId: article.sourceId }, article.firstSeenMs)
  }

  /** Fingerprint of the text without its source's boilerplate, as bytes for the store. */
  fingerprint(draft: ArticleDraft): Uint8Array {
    const { title, language, sourceId } = draft
    const { text } = this.#boilerplate.strip(sourceId, draft.text)
    return encodeFingerprint(fingerprintText({ title, text, language }))
  }

  /** Compares an article with the window, best first. Changes nothing. */
  compare(
    article: Article,
    bytes: Uint8Array,
    extraCandidates: readonly ExtraCandidate[],
  ): readonly Comparison[] {
    return this.#matcher.compare({ ...facts(article, bytes), extraCandidates })
  }

  /** Remembers an article, or replaces what was remembered under its number. */
  add(article: Article, storyId: StoryId, bytes: Uint8Array): void {
    if (this.#placed.has(article.id)) this.#matcher.remove(article.id)
    else this.#boilerplate.learn(article.sourceId, article.text, article.title)
    this.#matcher.add(facts(article, bytes))
    this.#placed.place(article.id, { storyId, sourceId: article.sourceId }, article.firstSeenMs)
  }

  move(articleId: ArticleId, storyId: StoryId, createdMs: number): void {
    if (this.#placed.has(articleId)) this.#placed.move(articleId, storyId, createdMs)
  }

  merge(absorbed: StoryId, survivor: StoryId): void {
    this.#placed.merge(absorbed, survivor)
  }

  storyOf(articleId: ArticleId): KnownStory | undefined {
    return this.#placed.storyOf(articleId)
  }

  sourceOf(articleId: ArticleId): SourceId | undefined {
    return this.#placed.sourceOf(articleId)
  }

  /** What was learnt, to be written with the run. */
  learnt(): readonly Change[] {
    return [
      { kind: 'blob', name: 'frequencies', bytes: this.#matcher.frequencies() },
      { kind: 'blob', name: 'boilerplate', bytes: this.#boilerplate.encode() },
    ]
  }

  boilerplateOf(article: Pick<Article, 'sourceId' | 'title' | 'text'>): ReadonlySet<string> {
    return new Set(this.#boilerplate.furniture(article.sourceId, article))
  }
}

/** What the sources repeat, as the last run left it; nothing when another version wrote it. Rejects with StoreError. */
export async function loadBoilerplate(store: Store): Promise<BoilerplateLearner> {
  const bytes = await store.blob('boilerplate')
  try {
    return new BoilerplateLearner(bytes)
  } catch (error) {
    if (error instanceof RangeError) return new BoilerplateLearner()
    throw error
  }
}

/** What the sources repeat, without the fingerprints of a month. Rejects with StoreError. */
export async function loadFurniture(store: Store): Promise<Furniture> {
  const boilerplate = await loadBoilerplate(store)
  return { boilerplateOf: (article) => new Set(boilerplate.furniture(article.sourceId, article)) }
}

/** Undefined for the bytes of another version. */
function decodeOwn(bytes: Uint8Array): Fingerprint | undefined {
  try {
    return decodeFingerprint(bytes)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Frequencies of another version are no use: the shipped counts are the beginning again. */
function createMatcher(frequencies: Uint8Array | undefined): Matcher {
  try {
    return new Matcher({ windowMs, ...(frequencies === undefined ? {} : { frequencies }) })
  } catch (error) {
    if (error instanceof RangeError) return new Matcher({ windowMs })
    throw error
  }
}

function facts(article: Article, bytes: Uint8Array): Parameters<Matcher['add']>[0] {
  const { id: articleId, sourceId, site, firstSeenMs, publishedMs, completeness } = article
  return {
    articleId,
    sourceId,
    site,
    firstSeenMs,
    publishedMs,
    completeness,
    fingerprint: decodeFingerprint(bytes),
  }
}
