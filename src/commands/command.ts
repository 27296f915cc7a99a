/** The frame of a command: what it is called, what it takes, what it does. The help and the CLI page come from it. */

/** One option. `value` names what a string option takes, for the help. */
export interface CommandOption {
  readonly type: 'string' | 'boolean'
  readonly value?: string
  /** The only words it takes, for completion. */
  readonly choices?: readonly string[]
  readonly summary: string
}

/** The outside as a command sees it. */
export interface Io {
  /** Standard output: the command's answer. */
  out(text: string): void
  /** Standard error: what went wrong. */
  err(text: string): void
  readonly isTerminal: boolean
  /** Standard output is a terminal that wants colour. */
  readonly colour: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Aborts on SIGINT and SIGTERM. */
  readonly signal: AbortSignal
}

export interface Invocation {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
  readonly io: Io
}

export interface Command {
  readonly name: string
  readonly summary: string
  readonly usage: string
  /** Paragraphs below the summary, in the help and in docs/cli.md. */
  readonly description?: readonly string[]
  readonly options: Readonly<Record<string, CommandOption>>
  /** Words it takes besides options, at most; none when absent. */
  readonly positionals?: number
  /** Words its first positional may be, for completion. */
  readonly choices?: readonly string[]
  readonly examples: readonly string[]
  /** What its exit codes mean where they mean more than for every command. */
  readonly exitCodes?: Readonly<Record<number, string>>
  /** Resolves to the exit code: 0 done, 1 done with failures or findings. Rejects for 2, could not run. */
  run(invocation: Invocation): Promise<number>
}
