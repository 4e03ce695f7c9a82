import { BlockList, isIPv6 } from 'node:net'

// IANA special-purpose registries, and the ranges that carry an IPv4 address inside an IPv6 one
const v4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const v6: readonly [string, number][] = [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

const inside4 = new BlockList()
for (const [network, prefix] of v4) inside4.addSubnet(network, prefix, 'ipv4')
const inside6 = new BlockList()
for (const [network, prefix] of v6) inside6.addSubnet(network, prefix, 'ipv6')

/** Whether an IP address is one of the public internet, and no way round to this computer or its network. */
export const isPublicAddress = (address: string): boolean =>
  isIPv6(address) ? !inside6.check(address.replace(/%.*$/, ''), 'ipv6') : !inside4.check(address, 'ipv4')
