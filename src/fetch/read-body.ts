/** Reads a body within its ceilings: bytes on the wire, bytes decoded, and nothing accepted that ends too early. */
import { pipeline } from 'node:stream/promises'
import { codingsOf, createDecoder } from './content-coding.ts'
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
  const decoded = { bytes: 0 }
  const chunks: Uint8Array[] = []
  const collect = async (incoming: Chunks): Promise<void> => {
    for await (const chunk of counted(incoming, bytesMax, decoded)) chunks.push(chunk)
  }
  try {
    const { head, rest } = await peek(counted(noted(), bytesMax, wire))
    const decoders = codingsOf(headers, head).map((coding) => createDecoder(coding, head))
    const [first, ...more] = decoders
    if (first === undefined) await collect(rest)
    else {
      const limited = more.flatMap((decoder) => [
        (incoming: Chunks) => counted(incoming, bytesMax, { bytes: 0 }),
        decoder,
      ])
      await pipeline([rest, first, ...limited, collect], { signal })
    }
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

/** The first bytes, at least two unless the body is shorter, and the whole body again from its start. */
async function peek(source: AsyncGenerator<Uint8Array>): Promise<{ head: Uint8Array; rest: Chunks }> {
  let head: Uint8Array = new Uint8Array()
  while (head.length < 2) {
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
