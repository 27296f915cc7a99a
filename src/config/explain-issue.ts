/** Says in words what the schema found: one finding for each key or value, with the nearest valid word. */
import type { core } from 'zod'
import type { Finding } from './findings.ts'
import { didYouMean } from './nearest-word.ts'
import type { ConfigPath, YamlDocument } from './yaml-document.ts'

type Issue = core.$ZodIssue

/** A finding and the key or value it is about. */
export interface PlacedFinding extends Finding {
  readonly path: ConfigPath
}

/** The findings of one failed validation of `value`, the plain values of the document. */
export function explainIssues(
  yaml: YamlDocument,
  value: unknown,
  issues: readonly Issue[],
): readonly PlacedFinding[] {
  return issues.flatMap((issue) => explainIssue(yaml, value, { issue, path: issue.path }))
}

interface Placed {
  readonly issue: Issue
  /** From the top of the document; the paths of a union's branches count from the union. */
  readonly path: ConfigPath
}

function explainIssue(yaml: YamlDocument, value: unknown, { issue, path }: Placed): readonly PlacedFinding[] {
  if (issue.code === 'unrecognized_keys') {
    const messages = issue.message.split('\n')
    return issue.keys.map((key, index) => ({
      ...yaml.positionOfKey([...path, key]),
      path: [...path, key],
      message: messages[index] ?? `unknown key "${key}"`,
    }))
  }
  if (issue.code === 'invalid_union') {
    const branch = fittingBranch(issue.errors)
    if (branch !== undefined)
      return branch.flatMap((inner) =>
        explainIssue(yaml, value, { issue: inner, path: [...path, ...inner.path] }),
      )
  }
  const found = yaml.rawTextAt(path) ?? valueAt(value, path)
  return [{ ...yaml.positionOf(path), path, message: `${nameOf(path)}${describe(issue, found)}` }]
}

/** Of several ways to write a value, the one that was meant: whose outermost type fits. */
function fittingBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter((issues) => !issues.some(isTypeMismatch))
  return fitting.toSorted((a, b) => a.length - b.length)[0]
}

function isTypeMismatch(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isTypeMismatch))
  return issue.code === 'invalid_type' || issue.code === 'invalid_value'
}

const missingCodes: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value', 'invalid_union'])

function describe(issue: Issue, found: unknown): string {
  if (found === undefined && missingCodes.has(issue.code)) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'never') return issue.message
      return `expected ${typeWords[issue.expected] ?? issue.expected}, got ${showValue(found)}`
    case 'invalid_value': {
      const words = issue.values.map(String)
      // YAML 1.2 reads `off` as a word, but people also write `false` for it.
      const typed = found === false ? 'off' : showWord(found)
      return `expected ${listWords(words)}, got ${showValue(found)}${didYouMean(typed, words)}`
    }
    case 'invalid_union':
      return issue.message === 'Invalid input'
        ? `expected ${listWords(expectations(issue.errors))}, got ${showValue(found)}`
        : `${issue.message}, got ${showValue(found)}`
    case 'too_small':
      return `${issue.origin === 'array' ? 'needs at least' : 'must be at least'} ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `${issue.origin === 'array' ? 'holds at most' : 'must be at most'} ${issue.maximum}${unitOf(issue.origin)}`
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
  }
  return issue.message.startsWith('expected') ? `${issue.message}, got ${showValue(found)}` : issue.message
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
}

const unitOf = (origin: string): string =>
  origin === 'array' ? ' entries' : origin === 'string' ? ' characters' : ''

function expectations(branches: readonly (readonly Issue[])[]): readonly string[] {
  const words = branches.flat().flatMap((issue): readonly string[] => {
    if (issue.path.length > 0) return []
    if (issue.code === 'invalid_type') return [typeWords[issue.expected] ?? issue.expected]
    if (issue.code === 'invalid_value') return issue.values.map(String)
    return issue.code === 'invalid_union' ? expectations(issue.errors) : []
  })
  return [...new Set(words)]
}

const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

/** `feeds[0].limit: `, or nothing at the top. */
function nameOf(path: ConfigPath): string {
  const name = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return name === '' ? '' : `${name.replace(/^\./, '')}: `
}

const shownCharactersMax = 60

/** A value as a person would name it, short enough for one line. Never recurses: aliases can make circles. */
export function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  const text = showWord(value)
  const cut = text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text
  return typeof value === 'string' ? JSON.stringify(cut) : cut
}

function showWord(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

function valueAt(value: unknown, path: ConfigPath): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = Reflect.get(at, step)
  }
  return at
}
