/** Bodies within their ceilings: every coding, every way to end too early, every way to be too large. */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CodingError } from '../../src/fetch/content-coding.ts'
import { readBody, TooLargeError } from '../../src/fetch/read-body.ts'
import type { Body } from '../../src/fetch/read-body.ts'

const text = '<rss><channel><title>The Larkmoor Courier</title></channel></rss>'.repeat(200)
const plain = Buffer.from(text)
const kib = 1024

/** gzip with the optional fields in its header: extra, name and comment. */
const named = Buffer.concat([
  Buffer.from([0x1f, 0x8b, 8, 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 7, 7]),
  Buffer.from('feed.xml\0for everybody\0'),
  gzipSync(plain).subarray(10),
])

interface Sent {
  readonly coding?: string
  readonly bytesMax?: number
  readonly atCeiling?: 'fail' | 'cut'
  readonly headers?: Readonly<Record<string, string>>
}

/** Splits at `piece` bytes and counts how much was taken. */
function feed(bytes: Buffer, piece: number): { source: AsyncIterable<Uint8Array>; taken: () => number } {
  let taken = 0
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += piece) {
      const chunk = bytes.subarray(at, at + piece)
      taken += chunk.length
      yield chunk
    }
  }
  return { source: source(), taken: () => taken }
}

function read(bytes: Buffer, { coding, bytesMax = 1024 * kib, atCeiling = 'fail', headers = {} }: Sent = {}) {
  const { source, taken } = feed(bytes, 4 * kib)
  const coded = coding === undefined ? headers : { ...headers, 'content-encoding': coding }
  const { signal } = new AbortController()
  const body: Promise<Body> = readBody(source, { headers: coded, bytesMax, atCeiling, signal })
  return { body, taken }
}

describe('codings', () => {
  test.each([
    ['none', undefined, plain],
    ['identity', 'identity', plain],
    ['gzip', 'gzip', gzipSync(plain)],
    ['GZIP', 'GZIP', gzipSync(plain)],
    ['x-gzip', 'x-gzip', gzipSync(plain)],
    [
      'gzip in two members',
      'gzip',
      Buffer.concat([gzipSync(plain.subarray(0, 99)), gzipSync(plain.subarray(99))]),
    ],
    ['gzip with garbage behind', 'gzip', Buffer.concat([gzipSync(plain), Buffer.from('\0\0garbage')])],
    ['gzip with text behind', 'gzip', Buffer.concat([gzipSync(plain), Buffer.from('<b>Notice</b>: line 3')])],
    ['gzip, named for the file within, with text behind', 'gzip', Buffer.concat([named, Buffer.from('x')])],
    ['a gzip file packed once more', 'gzip', gzipSync(gzipSync(plain))],
    ['said to be packed twice, but packed once', 'gzip, gzip', gzipSync(plain)],
    ['said to be br, but plain', 'br', plain],
    ['said to be zstd, but plain', 'zstd', plain],
    ['said to be deflate, but plain', 'deflate', plain],
    ['said to be br, but gzip', 'br', gzipSync(plain)],
    ['said to be gzip, but zstd', 'gzip', zstdCompressSync(plain)],
    ['zstd without a label', undefined, zstdCompressSync(plain)],
    ['br', 'br', brotliCompressSync(plain)],
    ['zstd', 'zstd', zstdCompressSync(plain)],
    ['deflate in its wrapper', 'deflate', deflateSync(plain)],
    ['deflate without wrapper', 'deflate', deflateRawSync(plain)],
    ['two codings', 'gzip, br', brotliCompressSync(gzipSync(plain))],
    ['gzip twice', 'gzip, gzip', gzipSync(gzipSync(plain))],
    ['a character set where the coding belongs', 'utf-8', plain],
    ['an unknown coding on a plain body', 'foo', plain],
    ['said to be gzip, but plain', 'gzip', plain],
    ['a gzip file sent as it is', undefined, gzipSync(plain)],
  ])('%s', async (_what, coding, bytes) => {
    const body = await read(bytes, coding === undefined ? {} : { coding }).body
    expect(Buffer.from(body.bytes).toString()).toBe(text)
    expect(body.wireBytes).toBe(bytes.length)
  })

  test('any bytes survive any coding and any division into chunks', async () => {
    const pack = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync } as const
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5000 }),
        fc.constantFrom<keyof typeof pack>('gzip', 'br', 'zstd'),
        fc.integer({ min: 1, max: 700 }),
        async (bytes, coding, piece) => {
          const { source } = feed(pack[coding](bytes), piece)
          const { signal } = new AbortController()
          const headers = { 'content-encoding': coding }
          const body = await readBody(source, { headers, bytesMax: 8 * kib, atCeiling: 'fail', signal })
          expect(Buffer.from(body.bytes).equals(bytes)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('an empty body is empty, whatever its label', async () => {
    expect((await read(Buffer.alloc(0), { coding: 'gzip' }).body).bytes).toHaveLength(0)
  })
})

describe('what ends too early or is damaged is a failure, never a short document', () => {
  const cut = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length * 0.6))
  const flipped = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes)
    copy[copy.length - 6] = (copy[copy.length - 6] ?? 0) ^ 255
    return copy
  }
  test.each([
    ['truncated gzip', 'gzip', cut(gzipSync(plain))],
    ['the first byte of a gzip', 'gzip', gzipSync(plain).subarray(0, 1)],
    ['gzip without its trailer', 'gzip', gzipSync(plain).subarray(0, -8)],
    ['gzip with a wrong checksum', 'gzip', flipped(gzipSync(plain))],
    ['gzip with a wrong checksum and text behind', 'gzip', Buffer.concat([flipped(gzipSync(plain)), plain])],
    ['two members with text behind', 'gzip', Buffer.concat([gzipSync(plain), gzipSync(plain), plain])],
    ['truncated br', 'br', cut(brotliCompressSync(plain))],
    ['truncated zstd', 'zstd', cut(zstdCompressSync(plain))],
    ['truncated deflate', 'deflate', cut(deflateSync(plain))],
    ['br that is not br', 'br', Buffer.from('this is not brotli at all')],
  ])('%s', async (_what, coding, bytes) => {
    await expect(read(bytes, { coding }).body).rejects.toThrow()
  })

  test.each([3, 100])('%i codings on top of another are refused', async (count) => {
    const coding = Array.from({ length: count }, () => 'gzip').join(', ')
    await expect(read(gzipSync(plain), { coding }).body).rejects.toThrow(CodingError)
  })
})

describe('ceilings', () => {
  const zeros = Buffer.alloc(32 * 1024 * kib)
  test.each([
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['zstd', zstdCompressSync(zeros)],
    ['deflate', deflateSync(zeros)],
    ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ])('a bomb in %s stops at the ceiling', async (coding, bytes) => {
    await expect(read(bytes, { coding, bytesMax: 256 * kib }).body).rejects.toThrow(TooLargeError)
  })

  test('an endless body is not read further than the ceiling', async () => {
    const { body, taken } = read(zeros, { bytesMax: 64 * kib })
    await expect(body).rejects.toThrow(TooLargeError)
    expect(taken()).toBeLessThanOrEqual(72 * kib)
  })

  test('a body that announces too much is not read at all', async () => {
    const headers = { 'content-length': '5368709120' }
    const { body, taken } = read(plain, { headers })
    await expect(body).rejects.toThrow(TooLargeError)
    expect(taken()).toBe(0)
  })

  test.each([
    ['exactly at the ceiling', plain.length, true],
    ['one byte over', plain.length - 1, false],
  ])('%s', async (_what, bytesMax, accepted) => {
    const { body } = read(plain, { bytesMax })
    if (accepted) expect((await body).bytes).toHaveLength(bytesMax)
    else await expect(body).rejects.toThrow(TooLargeError)
  })

  test.each([
    ['plain', undefined, plain],
    ['gzip', 'gzip', gzipSync(plain)],
  ])('where the ceiling cuts, what came before it is kept: %s', async (_what, coding, bytes) => {
    const sent: Sent = { bytesMax: 1000, atCeiling: 'cut', headers: { 'content-length': '99999' } }
    const body = await read(bytes, coding === undefined ? sent : { ...sent, coding }).body
    const kept = Buffer.from(body.bytes).toString()
    expect(kept.length).toBeLessThanOrEqual(1000)
    expect(text.startsWith(kept)).toBe(true)
  })

  test('a signal ends the reading of a body that never ends', async () => {
    const controller = new AbortController()
    async function* dripping(): AsyncGenerator<Uint8Array> {
      yield gzipSync(plain).subarray(0, 20)
      await new Promise((_resolve, reject) => {
        controller.signal.addEventListener('abort', () => reject(new Error('gone')))
      })
    }
    const options = { headers: { 'content-encoding': 'gzip' }, bytesMax: kib, atCeiling: 'fail' } as const
    const body = readBody(dripping(), { ...options, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 10)
    await expect(body).rejects.toThrow()
  })
})
