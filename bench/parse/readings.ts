/** What a parser read in a feed, in a shape every library fits into, and how two readings are compared. */
import { decodeHTML } from 'entities'
import { Parser } from 'htmlparser2'

export interface Reading {
  readonly title: string | null
  readonly entries: readonly EntryReading[]
}

export interface EntryReading {
  readonly title: string | null
  readonly link: string | null
  readonly id: string | null
  readonly dateMs: number | null
  /** Every text of the entry, as HTML. */
  readonly texts: readonly string[]
  readonly authors: readonly string[]
  readonly enclosures: readonly string[]
}

/** Where every feed of a corpus is said to stand. */
export const feedUrl = 'https://feeds.example/x.xml'

export const fieldNames = ['title', 'link', 'id', 'date', 'content', 'authors', 'enclosures'] as const
export type FieldName = (typeof fieldNames)[number]

/** Undefined where the reference has nothing: more than it found is no mistake. */
export function isRight(
  field: FieldName,
  expected: EntryReading,
  found: EntryReading | undefined,
): boolean | undefined {
  switch (field) {
    case 'title':
      return whenThere(line(expected.title), (title) => lines(found?.title ?? '').includes(title))
    case 'link':
      return whenThere(address(expected.link), (link) => address(found?.link ?? null) === link)
    case 'id':
      return whenThere(expected.id?.trim() ?? '', (id) => isSameId(id, found?.id ?? ''))
    case 'date':
      return expected.dateMs === null ? undefined : isSameSecond(expected.dateMs, found?.dateMs)
    case 'content':
      return whenThere(longest(expected.texts), (text) => (found?.texts ?? []).map(letters).includes(text))
    case 'authors':
      return all(expected.authors.map(line), found?.authors.map(line) ?? [])
    case 'enclosures':
      return all(expected.enclosures.map(address), found?.enclosures.map(address) ?? [])
  }
}

function whenThere(expected: string, isSame: (expected: string) => boolean): boolean | undefined {
  return expected === '' ? undefined : isSame(expected)
}

function all(expected: readonly string[], found: readonly string[]): boolean | undefined {
  return expected.length === 0 ? undefined : expected.every((one) => found.includes(one))
}

/** The reference knows no fractions of a second. */
function isSameSecond(expectedMs: number, foundMs: number | null | undefined): boolean {
  return typeof foundMs === 'number' && Math.floor(foundMs / 1000) === Math.floor(expectedMs / 1000)
}

/** The reference resolves ids that look like references. */
function isSameId(expected: string, found: string): boolean {
  const whole = URL.parse(found.trim(), feedUrl)?.href
  return found.trim() === expected || (whole !== undefined && whole === URL.parse(expected)?.href)
}

function line(html: string | null): string {
  return decodeHTML(decodeHTML((html ?? '').replace(/<[a-z/!][^<>]*>/gi, ' ')))
    .replace(/[\s\u00a0]+/g, '')
    .toLowerCase()
}

/** A title is HTML in some libraries and plain text in others. */
function lines(title: string): readonly string[] {
  return [line(title), title.replace(/[\s\u00a0]+/g, '').toLowerCase()]
}

function address(link: string | null): string {
  const trimmed = (link ?? '').trim()
  return trimmed === '' ? '' : (URL.parse(trimmed, feedUrl)?.href ?? trimmed)
}

/** Letters and digits of what a reader sees: libraries differ in white space, escapes and quotation marks. */
export function letters(html: string): string {
  const parts: string[] = []
  let hidden = 0
  const isHidden = (name: string): boolean => name === 'script' || name === 'style'
  const parser = new Parser({
    onopentagname: (name) => (hidden += isHidden(name) ? 1 : 0),
    onclosetag: (name) => (hidden -= isHidden(name) ? 1 : 0),
    ontext: (text) => hidden === 0 && parts.push(text),
  })
  parser.end(html)
  return parts.join('').replace(/[^\p{L}\p{N}]+/gu, '')
}

export function longest(texts: readonly string[]): string {
  return texts.map(letters).reduce((best, text) => (text.length > best.length ? text : best), '')
}
