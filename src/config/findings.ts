/** What is wrong with a configuration and where: collected, then thrown all at once. */
import { ConfigError } from '../model/errors.ts'

/** A place in a file. Lines and columns count from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One thing to put right. */
export interface Finding extends Position {
  readonly message: string
}

/** Beyond this many findings a person starts over anyway. */
const findingsShownMax = 50

/** One error for all findings, in the order of the file, one a line: `file:line:column: what`. */
export function configErrorOf(findings: readonly Finding[]): ConfigError {
  const ordered = findings.toSorted((a, b) => a.line - b.line || a.column - b.column)
  const lines = [...new Set(ordered.map(formatFinding))]
  const more = lines.length - findingsShownMax
  return new ConfigError(
    lines.slice(0, findingsShownMax).join('\n') + (more > 0 ? `\nand ${more} more findings` : ''),
  )
}

/** Never more than one line: what a file says must not look like a second finding. */
export function formatFinding({ file, line, column, message }: Finding): string {
  return `${file}:${line}:${column}: ${message.replaceAll(/[\r\n\t]+/g, ' ')}`
}
