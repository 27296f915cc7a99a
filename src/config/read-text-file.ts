/** Reads the small files a configuration is made of, saying in plain words why one cannot be read. */
import { readFile, stat } from 'node:fs/promises'
import { explainError } from '../model/errors.ts'

/** An OPML list of 50,000 feeds with titles and sites has about 9 MB. */
const fileBytesMax = 16 * 1024 * 1024

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'is a folder',
  ENOTDIR: 'no such file',
  ENAMETOOLONG: 'no such file',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8 text',
}

/** UTF-8 only, without its byte order mark. Rejects with an Error whose message is a reason such as `no such file`. */
export async function readTextFile(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > fileBytesMax) throw new Error(`is larger than ${fileBytesMax / 1024 ** 2} MiB`)
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Error(reasons[code] ?? explainError(error), { cause: error })
  }
}

/** The reason alone: the cause behind it says the same once more in the system's words. */
export function readFailure(error: unknown): string {
  return error instanceof Error ? error.message : explainError(error)
}
