/** Opens connections, only to addresses the guard allows; the address that was checked is the one connected to. */
import type { LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { createSecureContext } from 'node:tls'
import { buildConnector } from 'undici'
import { bareHost } from './address-guard.ts'
import type { AddressGuard } from './address-guard.ts'
import { RefusedError } from './refused-error.ts'
import type { LookupAll } from './resolve-name.ts'
import { watchSocket } from './watch-socket.ts'

/** A name with 200 dead addresses must not cost 200 attempts; browsers try a handful. */
const addressesMax = 8

export interface ConnectionLimits {
  /** Name look-up and TLS included. */
  readonly timeoutMs: number
  /** Received in all, whatever it is. */
  readonly bytesMax?: number | undefined
}

/**
 * A connector for undici's Agent. A literal address never reaches `lookup` (net.connect skips it), so both are
 * checked here; with only one of the two, 27 of 45 known tricks get through.
 */
export function createGuardedConnector(
  guard: AddressGuard,
  { timeoutMs, bytesMax = Infinity }: ConnectionLimits,
  resolve: LookupAll,
): buildConnector.connector {
  const open = buildConnector({
    timeout: timeoutMs,
    allowH2: false,
    // One context for every host: building one costs more than the request.
    secureContext: createSecureContext(),
    lookup: filteredLookup(guard, resolve),
  })
  const connect: buildConnector.connector = (options, callback) =>
    open(options, (...result) => {
      if (result[0] === null) watchSocket(result[1], bytesMax)
      callback(...result)
    })
  return (options, callback) => {
    const host = bareHost(options.hostname)
    const fixed = guard.fixedAddress(host)
    if (fixed !== undefined) {
      const { address, port = options.port } = fixed
      const servername = options.servername ?? (isIP(host) === 0 ? host : '')
      connect({ ...options, hostname: address, port, servername }, callback)
    } else if (isIP(host) !== 0 && !guard.allows(host, host)) {
      callback(new RefusedError(`${host} is not a public address`), null)
    } else connect({ ...options, hostname: host }, callback)
  }
}

function filteredLookup(guard: AddressGuard, resolve: LookupAll): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const allowed = addresses
        .filter(({ address }) => guard.allows(hostname, address))
        .slice(0, addressesMax)
      const [first] = allowed
      if (first === undefined) return callback(refusal(hostname, addresses), '')
      if (options.all === true) return callback(null, allowed)
      return callback(null, first.address, first.family)
    })
  }
}

function refusal(hostname: string, addresses: readonly LookupAddress[]): Error {
  const [first] = addresses
  if (first !== undefined)
    return new RefusedError(`${hostname} leads to ${first.address}, which is not a public address`)
  return Object.assign(new Error(`no address for ${hostname}`), { code: 'ENODATA' })
}
