import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { ClientAddresses, isAddressOrNetwork, senderOf } from './client-address.js';

const addresses = new ClientAddresses(['127.0.0.0/8', '::1', '10.1.0.0/16', '2001:db8:f::/48', 'fd00::7']);

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:50123', '192.0.2.1'],
  ['10.2.0.1', '10.2.0.1'],
])('%s counts as %s', (address, key) => {
  expect(addresses.keyOf(address)).toBe(key);
});

test('addresses of one IPv6 /64 are one caller, however they are spelled, and those of the next are another', () => {
  const spellings = [
    '2001:db8:0:42::1',
    '2001:0db8:0000:0042:ffff:ffff:ffff:ffff',
    '[2001:DB8:0:42::1]:443',
    '2001:db8:0:42:1::',
    '2001:db8:0:42:1:2:192.0.2.7',
    '2001:db8::42:1:2:3:4',
  ];
  expect(new Set(spellings.map((address) => addresses.keyOf(address)))).toEqual(
    new Set(['2001:db8:0:42::/64']),
  );
  expect(addresses.keyOf('2001:db8:0:43::1')).toBe('2001:db8:0:43::/64');
  expect(addresses.keyOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(addresses.keyOf('::2')).toBe('0:0:0:0::/64');
});

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '::1',
  '::ffff:127.0.0.1',
  '10.1.255.255',
  '2001:db8:f:1::9',
  'fd00::7',
])('%s is exempt', (address) => {
  expect(addresses.keyOf(address)).toBeUndefined();
});

test.each(['fd00::8', '2001:db8:e::1', '10.0.255.255'])(
  '%s, beside a network that is exempt, is not',
  (address) => {
    expect(addresses.keyOf(address)).toBeDefined();
  },
);

test('what is no address is one caller', () => {
  expect(['', 'unknown', '_hidden', '1.2.3', '1.2.3.4.5'].map((address) => addresses.keyOf(address))).toEqual(
    Array.from({ length: 5 }, () => 'unknown'),
  );
});

test('a setting may name addresses and networks and nothing else', () => {
  const good = ['192.0.2.1', '192.0.2.0/24', '0.0.0.0/0', '2001:db8::/32', '::1', '::/0'];
  const bad = [
    '192.0.2.0/33',
    '192.0.2',
    '::/129',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    '10.0.0.0/-1',
    'localhost',
    '',
    7,
  ];
  expect(good.filter((text) => !isAddressOrNetwork(text))).toEqual([]);
  expect(bad.filter((text) => isAddressOrNetwork(text))).toEqual([]);
});

test.each([
  ['without a proxy of ours is whoever is connected, whatever it claims', 0, '192.0.2.1', '198.51.100.1'],
  ['behind one proxy is whom that proxy has written down', 1, '192.0.2.1, 192.0.2.2', '192.0.2.2'],
  ['behind two is whom the outer one has written down', 2, 'forged, 192.0.2.1, 192.0.2.2', '192.0.2.1'],
  ['behind more than have written is the first that is written', 3, '192.0.2.1,192.0.2.2', '192.0.2.1'],
  ['of a header with gaps is taken from what is there', 1, '192.0.2.1, ,', '192.0.2.1'],
  ['of an empty header is whoever is connected', 1, ' ', '198.51.100.1'],
  ['that no proxy has written down is whoever is connected', 1, undefined, '198.51.100.1'],
])('a sender %s', (_rule, hops, forwarded, sender) => {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: '198.51.100.1' });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded;
  expect(senderOf(request, hops)).toBe(sender);
});
