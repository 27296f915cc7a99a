/** The port for what happened. Bind the context once, then log the event. */

export interface Log {
  child(context: Readonly<Record<string, unknown>>): Log
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}
