import { inOne, type ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { replaceTypeTables, setTypeLimits } from './price-import.queries.js';
import { limitsOf, type Limits } from './price-cells.js';
import { basePriceMinor, readRoomTypeRow, roomTypeColumns, type RoomTypeRow } from './hotel-rows.js';
import { listHotelsByCode, type ImportedHotel } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { lockListings } from './listing-import.queries.js';
import { readOrRefuse, readRows, withoutRepeats } from './read-rows.js';
import {
  deleteRooms,
  followRooms,
  insertRooms,
  lockHotelRooms,
  lockRooms,
  openNights,
  upsertRoomTypes,
  type ExistingRoom,
  type RoomInput,
  type RoomTypeInput,
  type RoomTypeKey,
} from './room-import.queries.js';
import { planRooms } from './room-numbers.rules.js';
import { setTypesActive } from './stock-import.queries.js';

export const roomTypeFile = 'room_types.csv';
/** Few, because each has its nights: 25 room types of two years are 18,000 inventory rows a transaction. */
const batchSize = 25;

/**
 * Loads room_types.csv: room types by hotel and code, their rooms, and the nights up to the horizon. When the number
 * of rooms differs from the one before, the totals of all nights to come follow: one that someone set by hand for some
 * nights keeps its distance.
 */
export async function importRoomTypeFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, roomTypeFile, roomTypeColumns, readRoomTypeRow);
  const unique = withoutRepeats(rows, (row) => `${row.hotelCode} ${row.code}`, roomTypeFile, report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    const hotels = await hotelsOf(prisma, batch);
    const known = batch.flatMap((row) => withHotel(row, hotels, report));
    await inOne(prisma, report, async (tx) => {
      const hotelIds = known.map(({ input }) => input.listingId);
      await lockHotelRooms(tx, hotelIds);
      await lockListings(tx, hotelIds);
      const types = await upsertRoomTypes(
        tx,
        known.map(({ input }) => input),
      );
      const skuOf = new Map(types.map((type) => [`${type.listingId} ${type.code}`, type.skuId]));
      const plans = known.flatMap(({ row, input, limits }) => {
        const skuId = skuOf.get(`${input.listingId} ${input.code}`);
        return skuId === undefined ? [] : [{ row, listingId: input.listingId, skuId, limits }];
      });
      const { added, removed } = planAll(
        plans,
        await lockRooms(
          tx,
          plans.map((plan) => plan.listingId),
        ),
      );
      if (removed.length > 0) await deleteRooms(tx, removed);
      if (added.length > 0) await insertRooms(tx, added);
      if (removed.length + added.length > 0) await followRooms(tx, plans);
      await openNights(tx, plans, context.horizonDays);
      await setTypesActive(
        tx,
        plans.flatMap(({ row: { isActive }, ...key }) => (isActive === null ? [] : [{ ...key, isActive }])),
      );
      await setTypeLimits(
        tx,
        plans.flatMap(({ listingId, skuId, limits }) =>
          limits === undefined ? [] : [{ listingId, skuId, ...limits }],
        ),
      );
      await replaceTypeTables(
        tx,
        plans.flatMap(({ listingId, skuId, row: { occupancyRules: rules } }) =>
          rules === undefined ? [] : [{ listingId, skuId, rules }],
        ),
      );
      report.add('roomTypes', plans.length);
      report.add('roomsAdded', added.length);
      report.add('roomsRemoved', removed.length);
    });
    done += batch.length;
    context.onProgress({ name: 'room types', done, total: unique.length });
  }
}

function withHotel(
  row: RoomTypeRow,
  hotels: ReadonlyMap<string, ImportedHotel>,
  report: ImportReport,
): { row: RoomTypeRow; input: RoomTypeInput; limits: Limits | undefined }[] {
  const hotel = hotels.get(row.hotelCode);
  if (hotel === undefined) {
    report.refuse(roomTypeFile, row.line, `there is no hotel "${row.hotelCode}"`, {
      column: 'hotel_code',
      value: row.hotelCode,
    });
    return [];
  }
  return (
    readOrRefuse(roomTypeFile, row.line, report, () => [
      {
        row,
        limits: row.limits && limitsOf(row.limits, hotel.currency),
        input: {
          line: row.line,
          listingId: hotel.listingId,
          code: row.code,
          name: row.name,
          description: row.description,
          maxGuests: row.maxGuests,
          basePriceMinor: basePriceMinor(row.basePrice, hotel.currency),
          overbookingPercent: row.overbookingPercent ?? hotel.overbookingPercent,
          overbookingCap: row.overbookingCap,
        },
      },
    ]) ?? []
  );
}

interface RoomTypePlan extends RoomTypeKey {
  readonly limits: Limits | undefined;
  readonly row: RoomTypeRow;
}

/** What rooms come and go. */
function planAll(plans: readonly RoomTypePlan[], rooms: readonly ExistingRoom[]) {
  const taken = new Map(plans.map(({ listingId }) => [listingId, new Set<string>()]));
  for (const room of rooms) taken.get(room.listingId)?.add(room.number);
  const added: RoomInput[] = [];
  const removed: ExistingRoom[] = [];
  for (const { row, listingId, skuId } of plans) {
    if (row.rooms === null) continue;
    const existing = rooms.filter((room) => room.listingId === listingId && room.skuId === skuId);
    const plan = planRooms({
      existing,
      wanted: row.rooms,
      firstFloor: row.firstFloor,
      roomsPerFloor: row.roomsPerFloor,
      taken: taken.get(listingId) ?? new Set(),
    });
    added.push(
      ...plan.added.map((room) => ({ ...room, listingId, skuId, name: `${row.name} ${room.number}` })),
    );
    const gone = new Set(plan.removed.map((room) => room.roomId));
    removed.push(...existing.filter((room) => gone.has(room.roomId)));
  }
  return { added, removed };
}

async function hotelsOf(
  prisma: ImportDatabase,
  rows: readonly RoomTypeRow[],
): Promise<Map<string, ImportedHotel>> {
  const hotels = await listHotelsByCode(prisma, [...new Set(rows.map((row) => row.hotelCode))]);
  return new Map(hotels.map((hotel) => [hotel.code, hotel]));
}
