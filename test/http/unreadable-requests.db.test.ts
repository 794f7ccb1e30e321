import { Controller, Get } from '@nestjs/common';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { Public } from '../../src/http/auth/access.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

@Public()
@Controller('v1/things')
class ThingsController {
  @Get()
  list(): object {
    return {};
  }
}

let database: TestDatabase;
let probe: ProbeApp;
beforeAll(async () => {
  database = await createTestDatabase();
  probe = await startProbeApp([ThingsController], { databaseUrl: database.url });
});
afterAll(async () => {
  await probe.close();
  await database.drop();
});

/** Sends bytes and reads until the server closes. */
async function send(bytes: string): Promise<{ head: string; problem: Record<string, unknown> }> {
  const socket = connect(Number(new URL(probe.url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.write(bytes);
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, problem: JSON.parse(body) as Record<string, unknown> };
}

test.each([
  [
    'headers of 20 kB',
    `GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
  ['what is no HTTP', 'hello there\r\n\r\n', 400, 'invalid_request'],
  [
    'two lengths for one body',
    'POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'invalid_request',
  ],
])('%s: a problem document, and the connection is closed', async (_case, bytes, status, code) => {
  const { head, problem } = await send(bytes);
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\r\\n`));
  expect(head).toContain('Content-Type: application/problem+json; charset=utf-8');
  expect(head).toContain('Connection: close');
  expect(problem).toMatchObject({ status, code, instance: expect.stringMatching(/^[\w-]{36}$/) });
});

test('a request that does not arrive in time is 408', async () => {
  const server: Server = probe.app.getHttpServer();
  server.requestTimeout = 200;
  server.headersTimeout = 100;
  // Node looks at its connections every 30 s, which cannot be changed once it listens.
  const head = 'POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5';
  const { problem } = await send(`${head}\r\n\r\nab`);
  expect(problem).toMatchObject({ status: 408, code: 'request_timeout' });
});

test('a connection that is refused for its second request has answered the first', async () => {
  const socket = connect(Number(new URL(probe.url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.write('GET /v1/things HTTP/1.1\r\nHost: x\r\n\r\n');
  while (!answer.includes('{}')) await once(socket, 'data');
  socket.write('nonsense\r\n\r\n');
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\{\}HTTP\/1\.1 400 /);
});
