import { once } from 'node:events';
import {
  createServer,
  get,
  type ClientRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { EventStream } from './event-stream.js';
import type { StreamedRow } from './event.views.js';

let server: Server;
let sent: ClientRequest;
let response: ServerResponse;
/** The answer as the client has it: from its headers on. */
let answer: Promise<IncomingMessage>;
const dayMs = 86_400_000;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const asked = once(server, 'request');
  sent = get({ port: address.port, agent: false });
  sent.on('error', () => {});
  answer = once(sent, 'response').then(([incoming]) => incoming as IncomingMessage);
  answer.catch(() => {});
  [, response] = (await asked) as [IncomingMessage, ServerResponse];
});

afterEach(async () => {
  sent.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

function streamUntil(expiresAtMs: number): EventStream {
  const subject = { listingId: 1, subjectIds: ['h'] } as const;
  return new EventStream(response, { subject, follows: 'hold', expiresAtMs });
}

function row(
  number: number,
  { type = 'hold.extended', data }: { type?: string; data?: object } = {},
): StreamedRow {
  return {
    eventId: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    listingId: 1,
    listingKind: 'hotel',
    subjectId: 'h',
    type,
    occurredAt: new Date(number),
    occurredMicros: BigInt(number) * 1_000n,
    cause: null,
    data: data ?? null,
  };
}

async function everything(): Promise<string> {
  let text = '';
  for await (const chunk of await answer) text += String(chunk);
  return text;
}

test('a stream that has nothing to tell says every 15 s that it lives', async () => {
  const stream = streamUntil(dayMs);
  stream.begin([row(1)], 0);
  for (const nowMs of [14_999, 15_000, 15_001, 29_999, 30_000]) stream.keepUp(nowMs);
  stream.keepUp(dayMs);
  expect((await everything()).match(/^: still here$/gm)).toHaveLength(2);
  expect(stream.endedBecause).toBe('token_expired');
});

test('a stream whose client takes nothing for 30 s is cut off', async () => {
  const stream = streamUntil(dayMs);
  const filling = 'x'.repeat(10_000_000);
  stream.begin([row(1), row(2, { data: { filling } }), row(3)], 0);
  expect(stream.known).toBeUndefined();
  stream.keepUp(29_999);
  expect(response.destroyed).toBe(false);
  const closed = once(response, 'close');
  stream.keepUp(30_000);
  await closed;
  expect(stream.endedBecause).toBe('stalled');
});

test('a stream that stops while its client takes nothing does not wait for it', async () => {
  const stream = streamUntil(dayMs);
  stream.begin([row(1, { data: { filling: 'x'.repeat(10_000_000) } })], 0);
  const closed = once(response, 'close');
  stream.stop();
  await closed;
  expect(stream.endedBecause).toBe('stopped');
});

test('nor does a stream whose token ends meanwhile', async () => {
  const stream = streamUntil(10_000);
  stream.begin([row(1, { data: { filling: 'x'.repeat(10_000_000) } })], 0);
  const closed = once(response, 'close');
  stream.keepUp(10_000);
  await closed;
  expect(stream.endedBecause).toBe('token_expired');
});

test('an event brought twice is told once, and the end comes after the last one', async () => {
  const stream = streamUntil(dayMs);
  stream.begin([row(1, { type: 'hold.created' })], 0);
  stream.tell([row(1, { type: 'hold.created' }), row(2)]);
  stream.tell([row(2), row(3, { type: 'hold.released' })]);
  stream.tell([row(4)]);
  const text = await everything();
  expect(text.match(/^event: .+$/gm)).toEqual([
    'event: hold.created',
    'event: hold.extended',
    'event: hold.released',
  ]);
  expect(text.match(/^id: .+$/gm)?.map((id) => id.slice(-2))).toEqual(['.1', '.2', '.3']);
  expect(stream.endedBecause).toBe('over');
});

test('a client that went away is what ended a stream that nothing else has', () => {
  expect(streamUntil(dayMs).endedBecause).toBe('left');
});
