/** Which addresses may be connected to: public unicast ones, and those the user exempted. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { ConfigError } from '../model/errors.ts'
import type { HttpSettings } from '../model/settings.ts'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Network = readonly [address: Address, bits: number]

/** Where `http.hosts` sends a name. `port` undefined keeps the port of the URL. */
interface FixedAddress {
  readonly address: string
  readonly port: string | undefined
}

export interface AddressGuard {
  /** The address `http.hosts` fixes for a host name; it is connected to without further checks. */
  fixedAddress(hostname: string): FixedAddress | undefined
  /** Whether the user exempted this very host: by name, or as a literal address inside an exempt network. */
  isExempt(hostname: string): boolean
  /** Whether `hostname` may be reached at `address` (an IP address in its usual notation). */
  allows(hostname: string, address: string): boolean
}

/** Cloud metadata services at addresses that look public: Azure WireServer. The others are link-local, CGNAT or ULA. */
const metadataAddresses: ReadonlySet<string> = new Set(['168.63.129.16'])

/**
 * Whether an IP address is ordinary public unicast (IANA special-purpose registries, RFC 6890). IPv6 forms that carry
 * an IPv4 address are judged by it where a gateway would deliver there: mapped, NAT64 (RFC 6052), ISATAP.
 * 6to4, Teredo and IPv4-compatible addresses are refused whole: nobody publishes news there.
 */
export function isPublicAddress(text: string): boolean {
  // ipaddr.js reads `::1.2.3.4` as mapped; it is IPv4-compatible (RFC 4291 section 2.5.5.1).
  if (isIP(text) === 0 || !ipaddr.isValid(text) || /^::\d+\./.test(text)) return false
  const address = ipaddr.process(text)
  return address instanceof ipaddr.IPv4 ? isPublicIpv4(address) : isPublicIpv6(address)
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !metadataAddresses.has(address.toString())
}

function isPublicIpv6(address: ipaddr.IPv6): boolean {
  const bytes = address.toByteArray()
  const tail = new ipaddr.IPv4(bytes.slice(12))
  if (address.match(nat64)) return isPublicIpv4(tail)
  if (bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe) return false
  // Only 2000::/3 is assigned as global unicast; ipaddr.js calls the unassigned rest unicast too.
  return address.range() === 'unicast' && address.match(globalUnicast)
}

const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Lower case, without the brackets of an IPv6 literal and without the dot of a fully qualified name. */
export function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

/** Reads `http.allowPrivate` and `http.hosts`. Throws ConfigError for an entry that is neither name, address nor network. */
export function createAddressGuard({
  allowPrivate,
  hosts,
}: Pick<HttpSettings, 'allowPrivate' | 'hosts'>): AddressGuard {
  const names = new Set<string>()
  const networks: Network[] = []
  for (const entry of allowPrivate) {
    const network = parseNetwork(entry)
    if (network === undefined) names.add(parseHostName(entry))
    else networks.push(network)
  }
  const fixed = new Map(
    Object.entries(hosts).map(([name, target]) => [bareHost(name), parseFixedAddress(name, target)]),
  )
  const isExemptAddress = (text: string): boolean => {
    if (isIP(text) === 0) return false
    const address = ipaddr.process(text)
    return networks.some(([start, bits]) => start.kind() === address.kind() && address.match(start, bits))
  }
  return {
    fixedAddress: (hostname) => fixed.get(bareHost(hostname)),
    isExempt: (hostname) => {
      const host = bareHost(hostname)
      const address = host === 'localhost' ? '127.0.0.1' : host
      return fixed.has(host) || names.has(host) || isExemptAddress(address)
    },
    allows: (hostname, address) =>
      isPublicAddress(address) || names.has(bareHost(hostname)) || isExemptAddress(address),
  }
}

function parseNetwork(entry: string): Network | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry)
  const host = bareHost(entry)
  if (isIP(host) === 0) return undefined
  const address = ipaddr.process(host)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

function parseHostName(entry: string): string {
  const host = bareHost(entry)
  if (/^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u.test(host)) return host
  throw new ConfigError(`http.allowPrivate: "${entry}" is neither a host name, an address nor a network`)
}

function parseFixedAddress(name: string, target: string): FixedAddress {
  if (isIP(bareHost(target)) !== 0) return { address: bareHost(target), port: undefined }
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(target) ?? []
  const address = bracketed ?? plain ?? ''
  if (isIP(address) !== 0 && Number(port) <= 65_535) return { address, port }
  throw new ConfigError(
    `http.hosts: "${target}" for ${name} is neither an address nor address:port, such as 127.0.0.1:8080`,
  )
}
