/** Reads labelled data, one JSON value a line, and says of a line that is none where it stands and what it lacks. */
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { z } from 'zod'
import { UsageError } from '../model/errors.ts'

/** A value and the line it was read from, counted from 1. */
export interface Labelled<Value> {
  readonly value: Value
  readonly line: number
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    // RFC 1952 section 2.3.1: the two bytes every gzip member begins with, whatever the file is called.
    return new TextDecoder().decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)
  } catch (error) {
    throw new UsageError(`cannot read ${file}`, { cause: error })
  }
}

function readLine(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${where}: not JSON`, { cause: error })
  }
}

/** `text: expected string, received undefined; id: …` */
function lacks(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(': '))
    .join('; ')
}

/**
 * Every line of a `.jsonl` or `.jsonl.gz` file that is not blank; `what` names one of them ("document"). Rejects with
 * UsageError, `file:line: what is wrong`, for a file that cannot be read, a line that is no such value, and no line at all.
 */
export async function readLabelled<Value>(
  file: string,
  schema: z.ZodType<Value>,
  what: string,
): Promise<readonly Labelled<Value>[]> {
  const values: Labelled<Value>[] = []
  for (const [index, text] of (await readText(file)).split('\n').entries()) {
    if (text.trim() === '') continue
    const line = index + 1
    const { success, data, error } = schema.safeParse(readLine(text, `${file}:${line}`))
    if (!success) throw new UsageError(`${file}:${line}: not a labelled ${what}: ${lacks(error)}`)
    values.push({ value: data, line })
  }
  if (values.length === 0) throw new UsageError(`${file}: holds no labelled ${what}`)
  return values
}
