/** What a URL must look like before anything is asked. */
import { describe, expect, test } from 'vitest'
import { createAddressGuard } from '../../src/fetch/address-guard.ts'
import { allowedPorts, findRefusal } from '../../src/fetch/check-url.ts'

const guard = createAddressGuard({
  allowPrivate: ['intranet.example', '10.1.0.0/16'],
  hosts: { 'dispatch.example': '127.0.0.1:4101' },
})
const ports = allowedPorts([
  'https://feeds.example:8443/rss',
  'http://user:pass@other.example:8080/',
  'https://plain.example/',
  'not a url',
])

test('the ports are 80, 443 and those of the named URLs', () => {
  expect([...ports].toSorted()).toEqual(['443', '80', '8080', '8443'])
})

describe('a URL', () => {
  test.each([
    ['http://courier.example/', undefined],
    ['https://courier.example/', undefined],
    ['http://courier.example:443/', undefined],
    ['https://courier.example:8443/', undefined],
    ['https://another.example:8080/', undefined],
    ['https://courier.example:22/', 'port 22 is neither 80, 443 nor named by a source'],
    ['http://93.184.216.34/', undefined],
    ['http://127.0.0.1/', '127.0.0.1 is not a public address'],
    ['http://[::1]:8443/', '::1 is not a public address'],
    ['http://0x7f.1/', '127.0.0.1 is not a public address'],
    ['http://10.2.0.1/', '10.2.0.1 is not a public address'],
    ['http://10.1.0.1:9999/', undefined],
    ['http://intranet.example:9999/', undefined],
    ['http://dispatch.example:9999/', undefined],
    ['ftp://courier.example/', 'only http and https are asked, not ftp'],
    ['file:///etc/hosts', 'only http and https are asked, not file'],
  ])('%s: %s', (url, refusal) => {
    expect(findRefusal(new URL(url), guard, ports)).toBe(refusal)
  })
})
