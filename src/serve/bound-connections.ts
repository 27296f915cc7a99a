/** Keeps room for the next caller: when connections run out, those that were silent the longest are closed. */
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

export interface ConnectionBounds {
  /** Open at once. */
  readonly connectionsMax: number
  /** From the first byte of a request to the last of its answer. */
  readonly answerTimeoutMs: number
}

/** A thousand silent callers cost 12 MB; a reader asks once in minutes and hangs up. */
export const connectionBounds: ConnectionBounds = {
  connectionsMax: 1_024,
  // A feed of 5 MB at 20 kB/s takes four minutes.
  answerTimeoutMs: 300_000,
}

/**
 * A flood of connections closes its own oldest ones, and a health check still gets in. Who asks is moved to the end
 * of the line; an answer that is not taken within the time is cut off however slowly it is read.
 */
export function boundConnections(
  server: Server,
  { connectionsMax, answerTimeoutMs }: ConnectionBounds,
): void {
  /** In order of the last request. */
  const silentSince = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    silentSince.add(socket)
    socket.once('close', () => silentSince.delete(socket))
    for (const oldest of silentSince) {
      if (silentSince.size <= connectionsMax) break
      silentSince.delete(oldest)
      oldest.destroy()
    }
  })
  server.on('request', ({ socket }: IncomingMessage, response) => {
    if (!silentSince.delete(socket)) return
    silentSince.add(socket)
    const cutOff = setTimeout(() => socket.destroy(), answerTimeoutMs)
    response.once('close', () => clearTimeout(cutOff))
  })
}
