/** Errors a person reads: the outer one says where, its cause says what. */

/** Base of every error the product throws on purpose. */
export class HeadwaterError extends Error {
  override readonly name: string = 'HeadwaterError'
}

/** The configuration cannot be used. `message` carries every finding, one a line, as `file:line:column: what`. */
export class ConfigError extends HeadwaterError {
  override readonly name = 'ConfigError'
}

/** The state cannot be read or written; always stops a run, nothing is half-written. */
export class StoreError extends HeadwaterError {
  override readonly name = 'StoreError'
}

/** The command was typed wrongly, or cannot run now (another run is going on). Exit code 2. */
export class UsageError extends HeadwaterError {
  override readonly name = 'UsageError'
}

/** An error and its causes as one line: `outer: inner: innermost`. */
export function explainError(error: unknown): string {
  const parts: string[] = []
  for (let at: unknown = error; at !== undefined && parts.length < 8;) {
    parts.push(at instanceof Error ? at.message : JSON.stringify(at))
    at = at instanceof Error ? at.cause : undefined
  }
  return parts.filter((part, index) => part !== '' && part !== parts[index - 1]).join(': ')
}
