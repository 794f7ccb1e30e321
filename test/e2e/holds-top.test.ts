import type { TopHolderDto } from '../../src/holds/top-holders.dto.js';
import { addDays } from '../../src/stays/night.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { openHotel, payingGuest } from '../support/paying-guest.js';
import { runCli } from '../support/run-cli.js';

let holdfast: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  holdfast = await startTestApp({ env: { MAX_ACTIVE_HOLDS_PER_GUEST: '3' } });
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterAll(() => holdfast.close());

const topHolders = async (query = '') =>
  (await admin.get<{ data: TopHolderDto[] }>(`/v1/admin/reports/top-holders${query}`)).body.data;

test('the guests who keep most from others come first, with what they made of it; what has ended does not count', async () => {
  expect(await topHolders()).toEqual([]);
  const [small, large] = [await openHotel(holdfast, { rooms: 9 }), await openHotel(holdfast, { rooms: 9 })];
  const hoarder = await payingGuest(holdfast, 'hoarder');
  const threeNights = { ...large.room, endDate: addDays(large.startDate, 3) };
  const twoRooms = { items: [{ roomTypeId: large.roomTypeId, quantity: 2 }] };
  await hoarder.hold({ ...threeNights, ...twoRooms });
  await hoarder.hold(small.room);
  const { holdId } = await hoarder.hold(small.room);
  expect((await hoarder.delete(`/v1/holds/${holdId}`)).status).toBe(204);

  const buyer = await payingGuest(holdfast, 'buyer');
  const paymentMethodId = await buyer.saveCard('pm_card_visa');
  expect((await buyer.book({ ...small.room, paymentMethodId })).status).toBe(201);
  await buyer.hold(small.room);

  const done = await payingGuest(holdfast, 'done');
  expect(
    (await done.book({ ...small.room, paymentMethodId: await done.saveCard('pm_card_visa') })).status,
  ).toBe(201);

  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
  const ranking = [
    { guestId: 'hoarder', holds: 2, units: 7, listings: 2, takenLastDay: 3, keptLastDay: 0 },
    { guestId: 'buyer', holds: 1, units: 1, listings: 1, takenLastDay: 2, keptLastDay: 1 },
  ].map((holder) => ({ ...holder, firstTakenAt: instant, lastEndsAt: instant }));
  expect(await topHolders()).toEqual(ranking);
  expect(await topHolders('?limit=1')).toEqual(ranking.slice(0, 1));
  expect((await buyer.get('/v1/admin/reports/top-holders')).status).toBe(403);

  const listed = await runCli(['holds:top', '--json'], cliEnv(holdfast));
  expect([listed.exitCode, listed.stderr, JSON.parse(listed.stdout)]).toEqual([0, '', { data: ranking }]);
  const table = await runCli(['holds:top', '--limit', '1'], cliEnv(holdfast));
  expect(table.stdout).toContain('hoarder');
  expect(table.stdout).not.toContain('buyer');
});

test('all holds of a guest are given back at once, those being paid for and those of others are not', async () => {
  const hotel = await openHotel(holdfast, { rooms: 9 });
  const [mallory, alice] = [await payingGuest(holdfast, 'mallory'), await payingGuest(holdfast, 'alice')];
  const held = [await mallory.hold(hotel.room), await mallory.hold(hotel.room)];
  const asks = await mallory.saveCard('pm_card_authenticationRequired');
  const paying = await mallory.book({ ...hotel.room, paymentMethodId: asks });
  expect(paying.status).toBe(202);
  const other = await alice.hold(hotel.room);

  const run = await runCli(['holds:release', '--guest', 'mallory', '--yes', '--json'], cliEnv(holdfast));
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  const { released } = JSON.parse(run.stdout) as { released: string[] };
  expect(released.toSorted()).toEqual(held.map(({ holdId }) => holdId).toSorted());
  for (const { holdId } of held) expect(await mallory.holdStatus(holdId)).toBe('released');
  expect(await mallory.holdStatus(paying.body.holdId)).toBe('paying');
  expect(await alice.holdStatus(other.holdId)).toBe('active');

  const both = await runCli(['holds:release', other.holdId, '--guest', 'mallory'], cliEnv(holdfast));
  expect([both.exitCode, both.stderr]).toEqual([1, expect.stringContaining('Name one hold, or a guest')]);
});
