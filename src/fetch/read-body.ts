/** Reads a body within its ceilings: bytes on the wire, bytes decoded, and nothing accepted that ends too early. */
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { actualCoding, createDecoder, headBytesMin, labelledCodings, type Coding } from './content-coding.ts'
import { readOnlyMember } from './gzip-member.ts'
import { headerOf } from './response-headers.ts'
import type { ResponseHeaders } from './response-headers.ts'

/** The body is larger than its ceiling. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
  readonly bytesMax: number

  constructor(bytesMax: number) {
    super(`more than ${bytesMax} bytes`)
    this.bytesMax = bytesMax
  }
}

export interface BodyOptions {
  readonly headers: ResponseHeaders
  /** Ceiling for the wire and, separately, for what comes out of every decoder. */
  readonly bytesMax: number
  /** `cut` keeps what came before the ceiling; for robots.txt, where RFC 9309 section 2.5 allows it. */
  readonly atCeiling: 'fail' | 'cut'
  readonly signal: AbortSignal
  /** Told of what came in on the wire; reading goes on when it resolves. */
  readonly note?: ((bytes: number, signal: AbortSignal) => Promise<void>) | undefined
}

export interface Body {
  readonly bytes: Uint8Array
  readonly wireBytes: number
}

type Chunks = AsyncIterable<Uint8Array>

/**
 * Decodes while reading and stops at the ceiling, not after it. Rejects with TooLargeError, CodingError, the decoder's
 * own error (truncated or damaged data) or the signal's reason. The caller destroys the body when this rejects.
 */
export async function readBody(
  source: Chunks,
  { headers, bytesMax, atCeiling, signal, note }: BodyOptions,
): Promise<Body> {
  if (atCeiling === 'fail' && Number(headerOf(headers, 'content-length') ?? '0') > bytesMax)
    throw new TooLargeError(bytesMax)
  const noted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      await note?.(chunk.length, signal)
      yield chunk
    }
  }
  const wire = { bytes: 0 }
  const chunks: Uint8Array[] = []
  try {
    let body: AsyncGenerator<Uint8Array> = counted(noted(), bytesMax, wire)
    for (const label of labelledCodings(headers))
      body = counted(decoded(body, label, signal), bytesMax, { bytes: 0 })
    for await (const chunk of body) chunks.push(chunk)
  } catch (error) {
    if (!(error instanceof TooLargeError && atCeiling === 'cut')) throw error
  }
  return { bytes: Buffer.concat(chunks).subarray(0, bytesMax), wireBytes: wire.bytes }
}

async function* counted(
  source: Chunks,
  bytesMax: number,
  count: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count.bytes += chunk.length
    if (count.bytes > bytesMax) throw new TooLargeError(bytesMax)
    yield chunk
  }
}

/** The body without one coding, if it has it. */
async function* decoded(
  source: AsyncGenerator<Uint8Array>,
  label: Coding | undefined,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { head, rest } = await peek(source)
  const coding = actualCoding(label, head)
  if (coding === undefined) return yield* rest
  const decoder = createDecoder(coding, head)
  const packed: Uint8Array[] = []
  const piped = pipeline(coding === 'gzip' ? kept(rest, packed) : rest, decoder, { signal })
  // Whoever reads the decoder is told of the same error.
  piped.catch(() => {})
  let bytes = 0
  try {
    for await (const chunk of chunksOf(decoder)) {
      bytes += chunk.length
      yield chunk
    }
    await piped
  } catch (error) {
    const whole = isTailDamage(error)
      ? readOnlyMember(Buffer.concat(packed), bytes + tailBytesMax)
      : undefined
    if (whole === undefined || whole.length < bytes) throw error
    yield whole.subarray(bytes)
  }
}

const chunksOf = (decoder: Transform): Chunks => decoder

/** What one piece of a body can unpack to before the decoder gives up at what follows. */
const tailBytesMax = 64 * 1024 * 1024

/** zlib's words for a member that does not begin like one, or ends within its header: it may be what stands behind the first. */
function isTailDamage(error: unknown): boolean {
  return error instanceof Error && /^(?:incorrect header check|unexpected end of file)$/.test(error.message)
}

async function* kept(source: Chunks, chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    chunks.push(chunk)
    yield chunk
  }
}

/** The first bytes, at least four unless the body is shorter, and the whole body again from its start. */
async function peek(source: AsyncGenerator<Uint8Array>): Promise<{ head: Uint8Array; rest: Chunks }> {
  let head: Uint8Array = new Uint8Array()
  while (head.length < headBytesMin) {
    const next = await source.next()
    if (next.done === true) break
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head
    yield* source
  }
  return { head, rest: again() }
}
