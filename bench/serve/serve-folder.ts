/** Our server over a folder, in a process of its own: prints its address and serves until it is ended. */
import { createLog } from '../../src/create-log.ts'
import { createServer } from '../../src/serve/create-server.ts'

const publicDir = process.argv[2] ?? '.'
const server = createServer({ host: '127.0.0.1', port: 0, publicDir, log: createLog('silent') })
const { url } = await server.listen()
console.log(url)
