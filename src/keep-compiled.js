/** Loaded before `cli.ts` (`node --import`): what was compiled is kept, types stripped, so that a start costs half. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// The program's own folder: code in a shared temporary folder could be anybody's. Where it cannot be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/headwater', import.meta.url)))
