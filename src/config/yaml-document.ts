/** A YAML file that knows its lines: text in, plain values and the position of each of them out. */
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Document, Node, Pair } from 'yaml'
import type { Finding, Position } from './findings.ts'

/** Keys and indexes from the top of the document to a value. */
export type ConfigPath = readonly PropertyKey[]

export interface YamlDocument {
  readonly file: string
  readonly document: Document
  /** Everything that keeps the file from being read as YAML. */
  readonly findings: readonly Finding[]
  /** Where a value stands; the nearest one around it when it is missing. */
  positionOf(path: ConfigPath): Position
  /** Where the last key of the path stands rather than its value. */
  positionOfKey(path: ConfigPath): Position
  positionAt(offset: number): Position
  nodeAt(path: ConfigPath): Node | undefined
  /** What the file says at a place where an environment variable was put in; undefined anywhere else. */
  rawTextAt(path: ConfigPath): string | undefined
  /** Remembers the text a variable was put into. */
  keepRawText(node: Node, raw: string): void
}

/** An alias may be used this often; a file that unfolds further is a trap ("billion laughs"). */
export const aliasesMax = 100

/** YAML 1.2 with merge keys (`<<`). Never throws for what the text says: duplicate keys and unknown tags are findings. */
export function readYaml(file: string, text: string): YamlDocument {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false, merge: true, logLevel: 'silent' })
  const rawTexts = new Map<Node, string>()
  const nodeAt = (path: ConfigPath): Node | undefined => walk(document, path).exact
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(Math.max(0, Math.min(offset, text.length)))
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problems = [...document.errors, ...document.warnings]
  const findings: Finding[] = []
  for (const { code, message, pos } of problems) {
    const place = positionAt(pos[0])
    // One slip makes the rest of its line unreadable; only the first finding of a line says something.
    if (findings.some(({ line }) => line === place.line)) continue
    const line = text.split('\n', place.line)[place.line - 1] ?? ''
    const bare = /(?:[{,[]|: )\s*\$\{/.test(line) ? ' (a ${VARIABLE} inside { } or [ ] needs quotes)' : ''
    findings.push({ ...place, message: explainProblem(code, message) + bare })
  }
  if (problems.length === 0) findings.push(...strangeKeys(document, positionAt))
  return {
    file,
    document,
    findings,
    positionAt,
    positionOf: (path) => positionAt(offsetOf(document, path, 'value')),
    positionOfKey: (path) => positionAt(offsetOf(document, path, 'key')),
    nodeAt,
    rawTextAt: (path) => {
      const node = nodeAt(path)
      return node === undefined ? undefined : rawTexts.get(node)
    },
    keepRawText: (node, raw) => void rawTexts.set(node, raw),
  }
}

const explained: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands here a second time',
  MULTIPLE_DOCS: 'a second document starts here; one file holds one configuration',
  TAB_AS_INDENT: 'a tab cannot indent YAML; use spaces',
}

function explainProblem(code: string, message: string): string {
  if (code === 'RESOURCE_EXHAUSTION' || message.startsWith('Maximum call stack')) return 'nested too deeply'
  const [first = ''] = message.split('\n')
  return explained[code] ?? `not valid YAML: ${first.replace(/ at line \d+, column \d+:?$/, '')}`
}

/** Keys that are no words: lists, maps, and the one that would reach into JavaScript's own machinery. */
function strangeKeys(document: Document, positionAt: (offset: number) => Position): readonly Finding[] {
  const findings: Finding[] = []
  visit(document, {
    Pair(_, { key }) {
      const [offset = 0] = (isMap(key) || isSeq(key) || isScalar(key) ? key.range : undefined) ?? []
      const word = isScalar(key) ? key.value : undefined
      if (!isScalar(key)) findings.push({ ...positionAt(offset), message: 'a key must be a single word' })
      else if (word === '__proto__')
        findings.push({ ...positionAt(offset), message: 'unknown key "__proto__"' })
      else if (typeof word === 'string' && word.includes('${'))
        findings.push({ ...positionAt(offset), message: `"${word}": variables stand in values, not in keys` })
    },
  })
  return findings
}

interface Walked {
  readonly nearest: Node | undefined
  /** The pair of the last key that was found. */
  readonly pair: Pair | undefined
  readonly exact: Node | undefined
}

/** An index is skipped where a single value stands for a list of one. */
function walk(document: Document, path: ConfigPath): Walked {
  let node = resolved(document, document.contents)
  let pair: Pair | undefined
  let exact = true
  for (const step of path) {
    if (typeof step === 'number' && !isSeq(node)) continue
    const next = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : undefined
    const child = isSeq(node) ? node.items[Number(step)] : next?.value
    if (next !== undefined) pair = next
    const childNode = isNodeLike(child) ? resolved(document, child) : undefined
    if (childNode === undefined) {
      exact = false
      break
    }
    node = childNode
  }
  return { nearest: node, pair, exact: exact ? node : undefined }
}

const isNodeLike = (value: unknown): value is Node =>
  isMap(value) || isSeq(value) || isScalar(value) || isAlias(value)

function resolved(document: Document, node: Node | null | undefined): Node | undefined {
  if (node === null || node === undefined) return undefined
  return isAlias(node) ? node.resolve(document) : node
}

function offsetOf(document: Document, path: ConfigPath, what: 'key' | 'value'): number {
  const { nearest, pair } = walk(document, path)
  const key = what === 'key' && isScalar(pair?.key) ? pair.key.range?.[0] : undefined
  return key ?? nearest?.range?.[0] ?? 0
}
