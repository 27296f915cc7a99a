/** Who may read what: a token or a name with a password, for one feed or for the whole site. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Access } from '../model/settings.ts'

export interface AccessRules {
  /** For everything but `/healthz` and `/readyz`. */
  readonly site: Access | undefined
  /** By feed id, for the files of that feed. */
  readonly feeds: ReadonlyMap<string, Access>
}

export const openToAll: AccessRules = { site: undefined, feeds: new Map() }

/** The rule a file is under: that of its feed, else that of the site. Ids may hold dots: the longest that fits is meant. */
export function accessTo(rules: AccessRules, fileName: string): Access | undefined {
  let found: string | undefined
  for (const id of rules.feeds.keys()) {
    const isOwn = fileName === id || fileName.startsWith(`${id}.`)
    if (isOwn && (found === undefined || id.length > found.length)) found = id
  }
  return (found === undefined ? undefined : rules.feeds.get(found)) ?? rules.site
}

/** The rule of pages that show every story: without one for the site they stay shut as soon as a feed has one. */
export function accessToPages({ site, feeds }: AccessRules): 'open' | 'shut' | Access {
  return site ?? (feeds.size === 0 ? 'open' : 'shut')
}

/** A token comes as `?token=` or as `Authorization: Bearer`, a password as Basic (RFC 7617). */
export function isAllowed(access: Access, headers: IncomingHttpHeaders, query: URLSearchParams): boolean {
  const [, scheme = '', given = ''] =
    /^(\w+) +(\S+)\s*$/.exec((headers.authorization ?? '').slice(0, 2_000)) ?? []
  switch (access.kind) {
    case 'token': {
      const bearer = scheme.toLowerCase() === 'bearer' ? given : ''
      return isSame(bearer || (query.get('token') ?? ''), access.token)
    }
    case 'basic': {
      if (scheme.toLowerCase() !== 'basic') return false
      return isSame(Buffer.from(given, 'base64').toString('utf8'), `${access.user}:${access.password}`)
    }
  }
}

/** The challenge of a 401 (RFC 9110 section 11.6.1). */
export function challengeOf(access: Access): string {
  return access.kind === 'token' ? 'Bearer realm="Headwater"' : 'Basic realm="Headwater", charset="UTF-8"'
}

/** Takes as long for a wrong first letter as for a wrong last one. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
