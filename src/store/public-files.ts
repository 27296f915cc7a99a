/** Writes the published files so that no reader ever sees half of one: temporary file, fsync, rename, fsync of the folder. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { StoreError } from '../model/errors.ts'

const temporaryName = /^\..+\.[0-9a-f]{12}\.tmp$/

/** A name is one plain component: anything else could leave the folder, or look like a temporary file. */
function pathOf(dir: string, name: string): string {
  const isPlain = name !== '' && name === path.basename(name) && !name.includes('\\') && !name.startsWith('.')
  if (!isPlain) throw new StoreError(`cannot publish ${JSON.stringify(name)}: not a plain file name`)
  return path.join(dir, name)
}

async function isSame(file: string, bytes: Uint8Array): Promise<boolean> {
  try {
    return Buffer.compare(await readFile(file), bytes) === 0
  } catch {
    return false
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o644)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a rename or a removal survive a power cut. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Puts `bytes` at `dir/name`, whole or not at all; leaves the file alone when it holds them already.
 * `name` is a plain file name. Rejects with StoreError naming the file; the file is then as it was.
 */
export async function writePublicFile(
  dir: string,
  name: string,
  bytes: Uint8Array | string,
): Promise<'written' | 'unchanged'> {
  const file = pathOf(dir, name)
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  if (await isSame(file, content)) return 'unchanged'
  // In the same folder: a rename is atomic only within one file system.
  const temporary = path.join(dir, `.${name}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await mkdir(dir, { recursive: true })
    await writeDurably(temporary, content)
    await rename(temporary, file)
    await syncFolder(dir)
    return 'written'
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new StoreError(`cannot publish ${file}`, { cause: error })
  }
}

/** Removes a published file; one that is not there is no error. Rejects with StoreError. */
export async function removePublicFile(dir: string, name: string): Promise<void> {
  const file = pathOf(dir, name)
  try {
    await rm(file, { force: true })
  } catch (error) {
    throw new StoreError(`cannot remove ${file}`, { cause: error })
  }
}

/** Removes what killed runs left behind and returns how many. Only for the one who holds the run lock. */
export async function sweepTemporaryFiles(dir: string): Promise<number> {
  try {
    const left = (await readdir(dir)).filter((name) => temporaryName.test(name))
    for (const name of left) await rm(path.join(dir, name), { force: true })
    return left.length
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw new StoreError(`cannot sweep ${dir}`, { cause: error })
  }
}
