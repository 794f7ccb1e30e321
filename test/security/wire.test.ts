import { connect } from 'node:net';
import { startTestApp, type TestApp } from '../support/app.js';

let holdfast: TestApp;
let authorization: string;

beforeAll(async () => {
  holdfast = await startTestApp();
  ({ authorization } = await holdfast.signIn('alice'));
});
afterAll(async () => {
  // Whatever came over the wire, it serves.
  expect((await fetch(`${holdfast.url}/ping`)).status).toBe(200);
  await holdfast.close();
});

/** Sends bytes and returns all that comes back until the server hangs up, or has said nothing for a while. */
function send(bytes: string | Buffer, quietMs = 400): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(holdfast.url);
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('latin1').setTimeout(quietMs, () => socket.destroy());
    socket.on('data', (part: string) => (text += part)).once('close', () => resolve(text));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      // A server that refuses early may hang up while we are still sending.
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(text) : reject(error),
    );
  });
}

function statusesIn(text: string): string[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status);
}

const smuggled = 'GET /v1/admin/holds HTTP/1.1\r\nHost: x\r\n\r\n';

describe('a request whose end two servers could disagree about is refused, and what hides in it is none', () => {
  test.each<[string, string]>([
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n`],
    ['a length and chunks', `Content-Length: ${smuggled.length}\r\nTransfer-Encoding: chunked\r\n`],
    ['chunks and a length', `Transfer-Encoding: chunked\r\nContent-Length: 6\r\n`],
    ['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n'],
    ['chunks misspelt', 'Transfer-Encoding: xchunked\r\n'],
    ['chunks behind a tab', 'Transfer-Encoding:\tchunked, identity\r\n'],
    ['a negative length', 'Content-Length: -1\r\n'],
    ['a length that is none', 'Content-Length: 0x10\r\n'],
    ['a header broken over lines', 'X-A: b\r\n c: d\r\nContent-Length : 5\r\n'],
    ['a header without a name', ': a\r\n'],
    ['a NUL in a header', 'X-A: a\0b\r\n'],
    ['a lone line feed', 'X-A: b\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n'],
  ])('%s', async (_what, header) => {
    const head = `POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${header}\r\n`;
    const statuses = statusesIn(await send(`${head}0\r\n\r\n${smuggled}`));
    expect(statuses).toEqual(['400']);
  });
});

test.each<[string, string]>([
  ['an address of 100 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a header of 100 kB', `GET /ping HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`],
  ['ten thousand headers', `GET /ping HTTP/1.1\r\nHost: x\r\n${'X-A: b\r\n'.repeat(10_000)}\r\n`],
  ['a cookie without end', `GET /ping HTTP/1.1\r\nHost: x\r\nCookie: ${'a=b;'.repeat(30_000)}\r\n\r\n`],
])('%s is refused', async (_what, bytes) => {
  expect(['431', '400', undefined]).toContain(statusesIn(await send(bytes))[0]);
  expect(statusesIn(await send(bytes))).not.toContain('200');
});

test.each<[string, string]>([
  ['what is no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['HTTP of another version', 'GET /ping HTTP/9.9\r\nHost: x\r\n\r\n'],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['no host', 'GET /ping HTTP/1.1\r\n\r\n'],
  ['an unknown method', 'STEAL /v1/holds HTTP/1.1\r\nHost: x\r\n\r\n'],
])('%s is refused, and the connection with it', async (_what, bytes) => {
  const text = await send(bytes);
  expect(statusesIn(text).filter((status) => status !== '400')).toEqual([]);
  expect(text).not.toMatch(/node|express|at .*\.js/i);
});

test('a tunnel or another protocol is not opened', async () => {
  expect(
    statusesIn(await send('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n')),
  ).not.toContain('200');
  const upgrade = 'GET /ping HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
  expect(statusesIn(await send(upgrade))).not.toContain('101');
});

test('a body that is cut off has no effect', async () => {
  const head = `POST /v1/holds HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n`;
  expect(statusesIn(await send(`${head}{"hotelId":1,`))).not.toContain('201');
  const { body } = {
    body: await (await fetch(`${holdfast.url}/v1/holds`, { headers: { authorization } })).json(),
  };
  expect(body).toEqual({ data: [], nextCursor: null });
});

test('a body larger than it may be is refused before it is here', async () => {
  for (const path of ['/v1/holds', '/v1/webhooks/stripe']) {
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\n`;
    expect(statusesIn(await send(`${head}Content-Length: 10000000000\r\n\r\n{`, 2_000))).toEqual(['413']);
  }
  // Chunks do not say how large they are.
  const chunked = `POST /v1/holds HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
  expect(statusesIn(await send(`${chunked}${chunk.repeat(8)}0\r\n\r\n`, 2_000))).toEqual(['413']);
});

test('headers that come slowly have less time than the whole request, and that has an end', () => {
  const { headersTimeout, requestTimeout, keepAliveTimeout, maxHeadersCount } = holdfast.app.getHttpServer();
  // The wrong way round Node swaps them, and a body could trickle in for longer than was meant.
  expect(headersTimeout).toBeLessThan(requestTimeout);
  expect([headersTimeout > 0, requestTimeout <= 60_000, keepAliveTimeout <= 120_000]).toEqual([
    true,
    true,
    true,
  ]);
  expect(maxHeadersCount === null || maxHeadersCount > 0).toBe(true);
});

test('an answer nobody reads keeps nobody else waiting', async () => {
  const { hostname, port } = new URL(holdfast.url);
  const readers = Array.from({ length: 20 }, () => {
    const socket = connect(Number(port), hostname, () =>
      socket.write('GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20)),
    );
    return socket.pause().on('error', () => {});
  });
  expect((await fetch(`${holdfast.url}/v1/hotels`)).status).toBe(200);
  for (const socket of readers) socket.destroy();
});
