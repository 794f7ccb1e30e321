import type { AvailabilityDto } from '../../src/catalog/hotels.dto.js';
import { apiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openHotel, type OwnHotel } from '../support/paying-guest.js';

const rooms = 200;
const guests = 12;
const holdsOfGuest = 5;

let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  // As old as answers may ever be: what is shown sooner is not shown by chance.
  const env = { AVAILABILITY_MAX_AGE_MS: '1000' };
  here = await startTestApp({ env });
  there = await startTestApp({ beside: here, env });
});
afterAll(async () => {
  await there.close();
  await here.close();
});

async function free(holdfast: TestApp, { hotelId, startDate, endDate }: OwnHotel): Promise<number> {
  const path = `/v1/hotels/${hotelId}/availability?startDate=${startDate}&endDate=${endDate}`;
  const { roomTypes } = (await (await fetch(`${holdfast.url}${path}`)).json()) as AvailabilityDto;
  return roomTypes[0]?.nights[0]?.available ?? Number.NaN;
}

/** Guests hold here and look; returns how often one was shown a room that was held before it looked. */
async function countSurprises(lookAt: TestApp): Promise<number> {
  const hotel = await openHotel(here, { rooms });
  const atFirst = await free(lookAt, hotel);
  let held = 0;
  let surprises = 0;
  await Promise.all(
    Array.from({ length: guests }, async (_, index) => {
      const guest = await apiClient(here, `guest-${hotel.hotelId}-${index}`);
      for (let round = 0; round < holdsOfGuest; round += 1) {
        expect((await guest.post('/v1/holds', hotel.room)).status).toBe(201);
        held += 1;
        const heldBefore = held;
        if ((await free(lookAt, hotel)) > atFirst - heldBefore) surprises += 1;
      }
    }),
  );
  expect(held).toBe(guests * holdsOfGuest);
  return surprises;
}

test('who holds and looks in the same process sees every hold that was answered before', async () => {
  expect(await countSurprises(here)).toBe(0);
});

test('control: in another process, which is told of no hold, the same guests see rooms that are gone', async () => {
  expect(await countSurprises(there)).toBeGreaterThan(0);
});
