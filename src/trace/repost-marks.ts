/** Marks that autoblog software leaves in what it copies. They raise suspicion against a site and name nobody. */
import type { Article } from '../model/article.ts'
import { foldName } from './registry.ts'

const marks: readonly (readonly [string, RegExp])[] = [
  ['an advertisement slot left unfilled', /\[ad_[12]\]|\{dollars\}/i],
  ['an escaped paragraph tag', /(?:&lt;|<) p class=/i],
  ['"Source link" at the end', /\bsource link\b/i],
  ['a comment form in the text', /please enter your comment!/i],
]
const appearedFirst = /\bThe post .{3,300}? (?:appeared|first appeared) first on (.{2,80}?)\.?\s*$/im
const charactersMax = 200_000

/** The marks found, in words. "The post X appeared first on Y" counts when Y is the site itself: its feed was copied whole. */
export function repostMarks(article: Article): readonly string[] {
  const html = article.html.slice(0, charactersMax)
  const found = marks.filter(([, pattern]) => pattern.test(html)).map(([name]) => name)
  const named = appearedFirst.exec(article.text.slice(-2_000))?.[1]
  const own = [article.publisher, article.site].map((name) => foldName(name).replaceAll(' ', ''))
  if (named !== undefined && own.includes(foldName(named).replaceAll(' ', '')))
    found.push('a feed footer naming itself')
  if (/^https?:\/\/[^/]+\/\?p=\d+$/.test(article.url ?? '')) found.push('an address without words')
  return found
}
