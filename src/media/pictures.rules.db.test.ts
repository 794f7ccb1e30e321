import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import { maxPicturesPerHotel, maxPicturesPerRoomType } from './picture-limits.js';
import { objectTransitions, pictureTransitions, statesBefore, widthsOf } from './pictures.rules.js';

let database: TestDatabase;
let prisma: PrismaService;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

test.each([
  ['picture_status_check', pictureTransitions],
  ['picture_object_state_check', objectTransitions],
])('the states in the code are those of %s', async (constraint, transitions) => {
  const [row] = await prisma.$queryRaw<{ definition: string }[]>`
    SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = ${constraint}`;
  const allowed = [...(row?.definition.matchAll(/'(\w+)'/g) ?? [])].map(([, value]) => value);
  expect(new Set(allowed)).toEqual(new Set(Object.keys(transitions)));
  expect(Object.keys(transitions)).toEqual(expect.arrayContaining(Object.values(transitions).flat()));
});

test('the limits in the code are those of the database', async () => {
  const [row] = await prisma.$queryRaw<{ text: string }[]>`
    SELECT pg_get_functiondef('picture_check_limits'::regproc) AS text`;
  const limits = [...(row?.text.matchAll(/count\(\*\) > (\d+)/g) ?? [])].map(([, limit]) => Number(limit));
  expect(limits).toEqual([maxPicturesPerHotel, maxPicturesPerRoomType]);
});

test('a picture is pending after its upload, or when it is to be made again', () => {
  expect(statesBefore('pending')).toEqual(['awaiting_upload', 'ready', 'failed']);
  expect(statesBefore('awaiting_upload')).toEqual([]);
});

test('no width is made twice, and none that the picture does not have', () => {
  expect(widthsOf(2_000, [480, 960, 1600])).toEqual([480, 960, 1600]);
  expect(widthsOf(960, [480, 960, 1600])).toEqual([480, 960]);
  expect(widthsOf(1, [480, 960, 1600])).toEqual([1]);
});
