/** Colour for a terminal, and for nothing else. */
import { styleText } from 'node:util'
import type { Io } from './command.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Gives a text its style where colour is wanted, else leaves it. */
export type Paint = (style: Style, text: string) => string

/** Not where `NO_COLOR` is set to anything (no-color.org), on a dumb terminal, or without one. */
export function wantsColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
}

export function painter({ colour }: Pick<Io, 'colour'>): Paint {
  return colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text
}
