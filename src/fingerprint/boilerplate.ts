/** Learns which sentences a source repeats in article after article: captions, appeals, addresses, disclaimers. */
import { limits } from '../model/limits.ts'
import { decodeLearnt, encodeLearnt } from './encode-boilerplate.ts'
import { sharesTopic } from './shares-topic.ts'
import { emptyTable, entriesOf, lookUp, put } from './sentence-table.ts'
import type { SentenceTable } from './sentence-table.ts'
import { finishHash } from './token-hash.ts'

export interface Stripped {
  /** The text without the sentences its source repeats. */
  readonly text: string
  /** The sentences left out, as they stood in the text. */
  readonly removed: readonly string[]
}

/** What is remembered of one source. */
export interface SourceMemory {
  /** Articles learnt. */
  articles: number
  /** Sentences: in how many articles, and in which of them last. */
  sentences: SentenceTable
}

/** A sentence of three articles of one source is that source's own furniture. */
const articlesMin = 3
/** What a source has not printed in its last 400 articles it has given up: two weeks of a busy one. */
const forgottenAfter = 400
// Shorter ones ("He declined.") recur by chance.
const lettersMin = 12
/** Remembered per source, 16 KB at most; the longest unseen go first. 1,500 are the sentences of about 60 articles. */
const sentencesMax = 1_500
// Of a longer article the beginning and the end, where furniture stands.
const sentencesPerArticleMax = 200
// An article that repeats an earlier one, not furniture: all of it is known, or most of it and the title too.
const repeatedShareMin = 0.6
const repeatedSentencesMin = 3
// Where less than this would be left, in letters, what recurs is the article. Of 1,687 English articles with furniture
// the one with most of it keeps .57.
const keptShareMin = 0.25
/** Sources remembered; the one that was silent longest goes first. At 16 KB each 160 MB would be the most. */
const sourcesMax = 10_000
const sentencePattern = /[^\n.!?。！？।]+[.!?。！？।]*["”’»)\]]*\s*/gu

/** What each source repeats. `learn` teaches one article; `strip` and `furniture` apply what is known. */
export class BoilerplateLearner {
  readonly #sources: Map<string, SourceMemory>

  /** `bytes` is what `encode` returned before. Throws RangeError for anything else. */
  constructor(bytes?: Uint8Array) {
    this.#sources = new Map(bytes === undefined ? [] : decodeLearnt(bytes))
  }

  /**
   * Counts the sentences of a new article of the source, each once. An article that is an earlier one again (a live blog
   * grown longer, a story under a new id) teaches nothing: its sentences would become furniture.
   */
  learn(sourceId: string, text: string, title = ''): void {
    const memory = this.#sources.get(sourceId) ?? { articles: 0, sentences: emptyTable() }
    this.#remember(sourceId, memory)
    const hashes = [...new Set(hashesOf(text))]
    const titleHash = sentenceHash(`title ${title}`)
    const kept =
      hashes.length <= sentencesPerArticleMax
        ? hashes
        : [...hashes.slice(0, sentencesPerArticleMax / 2), ...hashes.slice(-sentencesPerArticleMax / 2)]
    if (repeats(memory, kept, title === '' ? undefined : titleHash)) return
    memory.articles++
    if (titleHash !== undefined && title !== '') count(memory, titleHash)
    for (const hash of kept) count(memory, hash)
    if (memory.sentences.used > sentencesMax) forgetOldest(memory)
  }

  // The source that wrote last stands last.
  #remember(sourceId: string, memory: SourceMemory): void {
    this.#sources.delete(sourceId)
    this.#sources.set(sourceId, memory)
    const [silent] = this.#sources.keys()
    if (this.#sources.size > sourcesMax && silent !== undefined) this.#sources.delete(silent)
  }

  /** Leaves out what the source repeats; a text that would lose nearly everything, or that nobody could read, is left whole. */
  strip(sourceId: string, text: string): Stripped {
    const memory = this.#sources.get(sourceId)
    if (memory === undefined || memory.articles < articlesMin) return { text, removed: [] }
    if (text.length > limits.textCharactersMax) return { text, removed: [] }
    const removed: string[] = []
    let letters = 0
    const kept = text.replace(sentencePattern, (sentence) => {
      const hash = sentenceHash(sentence)
      if (hash === undefined || timesSeen(memory, hash) < articlesMin) return sentence
      removed.push(sentence.trim())
      letters += sentence.length
      return sentence.endsWith('\n') ? '\n' : ''
    })
    const isArticle = kept.trim() === '' || letters > (1 - keptShareMin) * text.length
    return isArticle ? { text, removed: [] } : { text: kept, removed }
  }

  /**
   * The sentences of an article that a reader need not see. Fewer than `strip` leaves out: what is told again of a
   * running story ("The trial began in March") shares its words with the rest of the article and stays.
   */
  furniture(sourceId: string, article: { readonly title: string; readonly text: string }): readonly string[] {
    const { text, removed } = this.strip(sourceId, article.text)
    if (removed.length === 0) return removed
    const onTopic = sharesTopic(`${article.title}\n${text}`)
    return removed.filter((sentence) => !onTopic(sentence))
  }

  /** What was learnt, as bytes for the store. */
  encode(): Uint8Array {
    return encodeLearnt(this.#sources)
  }
}

function timesSeen({ sentences, articles }: SourceMemory, hash: number): number {
  const known = lookUp(sentences, hash)
  return known === undefined || known.last + forgottenAfter < articles ? 0 : known.count
}

function count(memory: SourceMemory, hash: number): void {
  put(memory.sentences, hash, { count: timesSeen(memory, hash) + 1, last: memory.articles })
}

function repeats(memory: SourceMemory, hashes: readonly number[], titleHash: number | undefined): boolean {
  if (hashes.length < repeatedSentencesMin) return false
  const known = hashes.filter((hash) => timesSeen(memory, hash) > 0).length
  if (known === hashes.length) return true
  const isTitleKnown = titleHash !== undefined && timesSeen(memory, titleHash) > 0
  return isTitleKnown && known >= repeatedShareMin * hashes.length
}

function forgetOldest(memory: SourceMemory): void {
  const newestFirst = [...entriesOf(memory.sentences)].sort(
    (left, right) => worth(right) - worth(left) || right.last - left.last,
  )
  memory.sentences = emptyTable()
  for (const { hash, ...seen } of newestFirst.slice(0, sentencesMax * 0.75)) put(memory.sentences, hash, seen)
}

// Furniture outlives sentences seen once, for as long as it counts as furniture.
function worth({ count: seen, last }: { readonly count: number; readonly last: number }): number {
  return last + (seen >= articlesMin ? forgottenAfter : 0)
}

function* hashesOf(text: string): Generator<number> {
  for (const [sentence] of text.slice(0, limits.textCharactersMax).matchAll(sentencePattern)) {
    const hash = sentenceHash(sentence)
    if (hash !== undefined) yield hash
  }
}

// 32 bits: among 1,500 sentences of a source a false match has a chance of one in three million.
function sentenceHash(sentence: string): number | undefined {
  const letters = sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  if (letters.length < lettersMin) return undefined
  let hash = 0x811c9dc5
  for (let at = 0; at < letters.length; at++) hash = Math.imul(hash ^ letters.charCodeAt(at), 0x01000193)
  return finishHash(hash) | 0
}
