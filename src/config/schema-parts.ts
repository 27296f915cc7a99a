/** The pieces the configuration's schema is built from: values as people write them, turned into what the code reads. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { TextPattern } from '../model/settings.ts'
import { parseFilterPattern } from './filter-pattern.ts'
import { didYouMean } from './nearest-word.ts'
import { durationPattern, formatDuration, parseDuration, parseSize, sizePattern } from './quantities.ts'

/** What a check says of a text: the value it means, or what was expected instead. */
type Reading<Value> = { readonly value: Value } | { readonly expected: string }

/** What the schema and the page say of a key. `id` names a repeated piece, so that the JSON Schema writes it once. */
interface Meta {
  readonly description?: string
  readonly pattern?: string
  readonly examples?: string[]
}

/** A text with a meaning of its own. */
export function reading<Value>(read: (text: string) => Reading<Value>, meta: Meta = {}) {
  return z
    .string()
    .meta({ ...meta })
    .transform((text, context): Value => {
      const result = read(text.trim())
      if ('value' in result) return result.value
      context.issues.push({ code: 'custom', message: result.expected, input: text })
      return z.NEVER
    })
}

/** A group of keys; any other key is an error that names the nearest of them. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `unknown key "${key}"${didYouMean(key, names)}`).join('\n')
        : undefined,
  })
}

/** A list, or a single value that stands for a list of one. */
export function oneOrMany<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), item])
    .transform((value): readonly z.output<Item>[] => asList<z.output<Item>>(value))
}

const asList = <Item>(value: Item | readonly Item[]): readonly Item[] => (isList(value) ? value : [value])
const isList = <Item>(value: Item | readonly Item[]): value is readonly Item[] => Array.isArray(value)

interface Range {
  readonly min: number
  readonly max: number
}

/** Milliseconds from `15m`, `1h30m` or `0`. */
export function duration({ min, max }: Range) {
  const example = `expected a duration such as 15m or 1h30m`
  return z
    .union([z.string(), z.number()], { error: example })
    .meta({ pattern: durationPattern })
    .transform((value, context) => {
      const ms = value === 0 ? 0 : typeof value === 'string' ? parseDuration(value) : undefined
      if (ms !== undefined && ms >= min && ms <= max) return ms
      const bounds = `expected at least ${formatDuration(min)} and at most ${formatDuration(max)}`
      const message =
        typeof value === 'number'
          ? `${example} (a number needs its unit)`
          : ms === undefined
            ? example
            : bounds
      context.issues.push({ code: 'custom', message, input: value })
      return z.NEVER
    })
}

/** Bytes from `5MB`, `512KiB` or a plain number. */
export function size({ min, max }: Range) {
  const example = 'expected a size such as 5MB or 512KiB'
  return z
    .union([z.string(), z.number()], { error: example })
    .meta({ pattern: sizePattern })
    .transform((value, context) => {
      const bytes = parseSize(String(value))
      if (bytes !== undefined && bytes >= min && bytes <= max) return bytes
      const message = bytes === undefined ? example : `expected between ${min} and ${max} bytes`
      context.issues.push({ code: 'custom', message, input: value })
      return z.NEVER
    })
}

export const wholeNumber = ({ min, max }: Range) => z.int().min(min).max(max)

export const text = z.string().trim().min(1).max(2_000)

/** `on`, `off`, `true` or `false`. */
export const onOff = z
  .union([z.boolean(), z.enum(['on', 'off'])], { error: 'expected on or off' })
  .transform((value) => value === true || value === 'on')

const webAddress = /^https?:\/\/[^/?#\s]+/i

/** What was expected instead of this address, and the address it probably should have been. */
function explainAddress(address: string): string {
  const expected = 'expected an absolute http or https address'
  const bare = address.replace(/^feed:(?:\/\/)?/i, '')
  const guess = /^https?:\/\//i.test(bare) ? bare : `https://${bare}`
  const plausible =
    bare !== '' &&
    !/\s/.test(guess) &&
    /^https?:\/\/[^/?#]+\.[^/?#]+/i.test(guess) &&
    !/^[a-z]+:/i.test(bare.replace(/^https?:/i, ''))
  return plausible && guess !== address && URL.canParse(guess)
    ? `${expected} (did you mean "${guess}"?)`
    : expected
}

/** Reads an http(s) address; also used for what a `urlFile` holds. The fragment is dropped: it never reaches a server. */
export function readHttpUrl(given: string): Reading<string> {
  const url = webAddress.test(given) ? URL.parse(given) : null
  if (url === null) return { expected: explainAddress(given) }
  url.hash = ''
  return { value: url.href }
}

export const httpUrl = reading(readHttpUrl, { pattern: '^https?://' })

/** `mailto:` or web address; a bare e-mail address becomes a `mailto:`. */
export const contact = reading(
  (given) => {
    if (/^mailto:[^@\s]+@[^@\s]+$/i.test(given)) return { value: given }
    if (/^[^@\s:/]+@[^@\s/]+$/.test(given)) return { value: `mailto:${given}` }
    const url = readHttpUrl(given)
    return 'value' in url
      ? url
      : { expected: 'expected mailto:you@example.org or the address of a page about you' }
  },
  { examples: ['mailto:you@example.org'] },
)

const hostName =
  /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?(?:\.[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?)*\.?$/u

const bareHost = (given: string): string =>
  given
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')

/** Whether a text could be the name of a host or an address; `999.1.1.1` is neither. */
export function isHost(given: string): boolean {
  const host = bareHost(given)
  return isIP(host) !== 0 || (hostName.test(host) && !/^[\d.]+$/.test(host) && host.length <= 253)
}

export const host = reading((given) =>
  isHost(given) ? { value: bareHost(given) } : { expected: 'expected a host name or an address' },
)

/** Host name, address, or network in CIDR notation. */
export const hostOrNetwork = reading((given) => {
  if (ipaddr.isValidCIDR(given)) return { value: given }
  return isHost(given) && !given.includes('/')
    ? { value: bareHost(given) }
    : { expected: 'expected a host name, an address or a network such as 10.1.0.0/16' }
})

/** `address` or `address:port`, IPv6 in brackets when there is a port. */
export const fixedAddress = reading((given) => {
  if (isIP(bareHost(given)) !== 0) return { value: given }
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(given) ?? []
  const fits = isIP(bracketed ?? plain ?? '') !== 0 && Number(port) >= 1 && Number(port) <= 65_535
  return fits ? { value: given } : { expected: 'expected an address, or address:port such as 127.0.0.1:8080' }
})

/** A plain word or `/a regular expression/flags`. */
export const filterPattern = z.string().transform((given, context): TextPattern => {
  const outcome = parseFilterPattern(given)
  if (outcome.kind === 'pattern') return outcome.pattern
  context.issues.push({ code: 'custom', message: outcome.reason, input: given })
  return z.NEVER
})

/** Lower-case primary subtag of a BCP 47 tag: `pt` of `pt-BR` (RFC 5646 section 2.2.1). */
export const language = reading(
  (given) => {
    const [, primary] = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*$/i.exec(given) ?? []
    return primary === undefined
      ? { expected: 'expected a language code such as en or pt-BR' }
      : { value: primary.toLowerCase() }
  },
  { examples: ['en'] },
)
