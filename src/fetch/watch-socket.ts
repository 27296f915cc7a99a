/** Looks at what a connection receives before undici does: interim answers it cannot take, and bytes that are no body. */
import type { Socket } from 'node:net'
import { TooLargeError } from './read-body.ts'

/** RFC 9110 section 15.2: a client takes interim answers it did not ask for. undici ends the connection at this one. */
const continueAnswer = /^HTTP\/1\.[01] 100 [^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n/

const letterH = 0x48

/** Longest interim answer that is looked for. */
const interimBytesMax = 1_024

/**
 * Takes `100 Continue` off the front of what is read, and ends the connection with TooLargeError beyond `bytesMax` in all:
 * chunk extensions and interim answers without end are bytes of no body, so that no other ceiling stops them.
 */
export function watchSocket(socket: Socket, bytesMax: number): void {
  const read = socket.read.bind(socket)
  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const chunk: unknown = read(size)
      if (!Buffer.isBuffer(chunk)) return null
      if (socket.bytesRead > bytesMax) {
        socket.destroy(new TooLargeError(bytesMax))
        return null
      }
      const rest = withoutContinue(chunk)
      if (rest.length > 0) return rest
    }
  }
}

function withoutContinue(chunk: Buffer): Buffer {
  let rest = chunk
  while (rest[0] === letterH) {
    const [interim] = continueAnswer.exec(rest.toString('latin1', 0, interimBytesMax)) ?? []
    if (interim === undefined) break
    rest = rest.subarray(interim.length)
  }
  return rest
}
