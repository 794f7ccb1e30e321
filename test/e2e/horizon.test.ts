import type { HoldDto } from '../../src/holds/holds.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';

const horizonDays = 12;

const env = { BOOKING_HORIZON_DAYS: String(horizonDays) };

let holdfast: TestApp;
let worker: TestApp | undefined;
beforeAll(async () => {
  // Two nights short of the horizon, as a catalogue is that nobody rolled forward for two days.
  holdfast = await startTestApp({ sample: { horizonDays: horizonDays - 2, flightDays: 1 }, env });
});
afterAll(async () => {
  await worker?.close();
  await holdfast.close();
});

test('a worker that starts opens the nights that were missed, and the last of them can be held', async () => {
  const guest = await apiClient(holdfast, 'alice');
  const lastNight = addDays(nightIn('Europe/Lisbon', new Date()), horizonDays - 1);
  const stay = { hotelId: 1, startDate: lastNight, endDate: addDays(lastNight, 1) };
  const items = [{ roomTypeId: 1, quantity: 1 }];
  expect((await guest.post('/v1/holds', { ...stay, items })).status).toBe(409);
  const started = await startTestApp({ beside: holdfast, env: { ...env, HORIZON_EVERY_MINUTES: '60' } });
  worker = started;
  const hold = await eventually(async () => {
    const answer = await guest.post<HoldDto>('/v1/holds', {
      ...stay,
      items: [{ roomTypeId: 1, quantity: 1 }],
    });
    expect(answer.status).toBe(201);
    return answer.body;
  }, 20_000);
  expect(hold.endDate).toBe(stay.endDate);
  await eventually(async () => {
    const response = await fetch(`${started.url}/metrics`);
    const [, nights] = /^holdfast_horizon_open_nights (\d+)$/m.exec(await response.text()) ?? [];
    expect(Number(nights)).toBeGreaterThan(horizonDays);
  }, 20_000);
});
