/** Reads the published files into memory with everything a request needs; unchanged files are not read again. */
import { createHash } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface ServedDocument {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Buffer
  /** Compressed beforehand, where that is shorter. */
  readonly coded: { readonly br: Buffer | undefined; readonly gzip: Buffer | undefined }
  /** Of the bytes as they are. */
  readonly hash: string
  /** Moves only with the bytes. */
  readonly modifiedMs: number
  /** Tells whether the file was replaced. */
  readonly stamp: string
}

const mediaTypes: Readonly<Record<string, string | undefined>> = {
  '.rss': 'application/rss+xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.json': 'application/feed+json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.opml': 'text/x-opml; charset=utf-8',
}
const filesMax = 5_000
const fileBytesMax = 64 * 1024 * 1024
const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

/** Only plain files of known kinds, no links: what is not in the table cannot be asked for. A missing folder is empty. */
export async function loadDocuments(
  folder: string,
  known: ReadonlyMap<string, ServedDocument>,
): Promise<ReadonlyMap<string, ServedDocument>> {
  const names = await readdir(folder).catch(() => [])
  const loaded = new Map<string, ServedDocument>()
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1)).slice(0, filesMax)) {
    const document = name.startsWith('.') ? undefined : await load(folder, name, known.get(name))
    if (document !== undefined) loaded.set(name, document)
  }
  return loaded
}

async function load(
  folder: string,
  name: string,
  known: ServedDocument | undefined,
): Promise<ServedDocument | undefined> {
  const mediaType = mediaTypes[path.extname(name)]
  if (mediaType === undefined) return undefined
  const file = path.join(folder, name)
  try {
    const { mtimeMs, size, ino, ...stats } = await lstat(file)
    const stamp = `${ino} ${size} ${mtimeMs}`
    if (known?.stamp === stamp) return known
    if ((stats.mode & 0o170000) !== 0o100000 || size > fileBytesMax) return undefined
    const bytes = await readFile(file)
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
    if (known?.hash === hash) return { ...known, stamp }
    const [br, gz] = await Promise.all([
      brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
      deflate(bytes, { level: 9 }),
    ])
    const shorter = (coded: Buffer): Buffer | undefined => (coded.length < bytes.length ? coded : undefined)
    return {
      name,
      mediaType,
      bytes,
      coded: { br: shorter(br), gzip: shorter(gz) },
      hash,
      modifiedMs: mtimeMs,
      stamp,
    }
  } catch {
    // Replaced or removed while it was read: what was known stays until the next look.
    return known
  }
}
