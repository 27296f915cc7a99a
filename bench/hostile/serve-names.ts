/**
 * The name server for a hostile server reached at a public address: `node bench/hostile/serve-names.ts PUBLIC_ADDRESS`, as
 * root in a network namespace whose resolv.conf names 127.0.0.1. README.md beside this file has the commands.
 */
import { startNameServer, type NameAnswer } from '../../tests/world/name-server.ts'

const [publicAddress = '93.184.216.34'] = process.argv.slice(2)
const inside = '127.0.0.1'

/** By the first label of the name; IPv4 unless the answer says otherwise. */
const answers: Readonly<Record<string, NameAnswer>> = {
  loop: [inside],
  mixed: [publicAddress, inside],
  six: [`::ffff:${inside}`],
  meta: ['169.254.169.254'],
  cname: ['CNAME localhost', inside],
  nx: { code: 3 },
  servfail: { code: 2 },
  empty: [],
  many: Array.from({ length: 200 }, (_, index) => `198.51.100.${index}`),
  feeds: [publicAddress],
}

const server = await startNameServer((name, _type, asked) => {
  const [label = ''] = name.split('.')
  if (label.startsWith('timeout')) return 'silence'
  if (name.includes('.rebind.')) return asked === 1 ? [publicAddress] : [inside]
  if (label.startsWith('fine')) return [publicAddress]
  return answers[label] ?? { code: 3 }
}, 53)
console.log(`names are served at ${server.address}`)
