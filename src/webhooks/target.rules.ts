import { BlockList, isIP } from 'node:net';

/** Longest address of an endpoint. */
export const maxUrlLength = 2_048;

/**
 * IPv4 networks no webhook goes to: the special-purpose registry of IANA, and one address of a cloud's own services
 * that lies among public ones. Metadata services (169.254.169.254, 100.100.100.200, 192.0.0.192) are in these networks.
 */
const refusedIPv4 = [
  '0.0.0.0/8', // this network; 0.0.0.0 reaches the machine itself
  '10.0.0.0/8', // private
  '100.64.0.0/10', // behind a carrier's NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local
  '168.63.129.16/32', // Azure's services for its own machines
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
];

/** Of IPv6 only what is routed worldwide, 2000::/3, is considered; in it these are not, or lead to any IPv4 address. */
const globalIPv6 = '2000::/3';
const refusedIPv6 = [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries an IPv4 address
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

const refused = blockList([...refusedIPv4, ...refusedIPv6]);
const worldwide = blockList([globalIPv6]);

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/**
 * Whether an IP address is one of the public internet. Addresses that stand for another one (IPv4-mapped, NAT64, 6to4),
 * that name an interface, or that cannot be read are none.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && worldwide.check(address, 'ipv6') && !refused.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Why an address cannot be an endpoint, to be continued after "The address". */
export type TargetFault = string;

/**
 * What can be said about an endpoint's address before its name is looked up; undefined when nothing speaks against it.
 * With `allowPrivate` also http and addresses inside the network are taken: for local development.
 */
export function findTargetFault(
  text: string,
  { allowPrivate }: { allowPrivate: boolean },
): TargetFault | undefined {
  if (text.length > maxUrlLength) return `must not be longer than ${maxUrlLength} characters`;
  if (!URL.canParse(text)) return 'must be an absolute URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password';
  if (url.hash !== '') return 'must not contain a fragment';
  if (allowPrivate) return undefined;
  const port = url.port === '' ? 443 : Number(url.port);
  if (port < 1_024 && port !== 443 && port !== 80) return 'must be on port 443, 80, or one above 1023';
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return 'must not lead into a private network';
  return undefined;
}

/** The host as it is looked up: an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
