import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImportReportDto } from '../../src/catalog/admin/import/catalogue-import.dto.js';
import { CatalogueImportService } from '../../src/catalog/admin/import/catalogue-import.service.js';
import { exportCatalogue } from '../../src/catalog/export/export-catalogue.js';
import { PictureTransfer } from '../../src/media/picture-transfer.js';
import { PicturesService } from '../../src/media/pictures.service.js';
import { addDays, nightIn } from '../../src/stays/night.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { photo } from '../support/pictures.js';

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
});

test('each change is in the audit trail, with the request of the import that made it', async () => {
  const entries = await holdfast.prisma.auditEntry.findMany({ orderBy: { occurredAt: 'asc' } });
  expect(entries).toMatchObject([
    { action: 'imported', kind: 'catalogue', changes: { state: { to: 'begun' } } },
    { action: 'created', kind: 'hotel', changes: { code: { to: 'GOOD' } } },
    { action: 'set', kind: 'room', changes: { added: { to: ['101', '102', '103'] } } },
    { action: 'created', kind: 'room_type', changes: { code: { to: 'A' } } },
    { action: 'imported', kind: 'catalogue', changes: { state: { to: 'ended' }, problemCount: { to: 4 } } },
    // Loading it again changed nothing.
    { action: 'imported', kind: 'catalogue', changes: { state: { to: 'begun' } } },
    { action: 'imported', kind: 'catalogue', changes: { state: { to: 'ended' } } },
  ]);
  expect(new Set(entries.map(({ actor, via }) => `${actor} ${via}`))).toEqual(new Set(['manager api']));
  const requests = entries.map(({ requestId }) => requestId);
  expect([new Set(requests.slice(0, 5)).size, new Set(requests).size]).toEqual([1, 2]);
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

test('every file that is exported is taken', async () => {
  const names = [
    'outages.csv',
    'pricing_rules.csv',
    'seat_maps.csv',
    'flights.csv',
    'cabins.csv',
    'seats.csv',
  ];
  const { status, body } = await send(Object.fromEntries(names.map((name) => [name, 'nothing\nat all\n'])));
  expect(status).toBe(200);
  expect(body.problems.map(({ file }) => file).toSorted()).toEqual(names.toSorted());
});

describe('pictures', () => {
  const actor = { name: 'manager', via: 'command_line' } as const;
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'holdfast-pictures-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const load = (dryRun = false) =>
    holdfast.app.get(CatalogueImportService).importFolder(path.join(folder, 'one'), { dryRun }, actor);
  const exported = async (name: string): Promise<string> => {
    const to = path.join(folder, name);
    await exportCatalogue(holdfast.prisma, { folder: to, pictures: holdfast.app.get(PictureTransfer) });
    return readFileSync(path.join(to, 'pictures.csv'), 'utf8');
  };

  test('leave with an export and come back with an import, in their order and once', async () => {
    const { listingId: hotelId } = await holdfast.prisma.hotel.findFirstOrThrow();
    const pictures = holdfast.app.get(PicturesService);
    const files = await Promise.all(['#246', '#642'].map((colour) => photo({ colour }).jpeg().toBuffer()));
    const added: number[] = [];
    for (const file of files) {
      added.push((await pictures.add({ hotelId }, file, { caption: '=One, of "two"', actor })).pictureId);
    }
    await pictures.reorder({ hotelId }, added.toReversed(), actor);
    const before = await exported('one');
    expect(before.split('\n')).toHaveLength(4);
    expect(readdirSync(path.join(folder, 'one', 'pictures'))).toHaveLength(2);
    expect((await load()).counts).toMatchObject({ pictures: 2 });
    expect((await pictures.list({ hotelId })).map(({ pictureId }) => pictureId)).toEqual(added.toReversed());

    for (const pictureId of added) await pictures.remove({ hotelId, pictureId }, { actor });
    expect((await load(true)).counts).toMatchObject({ pictures: 2 });
    expect(await pictures.list({ hotelId })).toEqual([]);
    expect((await load()).problems).toEqual([]);
    expect(await exported('two')).toBe(before);
    expect(readdirSync(path.join(folder, 'two', 'pictures'))).toEqual(
      readdirSync(path.join(folder, 'one', 'pictures')),
    );
  });

  test('that are none, or not there, are reported with their line; an address is taken as it is', async () => {
    const to = path.join(folder, 'one');
    mkdirSync(path.join(to, 'pictures'), { recursive: true });
    writeFileSync(path.join(to, 'pictures', 'text.jpg'), 'no picture at all, whatever it is called');
    const lines = [
      'GOOD,text.jpg,,No picture',
      'GOOD,missing.jpg,,Missing',
      'GOOD,,https://example.com/a.jpg,Elsewhere',
    ];
    writeFileSync(path.join(to, 'pictures.csv'), `hotel_code,file,url,caption\n${lines.join('\n')}\n`);
    for (const dryRun of [true, false]) {
      expect(await load(dryRun)).toMatchObject({
        counts: { pictures: 1 },
        problems: [
          { line: 2, column: 'file', value: 'text.jpg', reason: expect.stringContaining('not a JPEG') },
          { line: 3, column: 'file', value: 'missing.jpg', reason: expect.stringContaining('no such file') },
        ],
      });
    }
    const { listingId: hotelId } = await holdfast.prisma.hotel.findFirstOrThrow();
    const [first, ...others] = await holdfast.app.get(PicturesService).list({ hotelId });
    expect([first?.url, others.length]).toEqual(['https://example.com/a.jpg', 2]);
  });
});
