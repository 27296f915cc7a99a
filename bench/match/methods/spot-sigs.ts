/** SpotSigs (Theobald, Siddharth, Paepcke 2008): the words that follow a stop word, which furniture has few of. */
import { hashOf, lowerWords } from './plain-words.ts'

// Antecedents and how many words lie between the words of their chains: a mix the paper found to do best.
const antecedents: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  the: 1,
  is: 1,
  was: 1,
  said: 1,
  to: 1,
  be: 1,
  there: 1,
  that: 1,
  of: 1,
  and: 1,
  in: 1,
}
const chainLength = 2
const stopWords = new Set(
  'a an the is was are were be been to of and in on at for with by from as it its that this these those there he she they his her their we you i not but or if has have had will would said says who which what when'.split(
    ' ',
  ),
)

/** Hashes of antecedent and chain, each once. */
export function spotSignatures(text: string): ReadonlySet<number> {
  const words = lowerWords(text)
  const signatures = new Set<number>()
  for (let at = 0; at < words.length; at++) {
    const antecedent = words[at] ?? ''
    const distance = antecedents[antecedent]
    if (distance === undefined) continue
    const chain: string[] = []
    for (let next = at + 1; next < words.length && chain.length < chainLength; next++) {
      const word = words[next] ?? ''
      if (stopWords.has(word)) continue
      chain.push(word)
      next += distance - 1
    }
    if (chain.length === chainLength) signatures.add(hashOf(`${antecedent} ${chain.join(' ')}`))
  }
  return signatures
}
