/** Patterns of `include:` and `exclude:`: a plain word, or `/a regular expression/flags` that cannot run away. */

/** A pattern, or why it cannot be used. */
export type PatternOutcome =
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | { readonly kind: 'refused'; readonly reason: string }

/** A bound on the work of reading one; a list of a hundred names fits. */
export const patternCharactersMax = 1_000
/**
 * Unbounded quantifiers in one expression. Each multiplies the time by the length of the text: on 20,000 equal letters,
 * the most a filter is shown, `x+y` takes 0.6 s; `x+x+y` takes 2.2 s on 2,000 already, and that grows with the cube (Node 26).
 */
export const unboundedQuantifiersMax = 1

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
  if (!flagsAllowed.test(flags))
    return refused(`the flags "${flags}" are not supported yet; i, m, s and u are`)
  const danger = dangerOf(body)
  if (danger !== undefined)
    return refused(`${danger} is not supported yet: it can take for ever on a hostile text`)
  try {
    const unicode = flags.includes('u') ? flags : `${flags}u`
    return { kind: 'pattern', pattern: compile(body, unicode, flags) }
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '') : 'cannot be read'
    return refused(`not a regular expression: ${reason}`)
  }
}

/** Unicode mode is stricter about stray backslashes; what only the old mode reads is read by the old mode. */
function compile(body: string, unicode: string, flags: string): RegExp {
  try {
    return new RegExp(body, unicode)
  } catch (error) {
    if (flags.includes('u')) throw error
    return new RegExp(body, flags)
  }
}

const refused = (reason: string): PatternOutcome => ({ kind: 'refused', reason })

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

interface Group {
  /** A quantifier that can repeat stands somewhere inside. */
  repeats: boolean
  /** Two branches stand inside. */
  branches: boolean
}

/** Tokens that matter here: escapes, classes, groups, quantifiers, branches; everything else is one plain letter. */
const token =
  /\\(?<escape>[1-9k]?)(?:[^1-9k]|$)?|\[(?:\\.|[^\]\\])*\]?|\((?<look>\?<?[=!])?(?:\?(?:<[^>]*>|[\w-]*:))?|\)|(?<quantifier>[*+?]|\{\d+(?:,\d*)?\})\??|\||[^]/g

/** What could backtrack without end, in words; undefined for a pattern that is safe to run on a bounded text. */
function dangerOf(body: string): string | undefined {
  const open: Group[] = []
  let closed: Group | undefined
  let unbounded = 0
  for (const { 0: text, groups } of body.matchAll(token)) {
    if ((groups?.['escape'] ?? '') !== '') return 'a back-reference'
    if (groups?.['look'] !== undefined) return 'looking ahead or behind'
    const quantifier = groups?.['quantifier']
    if (quantifier !== undefined) {
      const many = repetitionsMax(quantifier)
      if (many > repetitionsHarmless && closed?.repeats === true)
        return 'a quantifier inside a repeated group'
      if (many > repetitionsHarmless && closed?.branches === true) return 'a choice inside a repeated group'
      if (many > repetitionsHarmless) unbounded += 1
      if (unbounded > unboundedQuantifiersMax) return 'more than one unbounded quantifier in a pattern'
      for (const group of open) group.repeats ||= many > 1
      continue
    }
    closed = undefined
    if (text.startsWith('(')) open.push({ repeats: false, branches: false })
    else if (text === ')') closed = open.pop()
    else if (text === '|') for (const group of open) group.branches = true
  }
  return undefined
}

/** `(a|b)?` and `(?:\d{2}){4}` end soon whatever the text. */
const repetitionsHarmless = 4

function repetitionsMax(quantifier: string): number {
  if (quantifier === '?') return 1
  if (quantifier === '*' || quantifier === '+') return Number.POSITIVE_INFINITY
  const [, least = '0', comma, most = ''] = /^\{(\d+)(,?)(\d*)\}$/.exec(quantifier) ?? []
  if (comma === '') return Number(least)
  return most === '' ? Number.POSITIVE_INFINITY : Number(most)
}
