import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv4, isIPv6, SocketAddress } from 'node:net';

/** Addresses remembered with their keys. A few hundred bytes each. */
const maxRemembered = 20_000;

/**
 * What an address is counted under, or undefined for one that is exempt. An IPv6 address counts for its /64: that is
 * what one customer is given, and counting single addresses of it would count nothing.
 */
export class ClientAddresses {
  private readonly exempt: BlockList;
  private readonly keys = new Map<string, string | undefined>();

  /** @param exempt addresses and networks (`10.0.0.0/8`, `::1`), checked by the settings */
  constructor(exempt: readonly string[]) {
    this.exempt = toBlockList(exempt);
  }

  /** @param address of a socket, or as a proxy of ours has written it down */
  keyOf(address: string): string | undefined {
    if (this.keys.has(address)) return this.keys.get(address);
    const key = this.findKey(bareAddress(address));
    if (this.keys.size >= maxRemembered) this.keys.clear();
    this.keys.set(address, key);
    return key;
  }

  private findKey(address: string): string | undefined {
    if (isIPv4(address)) return this.exempt.check(address, 'ipv4') ? undefined : address;
    // What no proxy should write: all of it is one caller.
    if (!isIPv6(address)) return 'unknown';
    return this.exempt.check(address, 'ipv6') ? undefined : `${prefix64(address)}::/64`;
  }
}

/**
 * The address a request was sent from, past so many proxies of ours: each has written down in `X-Forwarded-For` whom it
 * was called by, the one next to us last. What stands further left anybody may have written.
 */
export function senderOf({ socket, headers }: IncomingMessage, trustedProxyHops: number): string {
  const { remoteAddress = '' } = socket;
  const forwarded = headers['x-forwarded-for'];
  if (trustedProxyHops === 0 || forwarded === undefined) return remoteAddress;
  const senders = String(forwarded)
    .split(',')
    .map((sender) => sender.trim())
    .filter((sender) => sender !== '');
  return senders[Math.max(0, senders.length - trustedProxyHops)] ?? remoteAddress;
}

/** Whether the text names an address or a network in CIDR notation. */
export function isAddressOrNetwork(text: unknown): boolean {
  if (typeof text !== 'string') return false;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function toBlockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  }
  return list;
}

/** Without what surrounds it: the port some proxies add, brackets, a zone, the IPv6 spelling of an IPv4 address. */
function bareAddress(address: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
  const withoutZone = bare.replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/i.exec(withoutZone)?.[1];
  return mapped ?? withoutZone;
}

/** The first four groups, in full: one network has one spelling. */
function prefix64(address: string): string {
  // In its shortest spelling, without an IPv4 address at the end.
  const { address: short } = new SocketAddress({ address, family: 'ipv6' });
  const [head = '', tail] = short.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const groups = tail === undefined ? before : [...before, ...zeros, ...after];
  return groups.slice(0, 4).join(':');
}
