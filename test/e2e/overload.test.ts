import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { expectBooksToAgree, newGuest, openHotel, type PayingGuest } from '../support/paying-guest.js';
import { armFault, disarmFaults } from '../support/provider.js';

/** One figure of /metrics. */
async function metric(holdfast: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${holdfast.url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

const inFlight = 'holdfast_payments_in_flight{state="inside"}';
const waiting = 'holdfast_payments_in_flight{state="waiting"}';

describe('a provider that takes ten seconds, at ten times the load it can be called with', () => {
  const places = 4;
  let holdfast: TestApp;
  beforeAll(async () => {
    holdfast = await startTestApp({
      env: { MAX_PAYMENTS_IN_FLIGHT: String(places), PAYMENT_TIMEOUT_MS: '6000' },
    });
  });
  afterAll(async () => {
    try {
      await expectBooksToAgree(holdfast);
    } finally {
      await holdfast.close();
    }
  });

  /** Sessions that have a transaction open and wait for their client. */
  async function idleInTransaction(): Promise<number> {
    const rows = await holdfast.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::integer AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'`;
    return rows[0]?.count ?? -1;
  }

  test('keeps nobody waiting but those who pay, who lose nothing and may come again', async () => {
    const hotel = await openHotel(holdfast, { rooms: 60 });
    const payers: { guest: PayingGuest; holdId: string; paymentMethodId: string }[] = [];
    for (let n = 0; n < 10 * places; n += 1) {
      const guest = await newGuest(holdfast);
      const paymentMethodId = await guest.saveCard('pm_card_visa');
      payers.push({ guest, paymentMethodId, holdId: (await guest.hold(hotel.room)).holdId });
    }
    await armFault(holdfast, { operation: 'create', fault: 'slow', delayMs: 10_000, times: 1_000 });

    const paying = payers.map(({ guest, holdId, paymentMethodId }) =>
      guest.book({ holdId, paymentMethodId }),
    );
    await eventually(async () => expect(await metric(holdfast, inFlight)).toBe(places));

    // While every place is taken, all else goes on, and no transaction waits for the provider.
    const passersBy = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const guest = await newGuest(holdfast);
        const { holdId } = await guest.hold(hotel.room);
        const statuses = [
          (await guest.get(`/v1/holds/${holdId}`)).status,
          (await guest.get(`/v1/hotels/${hotel.hotelId}`)).status,
          (await guest.get('/v1/reservations')).status,
          (await guest.delete(`/v1/holds/${holdId}`)).status,
        ];
        return { statuses, idle: await idleInTransaction() };
      }),
    );
    expect(await metric(holdfast, inFlight)).toBe(places);
    expect(passersBy).toEqual(passersBy.map(() => ({ statuses: [200, 200, 200, 204], idle: 0 })));

    const answers = await Promise.all(paying);
    const refused = payers.filter((_, n) => answers[n]?.status === 503);
    expect(refused).toHaveLength(9 * places);
    for (const { body, headers } of answers.filter(({ status }) => status === 503)) {
      expect([body.code, headers.get('retry-after')]).toEqual(['busy', '1']);
    }
    // The provider's message may be faster than its answer.
    const begun = answers.filter(({ status }) => status === 201 || status === 202);
    expect(begun).toHaveLength(places);
    for (const { guest, holdId } of refused) expect(await guest.holdStatus(holdId)).toBe('active');
    expect(await holdfast.prisma.payment.count()).toBe(places);

    await disarmFaults(holdfast);
    await eventually(async () => {
      expect([await metric(holdfast, inFlight), await metric(holdfast, waiting)]).toEqual([0, 0]);
    }, 15_000);
    for (const { guest, holdId, paymentMethodId } of refused) {
      expect((await guest.book({ holdId, paymentMethodId })).status).toBe(201);
    }
    for (const [n, answer] of answers.entries()) {
      if (answer.status === 202)
        await payers[n]?.guest.awaitStatus(answer.body.reservationId, 'paid', 30_000);
    }
  }, 90_000);
});

describe('a process that has as much to do as it may', () => {
  let holdfast: TestApp;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    holdfast = await startTestApp({ env: { MAX_REQUESTS_IN_FLIGHT: '3', MAX_CONNECTIONS: '12' } });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await disarmFaults(holdfast);
  });
  afterAll(() => holdfast.close());

  async function openSocket(): Promise<Socket> {
    const socket = connect(Number(new URL(holdfast.url).port), '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }

  test('says so at once, answers those who watch over it, and goes on when there is room', async () => {
    const guests = await Promise.all([newGuest(holdfast), newGuest(holdfast), newGuest(holdfast)]);
    await armFault(holdfast, { operation: 'attach', fault: 'slow', delayMs: 3_000, times: 3 });
    const saving = guests.map((guest) => guest.post('/v1/payment-methods', { token: 'pm_card_visa' }));
    await eventually(async () => expect(await metric(holdfast, 'holdfast_requests_in_flight')).toBe(3));

    const refused = await guests[0]?.get('/v1/holds');
    expect([refused?.status, refused?.body.code, refused?.headers.get('retry-after')]).toEqual([
      503,
      'busy',
      '1',
    ]);
    for (const path of ['/ping', '/health/live', '/health/ready', '/metrics']) {
      expect((await fetch(`${holdfast.url}${path}`)).status).toBe(200);
    }
    expect((await Promise.all(saving)).map(({ status }) => status)).toEqual([201, 201, 201]);
    await eventually(async () => expect((await guests[0]?.get('/v1/holds'))?.status).toBe(200));
  });

  test('is not kept busy by those who send slowly, nor by those who leave', async () => {
    const guest = await newGuest(holdfast);
    for (let n = 0; n < 5; n += 1) {
      const socket = await openSocket();
      socket.write(
        'POST /v1/quotes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{',
      );
    }
    expect((await guest.get('/v1/holds')).status).toBe(200);

    await armFault(holdfast, { operation: 'attach', fault: 'slow', delayMs: 1_000, times: 3 });
    const leaving = [1, 2, 3].map(() => {
      const abort = new AbortController();
      const request = holdfast.signIn('leaver').then((credentials) =>
        fetch(`${holdfast.url}/v1/payment-methods`, {
          method: 'POST',
          headers: { ...credentials, 'content-type': 'application/json' },
          body: JSON.stringify({ token: 'pm_card_visa' }),
          signal: abort.signal,
        }),
      );
      return { abort, request };
    });
    await eventually(async () => expect(await metric(holdfast, 'holdfast_requests_in_flight')).toBe(3));
    for (const { abort, request } of leaving) {
      abort.abort();
      await expect(request).rejects.toThrow('aborted');
    }
    await eventually(async () => expect(await metric(holdfast, 'holdfast_requests_in_flight')).toBe(0));
  });

  test('whose connections to the database are all in use says so when it has waited, and goes on', async () => {
    const guest = await newGuest(holdfast);
    const clients = await Promise.all(
      Array.from({ length: holdfast.config.databasePoolSize }, () => holdfast.prisma.pool.connect()),
    );
    const refused = await guest.get('/v1/reservations');
    for (const client of clients) client.release();
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
      503,
      'busy',
      '1',
    ]);
    expect((await guest.get('/v1/reservations')).status).toBe(200);
  });

  test('takes no more connections than it may', async () => {
    const open = await Promise.all(Array.from({ length: 20 }, openSocket));
    // Those beyond are closed from the other side.
    await eventually(() =>
      expect(open.filter((socket) => socket.readyState === 'open').length).toBeLessThanOrEqual(12),
    );
    expect(open.some((socket) => socket.readyState === 'open')).toBe(true);
  });
});
