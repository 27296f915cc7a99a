/** `headwater serve`: only serve what is published. */
import { createMetrics } from '../metrics.ts'
import type { Command } from './command.ts'
import { configOptions, withContext } from './open-context.ts'
import { createSite, untilAborted } from './serve-site.ts'

export const serve: Command = {
  name: 'serve',
  summary: 'serve what is published, poll nothing',
  description: ['The feeds, the dashboard at /, and /healthz. A run by cron beside it is seen at once.'],
  usage: 'headwater serve [--config FILE]',
  options: configOptions,
  examples: ['headwater serve', 'headwater serve --config /etc/headwater.yaml'],
  async run(invocation) {
    const { io } = invocation
    await withContext(invocation, async (context, { addressesWritten }) => {
      const site = createSite({
        context: () => context,
        addresses: () => addressesWritten,
        metrics: createMetrics(() => context),
        expectsRuns: false,
      })
      const { url } = await site.listen()
      io.out(`serving ${context.publicDir} at ${url}\n`)
      await untilAborted(io.signal)
      await site.close()
    })
    return 0
  },
}
