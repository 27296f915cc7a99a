/** Signals in JSON-LD: the article's mainEntityOfPage, url, isBasedOn, and who is named as its provider. */
import type { Evidence } from '../../model/evidence.ts'
import { evidenceOf, foreignUrl, publisherNamed, type Signal, type SignalInput } from './signal.ts'

type Json = Readonly<Record<string, unknown>>

/** Nested data is read this far: a ceiling against hostile pages, far above what one article describes. */
const objectsMax = 500

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Every object of one JSON-LD block; 1 to 4 % of blocks in the wild do not parse. */
function objectsOf(text: string): readonly Json[] {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return []
  }
  const found: Json[] = []
  const waiting: unknown[] = [root]
  while (waiting.length > 0 && found.length < objectsMax) {
    const value = waiting.pop()
    if (!isObject(value)) continue
    found.push(value)
    waiting.push(...Object.values(value).filter(isObject).slice(0, objectsMax))
  }
  return found
}

const typeOf = (value: Json): string =>
  [value['@type']]
    .flat()
    .filter((one) => typeof one === 'string')
    .join(' ')

function addressIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!isObject(value)) return undefined
  const address = value['@id'] ?? value['url']
  return typeof address === 'string' ? address : undefined
}

function claim(input: SignalInput, property: string, value: unknown, weight: number): readonly Evidence[] {
  const address = addressIn(value)
  const url = address === undefined ? undefined : foreignUrl(input, address)
  return address === undefined || url === undefined
    ? []
    : [evidenceOf(input, { kind: 'jsonLd', value: `${property} ${address}`, url, weight })]
}

/** isBasedOn names the study an article is about as often as the article it repeats: only articles count. */
function basedOn(input: SignalInput, value: unknown): readonly Evidence[] {
  const works = [value].flat().slice(0, 4)
  return works.flatMap((work) => {
    const isArticle = !isObject(work) || work['@type'] === undefined || /article|posting/i.test(typeOf(work))
    return isArticle ? claim(input, 'isBasedOn', work, 0.25) : []
  })
}

/** A publisher or provider other than the site itself; a portal relabels it, so it names and never decides. */
function named(input: SignalInput, article: Json): readonly Evidence[] {
  for (const property of ['publisher', 'provider', 'sourceOrganization', 'creditText', 'copyrightHolder']) {
    const value = article[property]
    const name = isObject(value) ? value['name'] : value
    const entry = typeof name === 'string' ? publisherNamed(input, name) : undefined
    if (entry === undefined || typeof name !== 'string') continue
    return [
      evidenceOf(input, {
        kind: 'jsonLd',
        value: `${property} ${name}`,
        publisher: entry.domain,
        weight: 0.25,
      }),
    ]
  }
  return []
}

/** JSON-LD of types Article, *Posting and Report (schema.org). */
export const jsonLd: Signal = (input) => {
  const articles = input.facts.structured
    .flatMap(objectsOf)
    .filter((one) => /article|posting|report/i.test(typeOf(one)))
  const seen = new Map<string, Evidence>()
  for (const article of articles.slice(0, 20)) {
    const found = [
      ...claim(input, 'mainEntityOfPage', article['mainEntityOfPage'], 0.25),
      ...claim(input, 'url', article['url'], 0.2),
      ...basedOn(input, article['isBasedOn']),
      ...named(input, article),
    ]
    for (const one of found) if (!seen.has(one.value)) seen.set(one.value, one)
  }
  return [...seen.values()]
}
