import type { HoldDto } from '../../src/holds/holds.dto.js';
import { LedgerCheckService } from '../../src/inventory/ledger-check.service.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openHotel } from '../support/paying-guest.js';

const env = { HOLD_TTL_SECONDS: '3', MAX_ACTIVE_HOLDS_PER_GUEST: '100' };
const holds = 400;
const guests = 20;

/** As many processes' worth of the application on one database and one queue. */
let apis: [TestApp, TestApp];
let workers: [TestApp, TestApp];

beforeAll(async () => {
  const first = await startTestApp({ env: { ...env, ROLE: 'api' } });
  const more = (role: string) => startTestApp({ beside: first, env: { ...env, ROLE: role } });
  apis = [first, await more('api')];
  workers = [await more('worker'), await more('worker')];
});

afterAll(async () => {
  for (const each of [...workers, apis[1], apis[0]]) await each.close();
});

/** How many holds the workers say they have ended. */
async function endedByWorkers(): Promise<number> {
  const counts = await Promise.all(
    workers.map(async ({ url }) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^holdfast_hold_expiry_lateness_seconds_count (\d+)$/m.exec(text)?.[1]);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

test('what one API holds, the other shows and gives back', async () => {
  const { room } = await openHotel(apis[0], { rooms: 1 });
  const [here, there] = await Promise.all(apis.map((api) => apiClient(api, 'mover')));
  const held = await here?.post<HoldDto>('/v1/holds', room);
  expect(held?.status).toBe(201);
  const address = `/v1/holds/${held?.body.holdId}`;
  expect(await there?.get(address)).toMatchObject({ status: 200, body: { status: 'active' } });
  expect(await there?.post('/v1/holds', room)).toMatchObject({ status: 409, body: { code: 'sold_out' } });
  expect(await there?.delete(address)).toMatchObject({ status: 204 });
  expect(await here?.get(address)).toMatchObject({ body: { status: 'released' } });
});

test('hundreds of holds of one hotel, taken through two APIs, end after their time, each by one of two workers', async () => {
  // Room enough that no request has to end overdue holds itself.
  const { room } = await openHotel(apis[0], { rooms: 3 * holds });
  const before = await endedByWorkers();
  const clients = await Promise.all(
    Array.from({ length: guests }, (_, index) => apiClient(apis[index % 2 === 0 ? 0 : 1], `many-${index}`)),
  );
  const answers = await Promise.all(
    Array.from({ length: holds }, async (_, index) =>
      clients[index % guests]?.post<HoldDto>('/v1/holds', room),
    ),
  );
  expect(answers.filter((answer) => answer?.status !== 201)).toEqual([]);
  const holdIds = answers.flatMap((answer) => answer?.body.holdId ?? []);

  const ends = await eventually(async () => {
    const rows = await apis[0].prisma.$queryRaw<{ lateSeconds: number }[]>`
      SELECT extract(epoch FROM h.ended_at - h.expires_at)::double precision AS "lateSeconds"
      FROM hold h WHERE h.hold_id = ANY (${holdIds}::uuid[]) AND h.status = 'expired'`;
    expect(rows).toHaveLength(holds);
    return rows.map(({ lateSeconds }) => lateSeconds);
  }, 30_000);
  expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);

  await eventually(async () => expect((await endedByWorkers()) - before).toBe(holds), 10_000);
  const [told] = await apis[0].prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM event e
    WHERE e.subject_id = ANY (${holdIds}::uuid[]) AND e.type = 'hold.expired'`;
  expect(told?.count).toBe(holds);
  expect(await new LedgerCheckService(apis[0].prisma).verify()).toEqual([]);
});
