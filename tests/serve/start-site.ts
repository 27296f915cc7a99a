/** A server over a folder of three small feeds, and raw requests to it: no client library that tidies them up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Log } from '../../src/model/log.ts'
import { createServer, type ServeOptions } from '../../src/serve/create-server.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Site {
  readonly url: string
  readonly publicDir: string
  /** Sends the path as it is written. */
  ask(path: string, headers?: OutgoingHttpHeaders, method?: string): Promise<Answer>
  /** Sends bytes and resolves with everything that came back before the server hung up. */
  sendRaw(text: string): Promise<string>
  close(): Promise<void>
}

/** Long enough that compressing pays. */
export const feedText = (name: string): string => `<feed>${`<entry>${name}</entry>`.repeat(200)}</feed>\n`

const silent = (): void => undefined
export const log: Log = { debug: silent, info: silent, warn: silent, error: silent, child: () => log }

export async function startSite(options: Partial<ServeOptions> = {}): Promise<Site> {
  const dir = mkdtempSync(path.join(tmpdir(), 'headwater-serve-'))
  const publicDir = path.join(dir, 'public')
  mkdirSync(publicDir)
  writeFileSync(path.join(dir, 'headwater.db'), 'the state')
  for (const extension of ['rss', 'atom', 'json', 'dropped.atom'])
    writeFileSync(path.join(publicDir, `world.${extension}`), feedText(extension))
  writeFileSync(path.join(publicDir, 'index.html'), '<!doctype html><title>Feeds</title>')
  writeFileSync(path.join(publicDir, 'feeds.opml'), '<opml version="2.0"/>')
  const server = createServer({ host: '127.0.0.1', port: 0, publicDir, log, ...options })
  const { url } = await server.listen()
  return {
    url,
    publicDir,
    ask: (target, headers = {}, method = 'GET') => ask(url, { path: target, headers, method }),
    sendRaw: (text) => sendRaw(Number(new URL(url).port), text),
    async close() {
      await server.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

interface Asked {
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly method: string
}

async function ask(url: string, asked: Asked): Promise<Answer> {
  const answered = Promise.withResolvers<Answer>()
  const sent = request(url, { ...asked, agent: false }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.once('end', () =>
      answered.resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks),
      }),
    )
  })
  sent.once('error', answered.reject)
  sent.end()
  return answered.promise
}

async function sendRaw(port: number, text: string): Promise<string> {
  const ended = Promise.withResolvers<string>()
  let got = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  socket.setEncoding('utf8').on('data', (chunk: string) => (got += chunk))
  socket.once('error', () => ended.resolve(got))
  socket.once('close', () => ended.resolve(got))
  return ended.promise
}
