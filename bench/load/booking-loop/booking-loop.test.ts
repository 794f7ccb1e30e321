import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from './run-bookings.js';
import type { BookingPlan } from './plan.js';

/** What was asked for, in order. */
const seen: { path: string; body: Record<string, unknown>; key: string | undefined }[] = [];
let server: Server;
/** How the next payments are answered; paid when there is nothing left. */
let refusals: { status: number; code: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const key = request.headers['idempotency-key'];
      seen.push({ path: request.url ?? '', body, key: typeof key === 'string' ? key : undefined });
      const refusal = request.url === '/v1/reservations' ? refusals.shift() : undefined;
      response.statusCode = refusal?.status ?? 201;
      response.end(JSON.stringify(refusal ?? { holdId: `hold-${seen.length}`, status: 'paid' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen.length = 0;
  refusals = [];
});

function plan(changes: Partial<BookingPlan>): BookingPlan {
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    guests: [
      { token: 'a', paymentMethodId: 'pm_a' },
      { token: 'b', paymentMethodId: 'pm_b' },
    ],
    stays: [{ hotelId: 1, roomTypeId: 2, startDate: '2027-01-01', endDate: '2027-01-04' }],
    firstStay: 0,
    warmupSeconds: 0,
    seconds: 0.2,
    concurrency: 1,
    ...changes,
  };
}

it('a booking is a hold and then the payment of that hold, by guests in turn', async () => {
  const result = await run(plan({}));
  expect(seen[0]?.body).toMatchObject({ hotelId: 1, items: [{ roomTypeId: 2, quantity: 1 }] });
  expect(seen.slice(1, 4).map(({ path, body }) => [path, body['holdId'], body['paymentMethodId']])).toEqual([
    ['/v1/reservations', 'hold-1', 'pm_a'],
    ['/v1/holds', undefined, undefined],
    ['/v1/reservations', 'hold-3', 'pm_b'],
  ]);
  expect(result.paidInAll).toBe(seen.length / 2);
  expect(result.failures).toEqual({});
});

it('what is not paid is not counted, and is named by its step and code', async () => {
  refusals = [
    { status: 402, code: 'payment_declined' },
    { status: 503, code: 'busy' },
    { status: 503, code: 'busy' },
  ];
  const result = await run(plan({}));
  expect(result.failures).toEqual({ 'pay 402 payment_declined': 1, 'pay 503 busy': 2 });
  expect(result.paidInAll).toBe(seen.length / 2 - 3);
});

it('by schedule, as many bookings begin as are due', async () => {
  const result = await run(plan({ perSecond: 50, concurrency: 8 }));
  expect(result.paidInAll).toBe(10);
});

it('with keys, each request has one of its own', async () => {
  await run(plan({ perSecond: 50, withKeys: true }));
  const keys = seen.map(({ key }) => key);
  expect(keys).not.toContain(undefined);
  expect(new Set(keys).size).toBe(keys.length);
});
