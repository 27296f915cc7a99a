/** Signals that a scraper forgot: "told CNBC", "Read more about CNBC's coverage", photo credits, class names of another house. */
import type { Evidence } from '../../model/evidence.ts'
import { evidenceOf, ownDomain, publisherNamed, type Signal, type SignalInput } from './signal.ts'

const charactersMax = 60_000
const run = "((?:The )?\\p{Lu}[\\p{L}\\p{N}&’'-]*(?: (?:of |the |and )?\\p{Lu}[\\p{L}\\p{N}&’'-]*){0,4})"
const told = new RegExp(
  `\\b(?:told|in an? (?:exclusive )?interview (?:with|to)|speaking to|according to an analysis by) (?:the )?${run}`,
  'gu',
)
const promo = new RegExp(
  `\\b(?:Read more about|Read more from|More from|See more of|Sign up for|Subscribe to) ${run}['’]s? (?:\\p{L}+ ){0,2}(?:coverage|newsletters?|reporting|stories|live blog)`,
  'gu',
)
const promoBare = new RegExp(`\\b(?:Read more about) ${run}['’]s\\b`, 'gu')
const creditLine =
  /^(?:\(?(?:photo|image|picture|credit|source|via)(?: credit| by)?s?:? )\(?([A-Z][\w .&'’-]{1,40})\)?$/i

/** Words that are common and also the name of an outlet: "told Congress", "told Time". */
const tooCommon =
  /^(?:time|today|people|sun|star|record|times|news|world|herald|post|press|citizen|leader|voice|nature|science|fortune|nation|week|insider|congress|senate|parliament|police)$/i

function inText(
  input: SignalInput,
  text: string,
  seen: { readonly pattern: RegExp; readonly weight: number },
): readonly Evidence[] {
  const { pattern, weight } = seen
  const found = new Map<string, Evidence>()
  for (const match of text.slice(0, charactersMax).matchAll(pattern)) {
    const name = match[1] ?? ''
    const entry = tooCommon.test(name) ? undefined : publisherNamed(input, name)
    if (entry === undefined || found.has(entry.domain)) continue
    found.set(
      entry.domain,
      evidenceOf(input, { kind: 'selfReference', value: match[0], publisher: entry.domain, weight }),
    )
    if (found.size >= 3) break
  }
  return [...found.values()]
}

/** Others' articles are quoted too, so "told X" alone stays below a claim; with the house's own promotion it is one. */
export const selfReference: Signal = (input) => {
  // Promotion lines are furniture: they stand in the page and are taken out of its text.
  const blocks = input.facts.segments.filter(({ zone }) => zone === 'content').map(({ text }) => text)
  const all = `${input.text.slice(0, charactersMax / 2)}\n${blocks.join('\n')}`
  const promoted = inText(input, all, { pattern: promo, weight: 0.35 })
  const bare = promoted.length > 0 ? promoted : inText(input, all, { pattern: promoBare, weight: 0.3 })
  return [...inText(input, input.text, { pattern: told, weight: 0.25 }), ...bare]
}

/** A line that is a credit and nothing else. Agencies' photos stand in everybody's articles: it supports, it never decides. */
export const photoCredit: Signal = (input) => {
  for (const line of input.text.split('\n').slice(0, 400)) {
    if (line.length > 60) continue
    const name = creditLine.exec(line)?.[1]
    const entry = name === undefined ? undefined : publisherNamed(input, name)
    if (entry !== undefined)
      return [evidenceOf(input, { kind: 'photoCredit', value: line, publisher: entry.domain, weight: 0.2 })]
  }
  return []
}

/** House style that only one publisher's templates produce and that copying keeps. */
const houseMarks: readonly { readonly pattern: RegExp; readonly domain: string }[] = [
  { pattern: /class=["']css-[a-z0-9]{6,8} evys1bk0["']/, domain: 'nytimes.com' },
  { pattern: /[–-] Get [A-Z][\w.,& ]{2,60} Report\b/, domain: 'thestreet.com' },
]

/** Class names and templates of another house. */
export const houseStyle: Signal = (input) => {
  for (const { pattern, domain } of houseMarks) {
    const seen = pattern.exec(input.html)?.[0]
    if (seen === undefined || ownDomain(input) === domain) continue
    return [evidenceOf(input, { kind: 'selfReference', value: seen, publisher: domain, weight: 0.35 })]
  }
  return []
}
