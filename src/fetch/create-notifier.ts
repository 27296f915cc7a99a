/** Tells WebSub hubs that a feed changed: one guarded POST, no redirects. Source: W3C WebSub section 7. */
import { Agent, request } from 'undici'
import { explainError } from '../model/errors.ts'
import type { HttpSettings } from '../model/settings.ts'
import { createAddressGuard } from './address-guard.ts'
import { allowedPorts, findRefusal } from './check-url.ts'
import { createGuardedConnector } from './connect-guarded.ts'
import { createNameResolver } from './resolve-name.ts'

export interface Notifier {
  /** Resolves to what went wrong, in words; undefined when the hub took it. Never rejects. */
  notify(hub: string, topic: string): Promise<string | undefined>
  close(): Promise<void>
}

const hubTimeoutMs = 10_000

/** Hubs pass the same address guard as sources; the ports of the hubs the user named are allowed. */
export function createNotifier(http: HttpSettings, hubs: readonly string[], userAgent: string): Notifier {
  const guard = createAddressGuard(http)
  const ports = allowedPorts(hubs)
  const names = createNameResolver()
  const connect = createGuardedConnector(guard, { timeoutMs: hubTimeoutMs }, names.lookup)
  const agent = new Agent({ connect, headersTimeout: hubTimeoutMs, bodyTimeout: hubTimeoutMs })
  return {
    async notify(hub, topic) {
      const url = URL.parse(hub)
      if (url === null) return `${hub} is not a URL`
      const refusal = findRefusal(url, guard, ports)
      if (refusal !== undefined) return refusal
      try {
        const { statusCode, body } = await request(url, {
          method: 'POST',
          dispatcher: agent,
          signal: AbortSignal.timeout(hubTimeoutMs),
          headers: { 'user-agent': userAgent, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic }).toString(),
        })
        await body.dump({ limit: 64 * 1024 })
        return statusCode >= 200 && statusCode < 300 ? undefined : `the hub answered ${statusCode}`
      } catch (error) {
        return explainError(error)
      }
    },
    async close() {
      names.close()
      await agent.destroy()
    },
  }
}
