import type { ImportReportDto } from '../../src/catalog/admin/import/catalogue-import.dto.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';

let holdfast: TestApp;
let admin: { authorization: string };

beforeAll(async () => {
  holdfast = await startTestApp({ env: { BOOKING_HORIZON_DAYS: '30' } });
  admin = await holdfast.signIn('manager', 'admin');
});
afterAll(() => holdfast.close());

const hotels = `code,name,city,country,timezone,currency
GOOD,Good hotel,Porto,PT,Europe/Lisbon,EUR
LOST,Lost hotel,Nowhere,PT,Europe/Atlantis,EUR
GOOD,Good again,Porto,PT,Europe/Lisbon,EUR
`;
const roomTypes = `hotel_code,code,name,max_guests,base_price,rooms
GOOD,A,Standard,2,80.00,3
GOOD,B,Broken,none,80.00,3
OTHER,A,Standard,2,80.00,3
`;

async function send(files: Readonly<Record<string, string>>, query = '') {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
  const answer = await fetch(`${holdfast.url}/v1/admin/catalogue/import${query}`, {
    method: 'POST',
    headers: admin,
    body: form,
  });
  return { status: answer.status, body: (await answer.json()) as ImportReportDto & { code?: string } };
}

const both = { 'hotels.csv': hotels, 'room_types.csv': roomTypes };
const problems = [
  {
    file: 'hotels.csv',
    line: 3,
    column: 'timezone',
    value: 'Europe/Atlantis',
    reason: expect.stringContaining('unknown'),
  },
  { file: 'hotels.csv', line: 4, reason: expect.stringContaining('line 2') },
  {
    file: 'room_types.csv',
    line: 3,
    column: 'max_guests',
    value: 'none',
    reason: expect.stringContaining('whole number'),
  },
  { file: 'room_types.csv', line: 4, column: 'hotel_code', value: 'OTHER' },
];
const counts = { hotels: 1, roomTypes: 1, roomsAdded: 3 };

test('a dry run reports what an import would, every bad line, column and value, and leaves nothing', async () => {
  const tried = await send(both, '?dryRun=true');
  expect(tried).toMatchObject({ status: 200, body: { dryRun: true, counts, problemCount: 4, problems } });
  expect(await holdfast.prisma.listing.count()).toBe(0);
  expect(await holdfast.prisma.auditEntry.count()).toBe(0);
  const loaded = await send(both);
  expect(loaded.body).toEqual({ ...tried.body, dryRun: false });
  expect(await holdfast.prisma.room.count()).toBe(3);
  const again = await send(both);
  expect(again.body.counts).toMatchObject({ roomsAdded: 0, roomsRemoved: 0 });
  expect(await holdfast.prisma.auditEntry.findFirst()).toMatchObject({
    actor: 'manager',
    action: 'imported',
  });
});

test('the time zone of a hotel somebody has booked stays, and the line says so', async () => {
  const { listingId } = await holdfast.prisma.listing.findFirstOrThrow();
  const { skuId } = await holdfast.prisma.sku.findFirstOrThrow();
  const startDate = addDays(nightIn('UTC', new Date()), 5);
  const held = await fetch(`${holdfast.url}/v1/holds`, {
    method: 'POST',
    headers: { ...(await holdfast.signIn('alice')), 'content-type': 'application/json' },
    body: JSON.stringify({
      hotelId: listingId,
      startDate,
      endDate: addDays(startDate, 1),
      items: [{ roomTypeId: skuId, quantity: 1 }],
    }),
  });
  expect(held.status).toBe(201);
  const moved = 'code,name,city,country,timezone,currency\nGOOD,Renamed,Porto,PT,Asia/Tokyo,EUR\n';
  const { body } = await send({ 'hotels.csv': moved });
  expect(body.problems).toMatchObject([{ line: 2, column: 'timezone', value: 'Asia/Tokyo' }]);
  const hotel = await holdfast.prisma.hotel.findFirstOrThrow({ include: { listing: true } });
  expect([hotel.name, hotel.listing.timezone]).toEqual(['Renamed', 'Europe/Lisbon']);
});

test.each([
  ['no file', {}, 400],
  ['a file an import does not read', { 'passwords.csv': 'a' }, 400],
  ['a file of almost the right name', { 'HOTELS.CSV': hotels }, 400],
  ['a file that is too large', { 'hotels.csv': 'x'.repeat(3 * 1024 * 1024) }, 413],
])('%s is refused', async (_what, files, status) => {
  expect((await send(files as Record<string, string>)).status).toBe(status);
});

test('a body that is no form is refused', async () => {
  const answer = await fetch(`${holdfast.url}/v1/admin/catalogue/import`, {
    method: 'POST',
    headers: { ...admin, 'content-type': 'text/csv' },
    body: hotels,
  });
  expect(answer.status).toBe(415);
});
