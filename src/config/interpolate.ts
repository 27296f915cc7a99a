/** Puts environment variables into the values of a YAML document: `${NAME}`, `${NAME:-otherwise}`, `$${` for a plain `${`. */
import { visit, type Scalar } from 'yaml'
import type { Finding } from './findings.ts'
import { didYouMean } from './nearest-word.ts'
import type { YamlDocument } from './yaml-document.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{[^}]*\}?/g

/** Changes the document in place. An unset variable is a finding at the place of its reference. */
export function interpolate(yaml: YamlDocument, env: Environment): readonly Finding[] {
  const findings: Finding[] = []
  visit(yaml.document, {
    Scalar(place, node) {
      const raw = node.value
      if (place === 'key' || typeof raw !== 'string' || !raw.includes('${')) return
      const text = substitute(raw, env, (message, at) => {
        findings.push({ ...yaml.positionAt(offsetInSource(node, at)), message })
      })
      yaml.keepRawText(node, raw)
      node.value = node.type === 'PLAIN' ? retyped(text) : text
    },
  })
  return findings
}

function substitute(raw: string, env: Environment, report: (message: string, at: number) => void): string {
  return raw.replace(reference, (whole: string, name: unknown, otherwise: unknown, at: unknown) => {
    if (whole === '$${') return '${'
    const offset = typeof at === 'number' ? at : 0
    if (typeof name !== 'string') {
      report(`"${whole}" is no variable: write \${NAME}, or $\${ for a plain \${`, offset)
      return ''
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined
    if (typeof otherwise === 'string') return value === undefined || value === '' ? otherwise : value
    if (value === undefined)
      report(`the variable ${name} is not set${didYouMean(name, Object.keys(env))}`, offset)
    return value ?? ''
  })
}

/** Escapes move the offset within quoted and folded text; there the value's own start is the honest answer. */
function offsetInSource(node: Scalar, at: number): number {
  const [start, end] = node.range ?? [0, 0]
  const raw = typeof node.value === 'string' ? node.value : ''
  if (node.type === 'PLAIN' && end - start === raw.length) return start + at
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'
  return quoted && end - start === raw.length + 2 ? start + 1 + at : start
}

/** An unquoted `${PORT}` reads like the number it stands for. */
function retyped(text: string): string | number | boolean {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text)
  return text === 'true' ? true : text === 'false' ? false : text
}
