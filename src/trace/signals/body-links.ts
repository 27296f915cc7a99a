/** Signal of links inside the text whose words are the headline's: 14 of 31 measured originals were linked like that. */
import type { Evidence } from '../../model/evidence.ts'
import { isDeepLink, overlapOf, slugWords, wordsOf } from '../address.ts'
import { evidenceOf, foreignUrl, type Signal } from './signal.ts'

/** Two articles on one event share two or three words of their headlines easily; not measured, so kept strict. */
const sharedWordsMin = 4
const overlapMin = 0.6
const linksMax = 3

/** Supports other evidence; alone it is as often another outlet's article on the same event. */
export const bodyLinks: Signal = (input) => {
  const own = new Set([...wordsOf(input.title), ...slugWords(input.url ?? '')])
  const found = new Map<string, Evidence>()
  for (const { href, text, zone } of input.facts.anchors) {
    if (found.size >= linksMax) break
    const url = zone === 'content' ? foreignUrl(input, href) : undefined
    if (url === undefined || !isDeepLink(url)) continue
    const words = slugWords(url)
    const shared = [...words].filter((one) => own.has(one)).length
    if (shared < sharedWordsMin || overlapOf(words, own) < overlapMin) continue
    found.set(url, evidenceOf(input, { kind: 'bodyLink', value: `link "${text}" ${href}`, url, weight: 0.2 }))
  }
  return [...found.values()]
}
