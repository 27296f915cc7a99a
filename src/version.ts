/** The product's version, read from the package.json that lies beside `src` and `dist`. */
import { readFileSync } from 'node:fs'

const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

const isManifest = (value: unknown): value is { readonly version: string } =>
  typeof value === 'object' && value !== null && 'version' in value && typeof value.version === 'string'

/** Semantic version, for example `0.1.0`. */
export const version: string = isManifest(manifest) ? manifest.version : '0.0.0'
