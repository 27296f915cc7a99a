/** Patterns of `include:` and `exclude:`: a plain word, or `/a regular expression/flags` read in linear time. */
import { RE2JS } from 're2js'
import type { TextPattern } from '../model/settings.ts'

/** A pattern, or why it cannot be used. */
export type PatternOutcome =
  | { readonly kind: 'pattern'; readonly pattern: TextPattern }
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * A bound on the work of reading one; a list of a hundred names fits. The worst of ten patterns made to tire, at this
 * length and on 20,000 hostile letters, took 0.1 s and 20 MB (re2js 2.10, Node 26).
 */
export const patternCharactersMax = 1_000

const written = /^\/(?<body>.+)\/(?<flags>[a-z]*)$/s
const flagsAllowed = /^[imsu]*$/

/** A plain word matches anywhere, in any case. Never throws. */
export function parseFilterPattern(text: string): PatternOutcome {
  if (text.trim() === '') return refused('an empty pattern matches everything; leave the key out')
  if (text.length > patternCharactersMax)
    return refused(`a pattern has at most ${patternCharactersMax} characters, this one ${text.length}`)
  const groups = written.exec(text)?.groups
  if (groups === undefined) return { kind: 'pattern', pattern: new RegExp(escapeRegExp(text), 'iu') }
  const { body = '', flags = '' } = groups
  if (!flagsAllowed.test(flags)) return refused(`the flags "${flags}" are not known; i, m, s and u are`)
  const beyond = beyondLinear(body)
  if (beyond !== undefined)
    return refused(
      `${beyond} is not possible: a pattern is read in linear time, so that no text can hold it up`,
    )
  try {
    return { kind: 'pattern', pattern: RE2JS.compile(RE2JS.translateRegExp(inItsWords(body)), bitsOf(flags)) }
  } catch (error) {
    const reason =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'cannot be read'
    return refused(`not a regular expression: ${reason}`)
  }
}

const refused = (reason: string): PatternOutcome => ({ kind: 'refused', reason })

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

/** RE2 reads in Unicode whether or not it is asked to. */
function bitsOf(flags: string): number {
  const bits = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }
  return Object.entries(bits).reduce((sum, [flag, bit]) => (flags.includes(flag) ? sum | bit : sum), 0)
}

/** `\p{Script=Greek}` of ECMAScript is `\p{Greek}` there. */
function inItsWords(body: string): string {
  return body.replaceAll(/\\([pP])\{(?:Script|sc|Script_Extensions|scx)=(\w+)\}/g, '\\$1{$2}')
}

/** Escapes, classes and the openings of groups; everything else is passed over. */
const token = /\\(?<reference>[1-9]|k<)?[^]?|\[(?:\\.|[^\]\\])*\]?|\(\?(?<look><?[=!])|[^]/g

/** What an automaton cannot do, in words; undefined for what it can. */
function beyondLinear(body: string): string | undefined {
  for (const { groups } of body.matchAll(token)) {
    if (groups?.['reference'] !== undefined) return 'a back-reference'
    if (groups?.['look'] !== undefined) return 'looking ahead or behind'
  }
  return undefined
}
