/** A small name server on loopback that answers what a test wants, wrong things and nothing included (RFC 1035). */
import { createSocket, type Socket } from 'node:dgram'
import { createServer, isIPv4, isIPv6, type AddressInfo, type Server } from 'node:net'

/** What to answer: addresses (or `CNAME name`), a code such as 3 for "no such name", or nothing at all. */
export type NameAnswer = readonly string[] | { readonly code: number } | 'silence'

/** `asked` counts the questions for this name and type so far, this one included. */
export type Zone = (name: string, type: 'A' | 'AAAA', asked: number) => NameAnswer

export interface NameServer {
  /** `127.0.0.1:port`. */
  readonly address: string
  /** Names asked for, in order, with the type. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

interface Question {
  readonly name: string
  readonly type: number
  /** Where the question ends in the message. */
  readonly end: number
}

const typeA = 1
const typeCname = 5
const typeAaaa = 28
/** RFC 1035 section 4.2.1: what a datagram may carry when the question does not say more. */
const datagramBytesMax = 512

function readQuestion(message: Buffer): Question {
  const labels: string[] = []
  let at = 12
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 }
}

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1')),
    Buffer.from([0]),
  ])

function encodeAddress(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (mapped !== undefined)
    return Buffer.concat([Buffer.alloc(10), Buffer.from([255, 255]), encodeAddress(mapped)])
  const [head = '', tail = ''] = address.split('::')
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => parseInt(word, 16))
  const [before, after] = [words(head), words(tail)]
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after]
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 255]))
}

/** One resource record for the name of the question; nothing when it is of another type. */
function encodeRecord(record: string, type: number): readonly Buffer[] {
  const target = /^CNAME (.+)$/.exec(record)?.[1]
  const isWanted =
    target !== undefined || (type === typeA ? isIPv4(record) : type === typeAaaa && isIPv6(record))
  if (!isWanted) return []
  const data = target === undefined ? encodeAddress(record) : encodeName(target)
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(target === undefined ? type : typeCname, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return [head, data]
}

function encodeReply(
  message: Buffer,
  question: Question,
  answer: NameAnswer,
  bytesMax: number,
): Buffer | undefined {
  if (answer === 'silence') return undefined
  const records = 'code' in answer ? [] : answer.map((record) => encodeRecord(record, question.type))
  const known = records.filter((record) => record.length > 0)
  const body = Buffer.concat(known.flat())
  const isTooLong = question.end + body.length > bytesMax
  const head = Buffer.from(message.subarray(0, question.end))
  head.writeUInt16BE(0x8180 | (isTooLong ? 0x0200 : 0) | ('code' in answer ? answer.code : 0), 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(isTooLong ? 0 : known.length, 6)
  head.writeUInt32BE(0, 8)
  return isTooLong ? head : Buffer.concat([head, body])
}

/** A port that is free for connections may be taken for datagrams: another is tried. */
async function bindBoth(
  connections: Server,
  wanted: number,
): Promise<{ readonly datagrams: Socket; readonly port: number }> {
  for (;;) {
    await new Promise<void>((resolve, reject) => {
      connections.once('error', reject).listen(wanted, '127.0.0.1', resolve)
    })
    const { port } = connections.address() as AddressInfo
    const datagrams = createSocket('udp4')
    const isBound = await new Promise<boolean>((resolve) => {
      datagrams.once('error', () => resolve(false)).bind(port, '127.0.0.1', () => resolve(true))
    })
    if (isBound) return { datagrams, port }
    if (wanted !== 0) throw new Error(`port ${wanted} is taken`)
    await new Promise((resolve) => connections.close(resolve))
  }
}

/** Listens for datagrams and for connections on the same port. */
export async function startNameServer(zone: Zone, port = 0): Promise<NameServer> {
  const asked: string[] = []
  const counts = new Map<string, number>()
  const answerTo = (message: Buffer, bytesMax: number): Buffer | undefined => {
    const question = readQuestion(message)
    const type = question.type === typeAaaa ? 'AAAA' : 'A'
    const key = `${type} ${question.name}`
    asked.push(key)
    counts.set(key, (counts.get(key) ?? 0) + 1)
    return encodeReply(message, question, zone(question.name, type, counts.get(key) ?? 1), bytesMax)
  }
  const connections = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const message = typeof data === 'string' ? Buffer.from(data) : data
      const reply = answerTo(message.subarray(2), 65_535)
      if (reply === undefined) return
      const length = Buffer.alloc(2)
      length.writeUInt16BE(reply.length)
      socket.write(Buffer.concat([length, reply]))
    })
  })
  const { datagrams, port: bound } = await bindBoth(connections, port)
  datagrams.on('message', (message, from) => {
    const reply = answerTo(message, datagramBytesMax)
    if (reply !== undefined) datagrams.send(reply, from.port, from.address)
  })
  return {
    address: `127.0.0.1:${bound}`,
    asked,
    async close() {
      await new Promise<void>((resolve) => datagrams.close(() => resolve()))
      connections.close()
    },
  }
}
