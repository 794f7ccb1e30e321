import { changeCurrency } from '../../test/support/currency.js';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import { createHotelWithRooms } from '../../test/support/hotel.js';
import type { PrismaService } from '../database/prisma.service.js';
import { catalogueFreshness } from '../read-cache/catalogue-freshness.js';
import type { RoomTypeDto } from './hotels.dto.js';
import { RoomTypeTexts } from './room-type-texts.js';

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

async function basePriceOf(texts: RoomTypeTexts, hotelId: number): Promise<RoomTypeDto['basePrice']> {
  const [type] = await texts.of(hotelId);
  return (JSON.parse(type?.text ?? '{}') as RoomTypeDto).basePrice;
}

async function setBasePrice(listingId: number, basePriceMinor: number): Promise<void> {
  await prisma.sku.updateMany({ where: { listingId }, data: { basePriceMinor } });
}

test('where changes are told of, what was put into words stays until one is', async () => {
  const { listingId } = await createHotelWithRooms(prisma, { rooms: [1] });
  const freshness = catalogueFreshness(prisma);
  freshness.confirm(performance.now() + 60_000);
  const texts = new RoomTypeTexts(prisma, '');
  const before = await basePriceOf(texts, listingId);
  await setBasePrice(listingId, 77_700);
  expect(await basePriceOf(texts, listingId)).toEqual(before);
  freshness.change([listingId]);
  expect(await basePriceOf(texts, listingId)).toEqual({ amount: 77_700, currency: 'EUR' });
  freshness.lose();
});

test('where nobody tells of changes nothing is kept: the answers are, for as long as they may be', async () => {
  const { listingId } = await createHotelWithRooms(prisma, { rooms: [1] });
  const texts = new RoomTypeTexts(prisma, '');
  await basePriceOf(texts, listingId);
  await setBasePrice(listingId, 88_800);
  await changeCurrency(prisma, listingId, 'JPY');
  expect(await basePriceOf(texts, listingId)).toEqual({ amount: 88_800, currency: 'JPY' });
});
