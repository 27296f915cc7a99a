/** Certificates for tests, made anew each time and trusted by nobody else (RFC 5280, in DER by hand). */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

export interface Identity {
  /** PEM. */
  readonly cert: string
  readonly key: string
}

export interface Authority extends Identity {
  /** Signs a certificate for these host names. */
  issue(names: readonly string[], validity?: Validity): Identity
}

export interface Validity {
  readonly from: Date
  readonly to: Date
}

const dayMs = 24 * 3_600_000
const aroundNow = (): Validity => ({
  from: new Date(Date.now() - dayMs),
  to: new Date(Date.now() + 30 * dayMs),
})

/** One element: tag, length, content. */
function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const sizes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...sizes]), content])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts)
const octets = (content: Uint8Array): Buffer => element(0x04, content)
const bits = (content: Uint8Array): Buffer => element(0x03, Buffer.from([0]), content)
const integer = (content: Uint8Array): Buffer => element(0x02, content)
const yes = element(0x01, Buffer.from([255]))

function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const tail = rest.flatMap((part) => {
    const groups = [part & 127]
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    return groups
  })
  return element(0x06, Buffer.from([first * 40 + second, ...tail]))
}

/** `YYMMDDHHMMSSZ`, for the years 1950 to 2049. */
const time = (date: Date): Buffer =>
  element(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))

const nameOf = (commonName: string): Buffer =>
  sequence(element(0x31, sequence(identifier('2.5.4.3'), element(0x0c, Buffer.from(commonName)))))

const extension = (dotted: string, isCritical: boolean, value: Buffer): Buffer =>
  sequence(identifier(dotted), ...(isCritical ? [yes] : []), octets(value))

/** ECDSA with SHA-256. */
const algorithm = sequence(identifier('1.2.840.10045.4.3.2'))

interface Wanted {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: KeyObject
  readonly signer: KeyObject
  readonly validity: Validity
  readonly extensions: readonly Buffer[]
}

function makeCertificate({ subject, issuer, publicKey, signer, validity, extensions }: Wanted): string {
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)])
  const body = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    nameOf(issuer),
    sequence(time(validity.from), time(validity.to)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(...extensions)),
  )
  const whole = sequence(body, algorithm, bits(sign('sha256', body, signer)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

const makeKeys = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' })

/** An authority that trusts itself. */
export function makeAuthority(name: string): Authority {
  const { publicKey, privateKey } = makeKeys()
  const mayIssue = extension('2.5.29.19', true, sequence(yes))
  const own = { subject: name, issuer: name, publicKey, signer: privateKey, validity: aroundNow() }
  return {
    cert: makeCertificate({ ...own, extensions: [mayIssue] }),
    key: pem(privateKey),
    issue(names, validity = aroundNow()) {
      const keys = makeKeys()
      const hosts = sequence(...names.map((host) => element(0x82, Buffer.from(host))))
      const cert = makeCertificate({
        subject: names[0] ?? '',
        issuer: name,
        publicKey: keys.publicKey,
        signer: privateKey,
        validity,
        extensions: [extension('2.5.29.17', false, hosts)],
      })
      return { cert, key: pem(keys.privateKey) }
    },
  }
}
