/** The distribution's Chromium, when there is one. */
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const places = [
  process.env['HEADWATER_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Path of the browser; undefined on a machine without one. */
export const browserFile: string | undefined = places.find((file) => file !== '' && existsSync(file))

/** Chromium's own sandbox needs namespaces that containers and root do not have. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserFile ?? '', args: ['--no-sandbox'] })
}
