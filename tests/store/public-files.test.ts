/** Published files: whole or not at all, and untouched when nothing changed. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { StoreError } from '../../src/model/errors.ts'
import { removePublicFile, sweepTemporaryFiles, writePublicFile } from '../../src/store/public-files.ts'
import { makeFolder } from './files.ts'

test.each([
  ['text', 'Fähre', Buffer.from('Fähre')],
  ['bytes', Uint8Array.of(0, 255), Buffer.from([0, 255])],
  ['nothing', '', Buffer.alloc(0)],
])('%s is written, with its folder', async (_, content, expected) => {
  const dir = path.join(makeFolder(), 'public')
  expect(await writePublicFile(dir, 'world.atom', content)).toBe('written')
  expect(readFileSync(path.join(dir, 'world.atom'))).toEqual(expected)
  expect(readdirSync(dir)).toEqual(['world.atom'])
})

test('the same bytes leave the file and its time alone', async () => {
  const dir = makeFolder()
  const file = path.join(dir, 'world.atom')
  await writePublicFile(dir, 'world.atom', 'same')
  utimesSync(file, 1, 1)
  expect(await writePublicFile(dir, 'world.atom', 'same')).toBe('unchanged')
  expect(statSync(file).mtimeMs).toBe(1_000)
  expect(await writePublicFile(dir, 'world.atom', 'new')).toBe('written')
  expect(readFileSync(file, 'utf8')).toBe('new')
})

test.each(['', '.', '..', '../world.atom', 'a/b', 'a\\b', '/etc/x', '.hidden'])(
  '%j is no name for a published file',
  async (name) => {
    const dir = makeFolder()
    await expect(writePublicFile(dir, name, 'x')).rejects.toThrow(/not a plain file name/)
    await expect(removePublicFile(dir, name)).rejects.toBeInstanceOf(StoreError)
    expect(readdirSync(dir)).toEqual([])
  },
)

test('a write that fails leaves the old file and no temporary one', async () => {
  const dir = makeFolder()
  mkdirSync(path.join(dir, 'world.atom'))
  writeFileSync(path.join(dir, 'world.atom', 'inside'), '')
  await expect(writePublicFile(dir, 'world.atom', 'x')).rejects.toThrow(
    `cannot publish ${path.join(dir, 'world.atom')}`,
  )
  expect(readdirSync(dir)).toEqual(['world.atom'])
})

test('removing a file that is not there is no error', async () => {
  const dir = makeFolder()
  await writePublicFile(dir, 'world.atom', 'x')
  await removePublicFile(dir, 'world.atom')
  await removePublicFile(dir, 'world.atom')
  expect(existsSync(path.join(dir, 'world.atom'))).toBe(false)
})

test('sweeping removes temporary files only, and a folder that is not there has none', async () => {
  const dir = makeFolder()
  const keep = ['.hidden', '.x.tmp', 'a.0123456789ab.tmp', 'world.atom']
  for (const name of [...keep, '.world.atom.0123456789ab.tmp']) writeFileSync(path.join(dir, name), '')
  expect(await sweepTemporaryFiles(dir)).toBe(1)
  expect(readdirSync(dir).toSorted()).toEqual(keep)
  expect(await sweepTemporaryFiles(path.join(dir, 'none'))).toBe(0)
})
