/** The headers of a source: written in the YAML, or read from files that hold secrets. */
import path from 'node:path'
import { besideConfig, failAt, plainRecord, type Loading } from './loading.ts'
import { readFailure, readTextFile } from './read-text-file.ts'
import type { ConfigPath } from './yaml-document.ts'

/** RFC 9110 section 5.6.2. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** RFC 9110 section 5.5; a line break here would be a second header. */
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
/** They belong to the connection or to conditional requests; a fixed value would break both. */
const reserved: ReadonlySet<string> = new Set(
  'host connection keep-alive proxy-connection transfer-encoding content-length upgrade expect te trailer accept-encoding if-none-match if-modified-since range'.split(
    ' ',
  ),
)

interface HeaderSettings {
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly headersFile?: string | undefined
}

/** `NameFile: path` under `headers` reads the value of `Name` from a file; `headersFile` holds `Name: value` lines. */
export async function resolveHeaders(
  loading: Loading,
  at: ConfigPath,
  { headers = {}, headersFile }: HeaderSettings,
): Promise<Readonly<Record<string, string>>> {
  const entries: (readonly [string, string])[] = []
  for (const [name, value] of Object.entries(headers)) {
    const place = [...at, 'headers', name]
    if (!/.File$/.test(name)) entries.push(...checkHeader(loading, place, [name, value]))
    else {
      const secret = await readSecret(loading, place, value)
      if (secret !== undefined) entries.push(...checkHeader(loading, place, [name.slice(0, -4), secret]))
    }
  }
  if (headersFile !== undefined)
    entries.push(...(await readHeadersFile(loading, [...at, 'headersFile'], headersFile)))
  return plainRecord(entries)
}

/** The text of a file that holds one secret, without the line break most editors put at its end. */
export async function readSecret(
  loading: Loading,
  at: ConfigPath,
  name: string,
): Promise<string | undefined> {
  const file = besideConfig(loading, name)
  try {
    loading.filesRead.add(path.resolve(file))
    return (await readTextFile(file)).trim()
  } catch (error) {
    failAt(loading, at, `${file}: ${readFailure(error)}`)
    return undefined
  }
}

async function readHeadersFile(
  loading: Loading,
  at: ConfigPath,
  name: string,
): Promise<readonly (readonly [string, string])[]> {
  const text = await readSecret(loading, at, name)
  const entries: (readonly [string, string])[] = []
  for (const [index, line] of (text ?? '').split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const colon = line.indexOf(':')
    const [header, value] = [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    if (colon > 0 && headerName.test(header)) entries.push(...checkHeader(loading, at, [header, value]))
    else {
      const file = besideConfig(loading, name)
      loading.fail({ file, line: index + 1, column: 1 }, 'expected a line such as "Authorization: Bearer …"')
    }
  }
  return entries
}

/** The value never stands in the message: it may be a secret. */
function checkHeader(
  loading: Loading,
  at: ConfigPath,
  [name, value]: readonly [string, string],
): readonly (readonly [string, string])[] {
  if (!headerName.test(name)) failAt(loading, at, `"${name}" is no header name`)
  else if (reserved.has(name.toLowerCase()))
    failAt(loading, at, `the header ${name} is set by Headwater itself`)
  else if (!headerValue.test(value))
    failAt(loading, at, `the value of ${name} has a character no header can hold`)
  else return [[name, value]]
  return []
}
