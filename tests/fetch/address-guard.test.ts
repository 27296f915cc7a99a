/** Which addresses are public, and what the user may exempt. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareHost, createAddressGuard, isPublicAddress } from '../../src/fetch/address-guard.ts'
import { ConfigError } from '../../src/model/errors.ts'

describe('addresses of the public internet', () => {
  test.each([
    '1.1.1.1',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '192.167.255.255',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:830::200e',
    '::ffff:93.184.216.34',
    '64:ff9b::5db8:d822',
  ])('%s may be reached', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('addresses that lead inside, or nowhere', () => {
  test.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['carrier-grade NAT, Alibaba metadata', '100.100.100.200'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['link-local, AWS metadata', '169.254.169.254'],
    ['Azure metadata', '168.63.129.16'],
    ['protocol assignments, Oracle metadata', '192.0.0.192'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['6to4 relay', '192.88.99.1'],
    ['benchmarking', '198.18.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.250'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback in hexadecimal', '::ffff:7f00:1'],
    ['mapped private', '::ffff:10.0.0.1'],
    ['mapped metadata', '::ffff:168.63.129.16'],
    ['translated (RFC 6145)', '::ffff:0:127.0.0.1'],
    ['IPv4-compatible loopback', '::127.0.0.1'],
    ['IPv4-compatible public', '::93.184.216.34'],
    ['NAT64 loopback', '64:ff9b::127.0.0.1'],
    ['NAT64 private', '64:ff9b::a00:1'],
    ['NAT64 metadata', '64:ff9b::a83f:8110'],
    ['local NAT64 (RFC 8215)', '64:ff9b:1::5db8:d822'],
    ['6to4', '2002:7f00:1::'],
    ['6to4 of a public address', '2002:5db8:d822::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['ISATAP', '2001:470:1f0b::200:5efe:7f00:1'],
    ['unique local', 'fc00::1'],
    ['unique local, AWS metadata', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['discard', '100::1'],
    ['segment routing', '5f00::1'],
    ['unassigned', '4000::1'],
    ['not an address', 'example.org'],
    ['not an address', ''],
    ['not an address', '127.1'],
    ['not an address', '2130706433'],
    ['not an address', '0x7f.0.0.1'],
    ['not an address', '1.1.1.1/32'],
  ])('%s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  const privateAddress = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.integer({ min: 224, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255)),
  )

  test('no IPv6 clothing makes an inner IPv4 address public', () => {
    fc.assert(
      fc.property(privateAddress, ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
        const forms = [
          dotted,
          `::ffff:${dotted}`,
          `::ffff:${hex}`,
          `::${hex}`,
          `64:ff9b::${hex}`,
          `2002:${hex}::1`,
        ]
        expect(forms.filter(isPublicAddress)).toEqual([])
      }),
    )
  })

  test('nothing outside 2000::/3 and NAT64 is public', () => {
    const groups = fc.array(fc.nat(0xffff), { minLength: 7, maxLength: 7 })
    const first = fc.nat(0xffff).filter((group) => group >> 13 !== 1 && group !== 0x64 && group !== 0)
    fc.assert(
      fc.property(first, groups, (head, rest) => {
        expect(isPublicAddress([head, ...rest].map((group) => group.toString(16)).join(':'))).toBe(false)
      }),
    )
  })
})

describe('exemptions', () => {
  const guard = createAddressGuard({
    allowPrivate: ['Intranet.Example', '10.1.0.0/16', '192.168.7.7', 'fd12::/16', '::1'],
    hosts: {
      'dispatch.example': '127.0.0.1:4101',
      'SIX.example.': '[::1]:4102',
      'bare.example': '::1',
      'plain.example': '10.0.0.1',
    },
  })

  test.each([
    ['a named host at a private address', 'intranet.example', '172.16.0.9', true],
    ['a named host in other spelling', 'INTRANET.example.', '127.0.0.1', true],
    ['another host at a private address', 'www.example', '172.16.0.9', false],
    ['any host in an exempt network', 'www.example', '10.1.2.3', true],
    ['the network next door', 'www.example', '10.2.2.3', false],
    ['an exempt address', '192.168.7.7', '192.168.7.7', true],
    ['an exempt address mapped into IPv6', 'www.example', '::ffff:192.168.7.7', true],
    ['an address next to an exempt one', 'www.example', '192.168.7.8', false],
    ['an exempt IPv6 network', 'www.example', 'fd12:3::4', true],
    ['another IPv6 network', 'www.example', 'fd13:3::4', false],
    ['a sub-domain of a named host', 'db.intranet.example', '10.9.9.9', false],
  ])('%s', (_what, host, address, allowed) => {
    expect(guard.allows(host, address)).toBe(allowed)
  })

  test.each([
    ['dispatch.example', { address: '127.0.0.1', port: '4101' }],
    ['Dispatch.Example.', { address: '127.0.0.1', port: '4101' }],
    ['six.example', { address: '::1', port: '4102' }],
    ['bare.example', { address: '::1', port: undefined }],
    ['plain.example', { address: '10.0.0.1', port: undefined }],
    ['other.example', undefined],
  ])('%s is fixed to %o', (host, fixed) => {
    expect(guard.fixedAddress(host)).toEqual(fixed)
  })

  test.each([
    ['dispatch.example', true],
    ['intranet.example', true],
    ['10.1.255.255', true],
    ['[::1]', true],
    ['10.2.0.0', false],
    ['localhost', false],
    ['www.example', false],
  ])('%s counts as exempt: %s', (host, exempt) => {
    expect(guard.isExempt(host)).toBe(exempt)
  })

  test('localhost is exempt where 127.0.0.1 is', () => {
    expect(createAddressGuard({ allowPrivate: ['127.0.0.0/8'], hosts: {} }).isExempt('localhost')).toBe(true)
  })

  test.each(['10.0.0.0/33', 'http://intranet.example/', 'a b', '', '*.example', '10.0.0.0/'])(
    'allowPrivate: "%s" is a configuration error',
    (entry) => {
      expect(() => createAddressGuard({ allowPrivate: [entry], hosts: {} })).toThrow(ConfigError)
    },
  )

  test.each(['localhost:80', '127.0.0.1:99999', '127.0.0.1:', 'www.example', '::1:80:', ''])(
    'hosts: "%s" is a configuration error',
    (target) => {
      expect(() => createAddressGuard({ allowPrivate: [], hosts: { 'a.example': target } })).toThrow(
        ConfigError,
      )
    },
  )

  test.each([
    ['[::1]', '::1'],
    ['WWW.Example.', 'www.example'],
    ['www.example', 'www.example'],
  ])('the bare form of %s is %s', (host, bare) => {
    expect(bareHost(host)).toBe(bare)
  })
})
