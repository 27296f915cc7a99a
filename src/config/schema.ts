/** The JSON Schema (draft 7, what editors read best) of the configuration, for completion and checks while typing. */
import { z } from 'zod'
import { configSchema } from './config-schema.ts'

type Json = Readonly<Record<string, unknown>>

/** Anything that is no free text may also come from the environment. */
const variable: Json = { type: 'string', pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}' }

/** An own copy each time. */
export function configJsonSchema(): Json {
  const schema: unknown = z.toJSONSchema(configSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  })
  const root = allowVariables(schema)
  return { title: 'Headwater configuration', ...(isJson(root) ? root : {}) }
}

/** The text of config/headwater.schema.json. */
export function renderSchemaFile(): string {
  return `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function allowVariables(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(allowVariables)
  if (!isJson(value)) return value
  const node = Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === 'default' && isEmpty(inner)) && key !== 'propertyNames')
      .map(([key, inner]) => [key, key === 'default' || key === 'examples' ? inner : allowVariables(inner)]),
  )
  return isConstrained(node) ? withVariable(node) : node
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

function isConstrained({ type, pattern, enum: words }: Json): boolean {
  const types = Array.isArray(type) ? type : [type]
  return (
    pattern !== undefined ||
    words !== undefined ||
    types.some((name) => ['integer', 'number', 'boolean'].includes(String(name)))
  )
}

function withVariable({ description, default: preset, examples, ...rest }: Json): Json {
  const notes = { description, default: preset, examples }
  const kept = Object.fromEntries(Object.entries(notes).filter(([, note]) => note !== undefined))
  return { ...kept, anyOf: [rest, variable] }
}
