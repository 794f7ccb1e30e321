import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from '../../support/eventually.js';
import { TcpProxy } from './proxy.js';

let server: Server;
let proxy: TcpProxy;
let accepted: Socket[];

beforeEach(async () => {
  accepted = [];
  server = createServer((socket) => accepted.push(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  proxy = await TcpProxy.listen(() => port);
});
afterEach(async () => {
  await proxy.close();
  for (const socket of accepted) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function conversation(): Promise<{ client: Socket; far: Socket; heard: () => string }> {
  const before = accepted.length;
  const client = connect(proxy.port, '127.0.0.1');
  client.on('error', () => {});
  let heard = '';
  client.setEncoding('utf8').on('data', (part: string) => (heard += part));
  await once(client, 'connect');
  const far = await eventually(() => {
    const socket = accepted.at(-1);
    if (socket === undefined || accepted.length === before) throw new Error('nobody has connected');
    return socket;
  });
  return { client, far, heard: () => heard };
}

test('nothing overtakes what was sent before, whatever the delay is changed to', async () => {
  const { client, far } = await conversation();
  proxy.setDelay(60);
  client.write('first ');
  await new Promise((resolve) => setImmediate(resolve));
  await eventually(() => expect(client.writableLength).toBe(0));
  proxy.setDelay(0);
  client.end('second');
  expect(await text(far)).toBe('first second');
});

test('cut connections are closed for both, and new ones are let through', async () => {
  const { client } = await conversation();
  const closed = new Promise((resolve) => client.once('close', resolve));
  proxy.cutAll();
  await closed;
  expect(proxy.cuts).toBe(1);
  const next = await conversation();
  next.far.write('hello');
  await eventually(() => expect(next.heard()).toBe('hello'));
});

test('a silent network says later what was said meanwhile', async () => {
  const { far, heard } = await conversation();
  far.write('before ');
  await eventually(() => expect(heard()).toBe('before '));
  proxy.goSilent();
  far.write('meanwhile');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard()).toBe('before ');
  proxy.speakAgain();
  await eventually(() => expect(heard()).toBe('before meanwhile'));
});
