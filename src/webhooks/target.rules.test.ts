import { findTargetFault, isPublicAddress } from './target.rules.js';

describe('an address is not public when it is', () => {
  test.each([
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['private', ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1']],
    ['unique local', ['fc00::1', 'fd00:ec2::254', 'fdff:ffff::1']],
    ['link-local', ['169.254.0.1', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'fec0::1']],
    ['a metadata service', ['169.254.169.254', '100.100.100.200', '192.0.0.192', '168.63.129.16']],
    ['behind a carrier’s NAT', ['100.64.0.1', '100.127.255.255']],
    ['multicast or broadcast', ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1']],
    ['reserved', ['240.0.0.1', '192.0.0.1', '198.18.0.1', '192.88.99.1', '4000::1', '::2']],
    ['for documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    [
      'mapped from IPv4',
      [
        '::ffff:10.0.0.1',
        '::ffff:127.0.0.1',
        '::ffff:7f00:1',
        '::ffff:8.8.8.8',
        '::127.0.0.1',
        '::ffff:0:127.0.0.1',
      ],
    ],
    ['NAT64', ['64:ff9b::10.0.0.1', '64:ff9b::808:808', '64:ff9b:1::1']],
    [
      '6to4 or Teredo',
      ['2002:7f00:1::', '2002:808:808::1', '2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ],
    ['discard-only or segment routing', ['100::1', '5f00::1']],
    ['no address', ['', 'localhost', '1.2.3', '1.2.3.4.5', '08.8.8.8', 'g::1']],
  ])('%s', (_kind, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

test('addresses of the internet are public, also right beside the private ones', () => {
  const addresses = [
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:80b::200e',
    '2001:4860:4860::8888',
  ];
  expect(addresses.filter((address) => !isPublicAddress(address))).toEqual([]);
});

describe('an endpoint', () => {
  test.each([
    'https://hooks.example.com/holdfast?tenant=7',
    'https://hooks.example.com:8443/',
    'https://hooks.example.com:80/',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
  ])('can be %s', (url) => {
    expect(findTargetFault(url, { allowPrivate: false })).toBeUndefined();
  });

  test.each([
    ['http://hooks.example.com/', 'https://'],
    ['ftp://hooks.example.com/', 'https://'],
    ['file:///etc/passwd', 'https://'],
    ['hooks.example.com', 'absolute'],
    ['https://', 'absolute'],
    ['https://user:secret@hooks.example.com/', 'password'],
    ['https://user@hooks.example.com/', 'password'],
    ['https://hooks.example.com/#top', 'fragment'],
    ['https://hooks.example.com:22/', 'port'],
    ['https://hooks.example.com:25/', 'port'],
    [`https://hooks.example.com/${'x'.repeat(2_048)}`, 'longer'],
    ['https://127.0.0.1/', 'private network'],
    ['https://[::1]/', 'private network'],
    ['https://[::ffff:10.0.0.1]/', 'private network'],
    ['https://169.254.169.254/latest/meta-data/', 'private network'],
    // The many ways to write an IPv4 address.
    ['https://2130706433/', 'private network'],
    ['https://0x7f.1/', 'private network'],
    ['https://0177.0.0.1/', 'private network'],
    ['https://127.1/', 'private network'],
    ['https://①②⑦.0.0.1/', 'private network'],
    ['https://127.0.0.1./', 'private network'],
  ])('cannot be %s', (url, why) => {
    expect(findTargetFault(url, { allowPrivate: false })).toContain(why);
  });

  test('may be on this machine, and without TLS, where that is allowed', () => {
    expect(findTargetFault('http://127.0.0.1:3001/hooks', { allowPrivate: true })).toBeUndefined();
    expect(findTargetFault('ftp://127.0.0.1/', { allowPrivate: true })).toContain('https://');
    expect(findTargetFault('http://user:secret@127.0.0.1/', { allowPrivate: true })).toContain('password');
  });
});
