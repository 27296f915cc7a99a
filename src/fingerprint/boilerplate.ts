/** Learns which sentences a source repeats in article after article: captions, appeals, addresses, disclaimers. */
import { finishHash } from './token-hash.ts'

export interface Stripped {
  /** The text without the sentences its source repeats. */
  readonly text: string
  /** The sentences left out, as they stood in the text. */
  readonly removed: readonly string[]
}

interface SentenceCount {
  articles: number
  /** When it was last seen, in articles of the source. */
  lastArticle: number
}

interface SourceMemory {
  articles: number
  readonly sentences: Map<number, SentenceCount>
}

const version = 1
/** A sentence of three articles of one source is that source's own furniture. */
const articlesMin = 3
// Shorter ones ("He declined.") recur by chance.
const lettersMin = 12
/** Remembered per source; the longest unseen go first. 4,000 are the sentences of about 100 articles: 48 KB. */
const sentencesMax = 4_000
// Of one article only its ends are remembered whole; furniture stands there, and in galleries throughout.
const sentencesPerArticleMax = 200
const sentencePattern = /[^\n.!?。！？।]+[.!?。！？।]*["”’»)\]]*\s*/gu

/** What each source repeats. `learn` teaches one article, `strip` applies what is known. */
export class BoilerplateLearner {
  readonly #sources = new Map<string, SourceMemory>()

  /** `bytes` is what `encode` returned before. Throws RangeError for anything else. */
  constructor(bytes?: Uint8Array) {
    if (bytes === undefined) return
    for (const [sourceId, memory] of decodeSources(bytes)) this.#sources.set(sourceId, memory)
  }

  /** Counts the sentences of a new article of the source, each once. */
  learn(sourceId: string, text: string): void {
    const memory = this.#sources.get(sourceId) ?? { articles: 0, sentences: new Map<number, SentenceCount>() }
    this.#sources.set(sourceId, memory)
    memory.articles++
    const hashes = new Set<number>()
    for (const [sentence] of text.matchAll(sentencePattern)) {
      const hash = sentenceHash(sentence)
      if (hash !== undefined) hashes.add(hash)
      if (hashes.size >= sentencesPerArticleMax) break
    }
    for (const hash of hashes) count(memory, hash)
    if (memory.sentences.size > sentencesMax) forgetOldest(memory)
  }

  /** Leaves out what the source repeats; a text that would lose everything is left whole. */
  strip(sourceId: string, text: string): Stripped {
    const memory = this.#sources.get(sourceId)
    if (memory === undefined || memory.articles < articlesMin) return { text, removed: [] }
    const removed: string[] = []
    const kept = text.replace(sentencePattern, (sentence) => {
      const hash = sentenceHash(sentence)
      const known = hash === undefined ? undefined : memory.sentences.get(hash)
      if (known === undefined || known.articles < articlesMin) return sentence
      removed.push(sentence.trim())
      return sentence.endsWith('\n') ? '\n' : ''
    })
    return kept.trim() === '' ? { text, removed: [] } : { text: kept, removed }
  }

  /** What was learnt, as bytes for the store. */
  encode(): Uint8Array {
    const sources = [...this.#sources].map(([sourceId, { articles, sentences }]) => ({
      sourceId,
      articles,
      sentences: [...sentences].map(([hash, { articles: seen, lastArticle }]) => [hash, seen, lastArticle]),
    }))
    return new TextEncoder().encode(JSON.stringify({ version, sources }))
  }
}

function count(memory: SourceMemory, hash: number): void {
  const known = memory.sentences.get(hash)
  if (known === undefined) memory.sentences.set(hash, { articles: 1, lastArticle: memory.articles })
  else {
    known.articles++
    known.lastArticle = memory.articles
  }
}

function forgetOldest(memory: SourceMemory): void {
  const oldestFirst = [...memory.sentences].sort(
    ([, left], [, right]) => worth(left) - worth(right) || left.lastArticle - right.lastArticle,
  )
  for (const [hash] of oldestFirst.slice(0, memory.sentences.size - sentencesMax * 0.75))
    memory.sentences.delete(hash)
}

// Furniture outlives sentences seen once, unless the source gave it up 500 articles ago.
function worth({ articles, lastArticle }: SentenceCount): number {
  return lastArticle + (articles >= articlesMin ? 500 : 0)
}

// 32 bits: among 4,000 sentences of a source a false match has a chance of one in a million.
function sentenceHash(sentence: string): number | undefined {
  const letters = sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (letters.length < lettersMin) return undefined
  let hash = 0x811c9dc5
  for (let at = 0; at < letters.length; at++) hash = Math.imul(hash ^ letters.charCodeAt(at), 0x01000193)
  return finishHash(hash)
}

function decodeSources(bytes: Uint8Array): ReadonlyMap<string, SourceMemory> {
  const sources = new Map<string, SourceMemory>()
  for (const { sourceId, articles, sentences } of parseStored(bytes)) {
    const counts = new Map<number, SentenceCount>()
    for (const [hash = 0, seen = 0, lastArticle = 0] of sentences)
      counts.set(hash, { articles: seen, lastArticle })
    sources.set(sourceId, { articles, sentences: counts })
  }
  return sources
}

interface StoredSource {
  readonly sourceId: string
  readonly articles: number
  readonly sentences: readonly (readonly number[])[]
}

function parseStored(bytes: Uint8Array): readonly StoredSource[] {
  let stored: unknown
  try {
    stored = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new RangeError('not learnt boilerplate', { cause: error })
  }
  if (!isStored(stored)) throw new RangeError('not learnt boilerplate')
  return stored.sources
}

function isStored(value: unknown): value is { readonly sources: readonly StoredSource[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === version &&
    'sources' in value &&
    Array.isArray(value.sources)
  )
}
