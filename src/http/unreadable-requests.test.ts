import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerUnreadableRequests } from './unreadable-requests.js';

const tooLate = Object.assign(new Error('too late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });

async function serve() {
  const server = createServer();
  answerUnreadableRequests(server);
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, connected, asked, url: `http://127.0.0.1:${port}/` };
}

test('a request that is there as a whole is answered by who handles it, whatever Node says of its time', async () => {
  const { server, connected, asked, url } = await serve();
  const answer = fetch(url, { method: 'POST', body: 'all of it' });
  const [socket] = await connected;
  const [, response] = await asked;
  response.req.resume();
  await once(response.req, 'end');
  server.emit('clientError', tooLate, socket);
  response.end('done');
  expect(await (await answer).text()).toBe('done');
  server.closeAllConnections();
  server.close();
});

test('one whose body does not come is refused', async () => {
  const { server, connected, asked, url } = await serve();
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('some')),
  });
  const answer = fetch(url, { method: 'POST', body, duplex: 'half' });
  const [socket] = await connected;
  await asked;
  server.emit('clientError', tooLate, socket);
  const { status } = await answer;
  expect(status).toBe(408);
  server.closeAllConnections();
  server.close();
});
