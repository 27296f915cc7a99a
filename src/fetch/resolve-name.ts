/** Names to addresses without the system's four threads: one name server that does not answer holds up nobody else. */
import { lookup as systemLookup, Resolver } from 'node:dns'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { callbackify } from 'node:util'
import { bareHost } from './address-guard.ts'

/** Resolves a name to all its addresses, like `dns.lookup` with `all: true`. */
export type LookupAll = (
  hostname: string,
  options: LookupOptions,
  callback: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

export interface NameResolver {
  readonly lookup: LookupAll
  /** Ends every question under way. */
  close(): void
}

export interface NameResolverOptions {
  /** `address:port` of name servers instead of the system's. */
  readonly servers?: readonly string[] | undefined
  /** Names the machine knows by itself. */
  readonly hostsFile?: string | undefined
  /** Asked where the name servers know nothing: search domains, mDNS, whatever else the system is set up for. */
  readonly system?: LookupAll | undefined
  /** First wait for an answer; the second and last is twice as long. */
  readonly timeoutMs?: number | undefined
}

/** Asked twice: 7.5 s in all, within the 10 s a connection may take. */
const timeoutMsDefault = 2_500

/** RFC 8305 section 3: when one family has answered, the other gets this much longer. */
const otherFamilyMs = 50

/** The hosts file is read again after this long. */
const hostsKeptMs = 60_000

/** What a name server says that knows nothing of the name, or that is not there at all: the system may know more. */
const unknownCodes: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'ENODATA',
  'EREFUSED',
  'EBADNAME',
  'ECONNREFUSED',
])

const hostsFileDefault =
  process.platform === 'win32' ? String.raw`C:\Windows\System32\drivers\etc\hosts` : '/etc/hosts'

const askSystem: LookupAll = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    callback(error, error === null ? addresses : [])
  })
}

/**
 * The hosts file first, then the name servers by c-ares, then the system. `getaddrinfo` runs on two of libuv's threads and
 * cannot be stopped: with 20 names whose server is silent, a healthy name waits 100 s for its turn.
 */
export function createNameResolver({
  servers,
  hostsFile = hostsFileDefault,
  system = askSystem,
  timeoutMs = timeoutMsDefault,
}: NameResolverOptions = {}): NameResolver {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 })
  if (servers !== undefined) resolver.setServers([...servers])
  const hosts = rememberHosts(hostsFile)
  const resolve = async (hostname: string, options: LookupOptions): Promise<readonly LookupAddress[]> => {
    const host = bareHost(hostname)
    const known = hosts().get(host)
    if (known !== undefined) return known
    if (isLocalName(host)) return await viaSystem(system, hostname, options)
    try {
      return await bothFamilies(resolver, host)
    } catch (error) {
      if (!unknownCodes.has(codeOf(error))) throw error
      return await viaSystem(system, hostname, options)
    }
  }
  const answer = callbackify(resolve)
  return {
    lookup(hostname, options, callback) {
      const ofFamily = ({ family }: LookupAddress): boolean =>
        options.family === 4 || options.family === 6 ? family === options.family : true
      answer(hostname, options, (error, addresses) => {
        if (error !== null) callback(error, [])
        else callback(null, addresses.filter(ofFamily))
      })
    },
    close: () => resolver.cancel(),
  }
}

/** Names no public name server is to be asked for (RFC 6761, RFC 6762), and those without a dot. */
function isLocalName(host: string): boolean {
  return !host.includes('.') || host.endsWith('.localhost') || host.endsWith('.local')
}

/** IPv4 first: many containers have no way to IPv6 addresses, and the connector tries the families in turn anyway. */
async function bothFamilies(resolver: Resolver, host: string): Promise<readonly LookupAddress[]> {
  const v4 = askFamily(resolver, host, 4)
  const v6 = askFamily(resolver, host, 6)
  const first = await Promise.any([v4, v6]).catch(async () => {
    // Both failed. A silent server is the better explanation than an empty answer.
    const errors = (await Promise.allSettled([v4, v6])).flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    )
    throw errors.find((error) => !unknownCodes.has(codeOf(error))) ?? errors[0]
  })
  const late = async (): Promise<readonly LookupAddress[]> => wait(otherFamilyMs, [], { ref: false })
  const [some, others] = await Promise.all([v4, v6].map((one) => Promise.race([one.catch(() => []), late()])))
  const all = [...(some ?? []), ...(others ?? [])]
  return all.length > 0 ? all : first
}

async function askFamily(resolver: Resolver, host: string, family: 4 | 6): Promise<readonly LookupAddress[]> {
  const addresses = await new Promise<string[]>((settle, fail) => {
    const answer = (error: Error | null, found: string[]): void =>
      error === null ? settle(found) : fail(error)
    if (family === 4) resolver.resolve4(host, answer)
    else resolver.resolve6(host, answer)
  })
  return addresses.map((address) => ({ address, family }))
}

async function viaSystem(
  system: LookupAll,
  hostname: string,
  options: LookupOptions,
): Promise<readonly LookupAddress[]> {
  return new Promise((settle, fail) => {
    system(hostname, options, (error, addresses) => (error === null ? settle(addresses) : fail(error)))
  })
}

type Hosts = ReadonlyMap<string, readonly LookupAddress[]>

/** Reads the hosts file when first asked, and again when it may have changed. */
function rememberHosts(file: string): () => Hosts {
  let hosts: Hosts = new Map()
  let untilMs = Number.NEGATIVE_INFINITY
  return () => {
    if (performance.now() < untilMs) return hosts
    hosts = readHosts(file)
    untilMs = performance.now() + hostsKeptMs
    return hosts
  }
}

/** `address name name # comment`; a file that is not there knows nothing. */
function readHosts(file: string): Hosts {
  const hosts = new Map<string, LookupAddress[]>()
  for (const line of linesOf(file)) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    const family = isIP(address)
    if (family === 0) continue
    for (const name of names.map(bareHost)) hosts.set(name, [...(hosts.get(name) ?? []), { address, family }])
  }
  return hosts
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
