/** Signals of republishing plugins: the counting pixel that a newsroom hands out together with the text. */
import type { Evidence } from '../../model/evidence.ts'
import { claimedUrl } from '../address.ts'
import { evidenceOf, foreignUrl, ownDomain, type Signal, type SignalInput } from './signal.ts'

const conversationCounter = /counter\.theconversation\.com\/content\/(\d{4,9})\/count/i

/** The Conversation's counter carries the article's number, in which all its addresses end; the words before it do not matter. */
function conversation(input: SignalInput): readonly Evidence[] {
  const id = conversationCounter.exec(input.html)?.[1]
  if (id === undefined || ownDomain(input) === 'theconversation.com') return []
  const url = claimedUrl(`https://theconversation.com/article-${id}`, undefined)
  return [
    evidenceOf(input, {
      kind: 'republishPixel',
      value: `counter.theconversation.com/content/${id}`,
      url,
      weight: 0.8,
    }),
  ]
}

/** Automattic's republication tracker: `ORIGIN/?republication-pixel=true&post=ID` stands for `ORIGIN/?p=ID`. */
function republicationTracker(input: SignalInput): readonly Evidence[] {
  for (const source of input.facts.images) {
    const pixel = source.includes('republication-pixel') ? URL.parse(source, input.url) : null
    const post = pixel?.searchParams.get('post')
    if (pixel?.searchParams.get('republication-pixel') !== 'true' || !/^\d{1,12}$/.test(post ?? '')) continue
    const url = foreignUrl(input, `${pixel.origin}/?p=${post ?? ''}`)
    if (url !== undefined)
      return [evidenceOf(input, { kind: 'republishPixel', value: source, url, weight: 0.75 })]
  }
  return []
}

/** ProPublica's pixel also stands on pages that only embed its data, so it names the publisher and no article. */
function propublica(input: SignalInput): readonly Evidence[] {
  const script = input.facts.scripts.find((source) => /^https?:\/\/pixel\.propublica\.org\//i.test(source))
  if (script === undefined || ownDomain(input) === 'propublica.org') return []
  return [
    evidenceOf(input, { kind: 'republishPixel', value: script, publisher: 'propublica.org', weight: 0.4 }),
  ]
}

/** Nobody gains by faking these, and they survive scraping. */
export const republishPixel: Signal = (input) => [
  ...republicationTracker(input),
  ...conversation(input),
  ...propublica(input),
]
