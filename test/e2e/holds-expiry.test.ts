import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { HoldExpiryService } from '../../src/holds/hold-expiry.service.js';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import { queueNames } from '../../src/queue/queue-names.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const ttlSeconds = 2;
const env = { HOLD_TTL_SECONDS: String(ttlSeconds), MAX_ACTIVE_HOLDS_PER_GUEST: '100' };
const sample = { horizonDays: 3, flightDays: 1 };
const flightId = 19;

let holdfast: TestApp;
let guests = 0;

function newGuest(): Promise<ApiClient> {
  guests += 1;
  return apiClient(holdfast, `guest-${guests}`);
}

async function take(guest: ApiClient, seat: string): Promise<HoldDto> {
  const answer = await guest.post<HoldDto>('/v1/holds', { flightId, seats: [seat] });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.body;
}

async function read(guest: ApiClient, { holdId }: HoldDto): Promise<HoldDto> {
  return (await guest.get<HoldDto>(`/v1/holds/${holdId}`)).body;
}

/** What is stored, whatever is shown. */
async function stored({ holdId }: HoldDto): Promise<{ status: string; lateSeconds: number }> {
  const [row] = await holdfast.prisma.$queryRaw<{ status: string; lateSeconds: number }[]>`
    SELECT h.status, extract(epoch FROM h.ended_at - h.expires_at)::double precision AS "lateSeconds"
    FROM hold h WHERE h.hold_id = ${holdId}::uuid`;
  if (row === undefined) throw new Error('the hold is gone');
  return row;
}

async function heldSeats(): Promise<number> {
  const { _sum } = await holdfast.prisma.inventory.aggregate({
    where: { listingId: flightId },
    _sum: { held: true },
  });
  return _sum.held ?? 0;
}

describe('without any worker', () => {
  beforeAll(async () => {
    holdfast = await startTestApp({ env: { ...env, ROLE: 'api' }, sample });
  });
  afterAll(() => holdfast.close());

  test('a hold keeps others out until its deadline and is gone after it', async () => {
    const [guest, other] = [await newGuest(), await newGuest()];
    const hold = await take(guest, '2A');
    const body = { flightId, seats: ['2A'] };
    const refused = await other.post('/v1/holds', body);
    expect(refused).toMatchObject({ status: 409, body: { blocking: [{ nextReleaseAt: hold.expiresAt }] } });
    const taken = await eventually(async () => {
      const answer = await other.post<HoldDto>('/v1/holds', body);
      expect(answer.status).toBe(201);
      return answer.body;
    });
    expect(taken.serverTime >= hold.expiresAt).toBe(true);
  });

  test('a hold reads as expired from its deadline on, although nothing has ended it', async () => {
    const guest = await newGuest();
    const hold = await take(guest, '2C');
    const ended = await eventually(async () => {
      const now = await read(guest, hold);
      expect(now.status).toBe('expired');
      return now;
    });
    expect(await stored(hold)).toMatchObject({ status: 'active' });
    expect(ended).toMatchObject({
      endCause: 'deadline_passed',
      endedAt: hold.expiresAt,
      expiresInSeconds: 0,
      extendable: false,
    });
    expect(await guest.delete(`/v1/holds/${hold.holdId}`)).toMatchObject({
      status: 409,
      body: { code: 'hold_expired' },
    });
  });
});

describe('with workers', () => {
  beforeAll(async () => {
    holdfast = await startTestApp({ env, sample });
  });
  afterAll(() => holdfast.close());

  const queue = (): Queue => holdfast.app.get<Queue>(getQueueToken(queueNames.holds), { strict: false });
  const ended = (hold: HoldDto) =>
    eventually(async () => {
      const row = await stored(hold);
      expect(row.status).toBe('expired');
      return row;
    });

  test('a hold ends without anybody asking, and not before its deadline', async () => {
    const hold = await take(await newGuest(), '2A');
    const { lateSeconds } = await ended(hold);
    expect(lateSeconds).toBeGreaterThanOrEqual(0);
    expect(await heldSeats()).toBe(0);
  });

  test('what is shown of it does not change when a worker writes down that it ended', async () => {
    const guest = await newGuest();
    const hold = await take(guest, '2A');
    await ended(hold);
    expect(await read(guest, hold)).toMatchObject({ status: 'expired', endedAt: hold.expiresAt });
  });

  test('the holds of one batch share a job', async () => {
    const guest = await newGuest();
    await Promise.all(['2A', '2C', '3A', '3C'].map((seat) => take(guest, seat)));
    const jobs = await eventually(async () => {
      const delayed = (await queue().getDelayed()).filter(({ name }) => name === 'release');
      expect(delayed.flatMap(({ data }: { data: { holdIds: string[] } }) => data.holdIds)).toHaveLength(4);
      return delayed;
    }, ttlSeconds * 1_000);
    expect(jobs.length).toBeLessThan(4);
    await eventually(async () => expect(await heldSeats()).toBe(0));
  });

  test('a hold whose job was lost is ended by the sweep', async () => {
    const hold = await take(await newGuest(), '2A');
    await eventually(async () =>
      expect((await queue().getDelayed()).some(({ name }) => name === 'release')).toBe(true),
    );
    await queue().obliterate({ force: true });
    expect((await ended(hold)).lateSeconds).toBeGreaterThanOrEqual(0);
  });

  test('a job that comes early, or twice, ends nothing before its time', async () => {
    const guest = await newGuest();
    const hold = await take(guest, '2A');
    const expiry = holdfast.app.get(HoldExpiryService);
    await expiry.expire({ holdIds: [hold.holdId] });
    await expiry.expire({ holdIds: [hold.holdId], isRepeat: true });
    expect(await read(guest, hold)).toMatchObject({ status: 'active', expiresAt: hold.expiresAt });
    expect((await ended(hold)).lateSeconds).toBeGreaterThanOrEqual(0);
  });

  test('an extended hold lives on past its first deadline, then ends', async () => {
    const guest = await newGuest();
    const hold = await take(guest, '2A');
    const extended = await guest.post<HoldDto>(`/v1/holds/${hold.holdId}/extend`);
    expect(extended.status).toBe(200);
    await eventually(async () => expect((await read(guest, hold)).serverTime > hold.expiresAt).toBe(true));
    expect(await read(guest, hold)).toMatchObject({ status: 'active' });
    expect((await ended(hold)).lateSeconds).toBeGreaterThanOrEqual(0);
  });

  test('how late holds end is measured', async () => {
    const hold = await take(await newGuest(), '2A');
    await ended(hold);
    await eventually(async () => {
      const text = await (await fetch(`${holdfast.url}/metrics`)).text();
      expect(text).toMatch(/^holdfast_hold_expiry_lateness_seconds_count [1-9]/m);
      expect(text).toMatch(/^holdfast_holds_live 0$/m);
      expect(text).toMatch(/^holdfast_inventory_oversold_rows 0$/m);
    });
  });
});
