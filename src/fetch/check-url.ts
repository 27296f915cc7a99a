/** What a URL must look like before anything is asked: scheme, port and literal address. */
import { isIP } from 'node:net'
import { bareHost } from './address-guard.ts'
import type { AddressGuard } from './address-guard.ts'

/** Ports anyone may be asked at; browsers' news lives here. */
const openPorts = ['80', '443']

/** The ports of the user's own source URLs beside 80 and 443. A URL that cannot be read names none. */
export function allowedPorts(namedUrls: readonly string[]): ReadonlySet<string> {
  const ports = new Set(openPorts)
  for (const named of namedUrls) {
    const port = URL.parse(named)?.port
    if (port !== undefined && port !== '') ports.add(port)
  }
  return ports
}

/**
 * Says in words why `url` must not be asked, or undefined when it may. A host the user exempted may use any port.
 * A name is checked again when it is resolved: see `connect-guarded.ts`.
 */
export function findRefusal(url: URL, guard: AddressGuard, ports: ReadonlySet<string>): string | undefined {
  if (!/^https?:$/.test(url.protocol))
    return `only http and https are asked, not ${url.protocol.slice(0, -1)}`
  const host = bareHost(url.hostname)
  if (guard.isExempt(host)) return undefined
  if (isIP(host) !== 0 && !guard.allows(host, host)) return `${host} is not a public address`
  if (url.port !== '' && !ports.has(url.port))
    return `port ${url.port} is neither 80, 443 nor named by a source`
  return undefined
}
