/** The border between SQLite and the model: each column is proved to be what it should be, or the store says it is damaged. */
import type { z } from 'zod'
import { StoreError } from '../model/errors.ts'
import type { Row } from './database.ts'

function damaged(column: string, expected: string): StoreError {
  return new StoreError(`the state is damaged: column "${column}" does not hold ${expected}`)
}

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw damaged(column, 'text')
  return value
}

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column)
}

export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw damaged(column, 'a whole number')
  return value
}

export function optionalInteger(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column)
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw damaged(column, 'bytes')
  return value
}

/** A value that only its constructor can make, such as an id. */
export function branded<Value>(parse: (text: string) => Value | undefined, row: Row, column: string): Value {
  const value = parse(text(row, column))
  if (value === undefined) throw damaged(column, 'a well-formed value')
  return value
}

/** A JSON column, checked against its schema. */
export function json<Value>(schema: z.ZodType<Value>, row: Row, column: string): Value {
  const result = schema.safeParse(parseJson(text(row, column), column))
  if (result.success) return result.data
  throw new StoreError(`the state is damaged: column "${column}"`, { cause: result.error })
}

function parseJson(value: string, column: string): unknown {
  try {
    return JSON.parse(value)
  } catch (error) {
    throw new StoreError(`the state is damaged: column "${column}" is not JSON`, { cause: error })
  }
}
