import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppConfig } from '../../config/app-config.js';
import { MetricsService } from '../../metrics/metrics.service.js';
import { SupplierGuards } from '../guard/supplier-guards.js';
import { SupplierUnknown } from '../supplier.errors.js';
import { DuffelClient, type DuffelRequest } from './duffel-client.js';
import { readBoundedText } from './read-bounded-text.js';

const accessToken = 'duffel_test_very_secret';
const write: DuffelRequest = {
  call: 'createOrder',
  lane: 'order',
  method: 'POST',
  path: '/air/orders',
  data: { type: 'hold' },
  isWrite: true,
  isOrderCreation: true,
  timeoutMs: 2_000,
};
const read = { call: 'getOrder', lane: 'question', path: '/air/orders/ord_1', timeoutMs: 2_000 } as const;

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = (response: ServerResponse, heard: readonly Heard[]) => void;

const servers: Server[] = [];
afterEach(async () => {
  for (let server = servers.pop(); server !== undefined; server = servers.pop()) {
    const closed = new Promise((resolve) => server?.close(resolve));
    server.closeAllConnections();
    await closed;
  }
});

/** A server that answers as told, what it heard, and a client of it. */
async function startSupplier(answer: Answer) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      heard.push({ method: request.method, url: request.url, headers: request.headers, body });
      answer(response, heard);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { heard, port, client: newClient(`http://127.0.0.1:${port}`) };
}

function newClient(baseUrl: string | undefined): DuffelClient {
  const guards = new SupplierGuards(new AppConfig(), new MetricsService());
  return new DuffelClient({ baseUrl, accessToken }, guards.of('duffel'));
}

function answerWith(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers });
    response.end(JSON.stringify(body));
  };
}

const refusal = (code: string, type = 'invalid_state_error') => ({
  errors: [{ type, code, title: 'A title', message: 'A sentence' }],
  meta: { request_id: 'req_1' },
});

test('a request says who asks, in which version, and what', async () => {
  const { client, heard } = await startSupplier(answerWith(201, { data: { id: 'ord_1' } }));
  const answer = await client.send({ ...write, query: { a: 'b c' } });
  expect(answer.status).toBe(201);
  expect(answer.requestId).toBe('req_1');
  expect(answer.body.member('data').text('id')).toBe('ord_1');
  expect(heard).toEqual([
    expect.objectContaining({ method: 'POST', url: '/air/orders?a=b+c', body: '{"data":{"type":"hold"}}' }),
  ]);
  expect(heard[0]?.headers).toMatchObject({
    authorization: `Bearer ${accessToken}`,
    'duffel-version': 'v2',
    'content-type': 'application/json',
    accept: 'application/json',
  });
});

test('what is refused carries the code and the request, never the token', async () => {
  const { client } = await startSupplier(answerWith(422, refusal('offer_expired')));
  const failure = await client.send(write).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'SupplierRefused', reason: 'offer_expired', requestId: 'req_1' });
  expect(JSON.stringify(failure) + String(failure)).not.toContain(accessToken);
});

test('nobody there: nothing was sent', async () => {
  const { client, port } = await startSupplier(answerWith(201, {}));
  const [server] = servers.splice(0);
  await new Promise((resolve) => {
    server?.close(resolve);
  });
  // `localhost` has two addresses on most machines.
  for (const closed of [client, newClient(`http://localhost:${port}`)]) {
    await expect(closed.send(write)).rejects.toMatchObject({
      name: 'SupplierUnavailable',
      why: 'unreachable',
    });
  }
  await expect(newClient(undefined).send(write)).rejects.toMatchObject({ why: 'not_configured' });
});

test('a write whose connection breaks is not known, and is not sent again', async () => {
  const { client, heard } = await startSupplier((response) => response.destroy());
  await expect(client.send(write)).rejects.toMatchObject({ name: 'SupplierUnknown', why: 'connection' });
  expect(heard).toHaveLength(1);
});

test('a read whose connection breaks is asked once more', async () => {
  const { client, heard } = await startSupplier((response, { length }) =>
    length === 1 ? response.destroy() : answerWith(200, { data: { id: 'ord_1' } })(response, []),
  );
  const answer = await client.read(read);
  expect(answer.body.member('data').text('id')).toBe('ord_1');
  expect(heard).toHaveLength(2);

  const broken = await startSupplier((response) => response.destroy());
  await expect(broken.client.read(read)).rejects.toMatchObject({ why: 'connection' });
  expect(broken.heard).toHaveLength(2);
});

test('an answer that does not come, or not in full, is not known', async () => {
  const silent = await startSupplier(() => {});
  await expect(silent.client.send({ ...write, timeoutMs: 100 })).rejects.toMatchObject({ why: 'timeout' });

  const slow = await startSupplier((response) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    response.write('{"data":');
  });
  await expect(slow.client.send({ ...write, timeoutMs: 100 })).rejects.toMatchObject({ why: 'timeout' });

  const cut = await startSupplier((response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"data":');
    setImmediate(() => response.destroy());
  });
  await expect(cut.client.send(write)).rejects.toMatchObject({ name: 'SupplierUnknown', why: 'connection' });
});

test('whoever gives up, or stops the process, does not know either', async () => {
  const { client } = await startSupplier(() => {});
  const giveUp = new AbortController();
  const given = client.send({ ...write, signal: giveUp.signal });
  setTimeout(() => giveUp.abort(new Error('enough')), 50);
  await expect(given).rejects.toMatchObject({ name: 'SupplierUnknown', why: 'aborted' });

  const stopped = client.send(write);
  setTimeout(() => client.close(), 50);
  await expect(stopped).rejects.toMatchObject({ name: 'SupplierUnknown', why: 'aborted' });
  // Nor is anything begun any more: the stop would wait for it.
  await expect(client.send(write)).rejects.toMatchObject({ name: 'SupplierUnknown', why: 'aborted' });
});

test('what cannot be read is not known', async () => {
  const { client } = await startSupplier((response) => response.end('<html>'));
  const answer = await client.send(write);
  expect(() => client.understand(write, answer, (body) => body.member('data'))).toThrow(SupplierUnknown);

  const list = await startSupplier((response) => response.end('[]'));
  await expect(list.client.send(write)).rejects.toMatchObject({ why: 'unreadable' });
});

test('a redirect is not followed: the token would go elsewhere', async () => {
  const { client, heard } = await startSupplier((response) => {
    response.writeHead(307, { location: '/elsewhere' });
    response.end();
  });
  await expect(client.send(write)).rejects.toMatchObject({ name: 'SupplierUnknown', why: 'unreadable' });
  expect(heard).toHaveLength(1);
});

test('more than can be kept in memory is not read', async () => {
  await expect(readBoundedText(new Response('x'.repeat(1_001)), 1_000)).rejects.toThrow('1000 bytes');
  expect(await readBoundedText(new Response('x'.repeat(1_000)), 1_000)).toHaveLength(1_000);
  expect(await readBoundedText(new Response(null), 1_000)).toBe('');
});

describe('the supplier’s limit', () => {
  const soon = () => new Date(Date.now() + 30_000).toUTCString();

  test('when nothing is left in its window, nothing more is sent', async () => {
    const { client, heard } = await startSupplier((response) =>
      answerWith(
        200,
        { data: {} },
        {
          'ratelimit-limit': '60',
          'ratelimit-remaining': '0',
          'ratelimit-reset': soon(),
        },
      )(response, []),
    );
    await client.send(write);
    const failure = await client.send(write).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'SupplierUnavailable', why: 'rate_limited' });
    expect((failure as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(25_000);
    expect(heard).toHaveLength(1);
  });

  test('after 429 it is left alone until it said', async () => {
    const { client, heard } = await startSupplier(
      answerWith(429, refusal('rate_limit_exceeded', 'rate_limit_error'), { 'retry-after': '20' }),
    );
    for (let time = 0; time < 3; time += 1) {
      await expect(client.send(write)).rejects.toMatchObject({ why: 'rate_limited' });
    }
    expect(heard).toHaveLength(1);
  });
});

test('a supplier that fails each time is left in peace, and searches do not shut out bookings', async () => {
  const { client, heard } = await startSupplier((response) => {
    response.writeHead(500);
    response.end();
  });
  for (let time = 0; time < 5; time += 1) {
    await expect(client.send({ ...write, lane: 'search', isWrite: false })).rejects.toMatchObject({
      why: 'server_error',
    });
  }
  await expect(client.send({ ...write, lane: 'search', isWrite: false })).rejects.toMatchObject({
    name: 'SupplierUnavailable',
    why: 'circuit_open',
  });
  expect(heard).toHaveLength(5);
  await expect(client.send(write)).rejects.toMatchObject({ why: 'server_error' });
  expect(heard).toHaveLength(6);
});
