import { getEventListeners } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  TargetRefused,
  WebhookSender,
  type ResolvedAddress,
  type WebhookSenderOptions,
} from './webhook-sender.js';

const servers: (Server | TcpServer)[] = [];
const sockets = new Set<Socket>();
const never = new AbortController().signal;
const message = { headers: { 'content-type': 'application/json' }, body: '{"ok":"ü"}' };

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function serve(listener: RequestListener): Promise<number> {
  return listen(createServer(listener));
}

function sender(options: Partial<WebhookSenderOptions> = {}): WebhookSender {
  return new WebhookSender({
    allowPrivate: true,
    timeoutMs: 5_000,
    resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    ...options,
  });
}

/** A sender for which every name has these addresses; it counts how often it asked. */
function resolving(...addresses: string[]): { guarded: WebhookSender; asked: string[] } {
  const asked: string[] = [];
  const resolve = (hostname: string): Promise<ResolvedAddress[]> => {
    asked.push(hostname);
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return { guarded: sender({ allowPrivate: false, resolve }), asked };
}

describe('a message is', () => {
  test('posted with its headers and bytes; the name goes along, the connection to the address it was given', async () => {
    const seen: unknown[] = [];
    const port = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { host, 'content-type': type } = request.headers;
        seen.push([request.method, request.url, host, type, Buffer.concat(chunks).toString()]);
        response.writeHead(204).end();
      });
    });
    const url = `http://hooks.example.test:${port}/in?tenant=7`;
    expect(await sender().send({ ...message, url }, never)).toEqual({ kind: 'delivered', status: 204 });
    expect(seen).toEqual([
      ['POST', '/in?tenant=7', `hooks.example.test:${port}`, 'application/json', message.body],
    ]);
  });

  test.each([
    [200, { kind: 'delivered', status: 200 }],
    [202, { kind: 'delivered', status: 202 }],
    [400, { kind: 'failed', status: 400, error: 'answered 400' }],
    [410, { kind: 'gone', status: 410 }],
    [429, { kind: 'failed', status: 429, error: 'answered 429' }],
    [500, { kind: 'failed', status: 500, error: 'answered 500' }],
  ])('judged by the status: %d', async (status, outcome) => {
    const port = await serve((_request, response) => response.writeHead(status).end('something secret'));
    expect(await sender().send({ ...message, url: `http://127.0.0.1:${port}/` }, never)).toEqual(outcome);
  });

  test('not sent on where a redirect points', async () => {
    let inside = 0;
    const target = await serve((_request, response) => {
      inside += 1;
      response.end();
    });
    const port = await serve((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end(),
    );
    expect(await sender().send({ ...message, url: `http://127.0.0.1:${port}/` }, never)).toEqual({
      kind: 'failed',
      status: 307,
      error: 'redirects are not followed',
    });
    expect(inside).toBe(0);
  });

  test('delivered also when the endless answer is not read to its end', async () => {
    let written = 0;
    const port = await serve((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(4_096))) written += 4_096;
      };
      response.on('drain', more);
      more();
    });
    const url = `http://127.0.0.1:${port}/`;
    expect(await sender().send({ ...message, url }, never)).toEqual({ kind: 'delivered', status: 200 });
    expect(written).toBeLessThan(20_000_000);
  });
});

describe('an attempt fails', () => {
  test('after the time it may take, wherever the endpoint hangs', async () => {
    const silent = await serve(() => {});
    const dripping = await serve((_request, response) => {
      response.writeHead(500, { 'content-length': '100' }).write('x');
    });
    const deaf = await listen(createTcpServer(() => {}));
    const hasty = sender({ timeoutMs: 200 });
    const late = { kind: 'failed', error: 'no answer within 200 ms' };
    expect(await hasty.send({ ...message, url: `http://127.0.0.1:${silent}/` }, never)).toEqual(late);
    expect(await hasty.send({ ...message, url: `https://127.0.0.1:${deaf}/` }, never)).toEqual(late);
    const unanswered = sender({ timeoutMs: 200, resolve: () => new Promise(() => {}) });
    expect(await unanswered.send({ ...message, url: 'http://hooks.example.test/' }, never)).toEqual(late);
    // What counts was said before it hung.
    expect(await hasty.send({ ...message, url: `http://127.0.0.1:${dripping}/` }, never)).toMatchObject({
      status: 500,
    });
  });

  test('when nobody listens, or hangs up', async () => {
    const closed = await serve(() => {});
    await new Promise<void>((resolve) => servers.pop()?.close(() => resolve()));
    expect(await sender().send({ ...message, url: `http://127.0.0.1:${closed}/` }, never)).toEqual({
      kind: 'failed',
      error: 'the connection failed (ECONNREFUSED)',
    });
    const rude = await listen(createTcpServer((socket) => socket.destroy()));
    expect(await sender().send({ ...message, url: `http://127.0.0.1:${rude}/` }, never)).toEqual({
      kind: 'failed',
      error: 'the connection failed (ECONNRESET)',
    });
  });

  test('when the certificate is not one to be trusted', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-tls-'));
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=hooks.example.test', '-addext', 'subjectAltName=DNS:hooks.example.test'];
    const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
    execFileSync('openssl', ['req', '-x509', ...keys, '-out', cert, '-days', '2', ...subject], {
      stdio: 'ignore',
    });
    let reached = 0;
    const server = createTlsServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_request, response) => {
        reached += 1;
        response.end();
      },
    );
    rmSync(folder, { recursive: true });
    const port = await listen(server);
    expect(await sender().send({ ...message, url: `https://hooks.example.test:${port}/` }, never)).toEqual({
      kind: 'failed',
      error: 'the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    expect(reached).toBe(0);
  });

  test('without a verdict when it is given up', async () => {
    const stop = new AbortController();
    const port = await serve(() => stop.abort());
    const url = `http://127.0.0.1:${port}/`;
    expect(await sender().send({ ...message, url }, stop.signal)).toEqual({ kind: 'aborted' });
    expect(await sender().send({ ...message, url }, stop.signal)).toEqual({ kind: 'aborted' });
  });

  test('and leaves nothing at the signal of the process, however it ended', async () => {
    const { signal } = new AbortController();
    const port = await serve((_request, response) => response.end());
    for (const url of [`http://127.0.0.1:${port}/`, 'http://127.0.0.1:1/']) {
      await sender().send({ ...message, url }, signal);
    }
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('nothing is sent inside the network', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.1.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fd00:ec2::254',
    'fe80::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
  ])('by a name that leads to %s', async (address) => {
    const { guarded, asked } = resolving('1.1.1.1', address);
    const url = 'https://inside.example.test/';
    await expect(guarded.assertAllowed(url)).rejects.toThrow(TargetRefused);
    expect(await guarded.send({ ...message, url }, never)).toEqual({
      kind: 'failed',
      error: 'the address must not lead into a private network',
    });
    expect(asked).toEqual(['inside.example.test', 'inside.example.test']);
  });

  test('by an address written out, by http, or by a name nobody knows', async () => {
    const { guarded, asked } = resolving('1.1.1.1');
    for (const url of ['https://127.0.0.1/', 'https://[::1]/', 'http://hooks.example.test/']) {
      await expect(guarded.assertAllowed(url)).rejects.toThrow(TargetRefused);
      expect(await guarded.send({ ...message, url }, never)).toMatchObject({ kind: 'failed' });
    }
    expect(asked).toEqual([]);
    const unknown = sender({
      allowPrivate: false,
      resolve: () => Promise.reject(Object.assign(new Error('not there'), { code: 'ENOTFOUND' })),
    });
    await expect(unknown.assertAllowed('https://nowhere.example.test/')).rejects.toThrow('ENOTFOUND');
    const empty = resolving();
    await expect(empty.guarded.assertAllowed('https://empty.example.test/')).rejects.toThrow(
      'without an address',
    );
  });

  test('by a name that is looked up differently the second time: there is none', async () => {
    let reached = 0;
    const port = await serve((_request, response) => {
      reached += 1;
      response.end();
    });
    let asked = 0;
    const rebinding = sender({
      allowPrivate: false,
      timeoutMs: 500,
      // 192.0.0.0/24 and the like would be refused; this public address answers nobody here.
      resolve: () =>
        Promise.resolve([{ address: (asked += 1) === 1 ? '9.255.255.254' : '127.0.0.1', family: 4 }]),
    });
    const url = `https://rebind.example.test:${port}/`;
    expect(await rebinding.send({ ...message, url }, never)).toMatchObject({ kind: 'failed' });
    expect([asked, reached]).toEqual([1, 0]);
  });
});
