import type { Database } from '../../database/database-client.js';
import { maxFloor } from '../floors.js';
import { inOne, type ImportDatabase } from './import-database.js';
import { inBatches } from './batches.js';
import { replaceTypeTables, setTypeLimits } from './price-import.queries.js';
import { limitsOf, minAboveMax, type Limits } from './price-cells.js';
import { basePriceMinor, readRoomTypeRow, roomTypeColumns, type RoomTypeRow } from './hotel-rows.js';
import { listRoomTypeThings } from './hotel-things.views.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';
import { summaryOf, tell, telling, type NamedStates } from './import-trail.js';
import type { KnownListing } from './listing-import.queries.js';
import { lockHotels } from './lock-hotels.js';
import { readOrRefuse, readRows, withoutRepeats } from './read-rows.js';
import {
  changeOverbooking,
  deleteRooms,
  followRooms,
  insertRooms,
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
/** Rooms that a reason names. */
const maxNamed = 10;

interface KnownRow {
  readonly row: RoomTypeRow;
  readonly input: RoomTypeInput;
  readonly limits: Limits | undefined;
}

/**
 * Loads room_types.csv: room types by hotel and code, their rooms, and the nights up to the horizon. When the number
 * of rooms differs from the one before, the totals of all nights to come follow: one that someone set by hand for some
 * nights keeps its distance. What a line does not say stays as it is.
 */
export async function importRoomTypeFile(prisma: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, roomTypeFile, roomTypeColumns, readRoomTypeRow);
  const unique = withoutRepeats(rows, (row) => `${row.hotelCode} ${row.code}`, roomTypeFile, report);
  let done = 0;
  for (const batch of inBatches(unique, batchSize)) {
    await inOne(prisma, report, async (tx) => {
      const hotels = await lockHotels(
        tx,
        batch.map(({ hotelCode }) => hotelCode),
      );
      const known = batch.flatMap((row) => withHotel(row, hotels, report));
      await telling(
        tx,
        context,
        () =>
          listRoomTypeThings(
            tx,
            known.map(({ input }) => input),
          ),
        () => writeTypes(tx, context, known),
      );
    });
    done += batch.length;
    context.onProgress({ name: 'room types', done, total: unique.length });
  }
}

async function writeTypes(tx: Database, context: ImportContext, known: readonly KnownRow[]): Promise<void> {
  const { report } = context;
  const types = await upsertRoomTypes(
    tx,
    known.map(({ input }) => input),
  );
  const typeOf = new Map(types.map((type) => [`${type.listingId} ${type.code}`, type]));
  const plans = known.flatMap(({ row, input, limits }) => {
    const type = typeOf.get(`${input.listingId} ${input.code}`);
    return type === undefined
      ? []
      : [{ row, listingId: type.listingId, skuId: type.skuId, isNew: type.isNew, limits }];
  });
  await changeOverbooking(
    tx,
    plans.map(({ listingId, skuId, row: { overbookingPercent, overbookingCap } }) => ({
      listingId,
      skuId,
      overbookingPercent,
      overbookingCap,
    })),
  );
  const rooms = await lockRooms(
    tx,
    plans.map((plan) => plan.listingId),
  );
  const { added, removed } = planAll(plans, rooms, report);
  await deleteRooms(tx, removed);
  await insertRooms(tx, added);
  if (removed.length + added.length > 0) await followRooms(tx, plans);
  const thatBecome = (state: boolean) =>
    plans.flatMap(({ row: { isActive }, ...key }) => (isActive === state ? [{ ...key, isActive }] : []));
  await setTypesActive(tx, thatBecome(true));
  // Not of what is retired already. One that is made, retired or in a retired hotel, has had its nights where it comes from.
  await openNights(tx, plans, context.horizonDays);
  await setTypesActive(tx, thatBecome(false));
  const unlimited = await setTypeLimits(
    tx,
    plans.flatMap(({ listingId, skuId, limits, row: { line } }) =>
      limits === undefined ? [] : [{ line, listingId, skuId, ...limits }],
    ),
  );
  for (const line of unlimited) report.refuse(roomTypeFile, line, `${minAboveMax} that is there: both stay`);
  await replaceTypeTables(
    tx,
    plans.flatMap(({ listingId, skuId, row: { occupancyRules: rules } }) =>
      rules === undefined ? [] : [{ listingId, skuId, rules }],
    ),
  );
  report.add('roomTypes', plans.length);
  report.add('roomsAdded', added.length);
  report.add('roomsRemoved', removed.length);
  await tellRooms(tx, context, added, removed);
}

function withHotel(
  row: RoomTypeRow,
  hotels: ReadonlyMap<string, KnownListing>,
  report: ImportReport,
): KnownRow[] {
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
          overbookingPercent: row.overbookingPercent,
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

/** What rooms come and go. A room that a guest has stays, and where there is no place for all that are wanted, none comes. */
function planAll(plans: readonly RoomTypePlan[], rooms: readonly ExistingRoom[], report: ImportReport) {
  const taken = new Map(plans.map(({ listingId }) => [listingId, new Set<string>()]));
  for (const room of rooms) taken.get(room.listingId)?.add(room.number);
  const added: RoomInput[] = [];
  const removed: ExistingRoom[] = [];
  for (const { row, listingId, skuId } of plans) {
    if (row.rooms === null) continue;
    const existing = rooms.filter((room) => room.listingId === listingId && room.skuId === skuId);
    const numbers = taken.get(listingId) ?? new Set();
    const plan = planRooms({
      existing,
      wanted: row.rooms,
      firstFloor: row.firstFloor,
      roomsPerFloor: row.roomsPerFloor,
      taken: numbers,
    });
    added.push(
      ...plan.added.map((room) => ({ ...room, listingId, skuId, name: `${row.name} ${room.number}` })),
    );
    const gone = new Set(plan.removed.map((room) => room.roomId));
    const going = existing.filter((room) => gone.has(room.roomId));
    removed.push(...going.filter(({ isOccupied }) => !isOccupied));
    const staying = going.filter(({ isOccupied }) => isOccupied).map(({ number }) => number);
    for (const number of staying) numbers.add(number);
    refuseRooms(row, { staying, missing: plan.missing }, report);
  }
  return { added, removed };
}

function refuseRooms(
  { line, rooms, hotelCode }: RoomTypeRow,
  { staying, missing }: { staying: readonly string[]; missing: number },
  report: ImportReport,
): void {
  const place = { column: 'rooms', value: String(rooms) };
  if (missing > 0) {
    const reason = `there is no place in "${hotelCode}" for ${missing} of the rooms up to floor ${maxFloor}: none is added`;
    report.refuse(roomTypeFile, line, reason, place);
  }
  if (staying.length > 0) {
    const [which, more] = [staying.slice(0, maxNamed).join(', '), staying.length - maxNamed];
    const reason = `a guest has room ${which}${more > 0 ? `, and ${more} more` : ''}: so many stay`;
    report.refuse(roomTypeFile, line, reason, place);
  }
}

/** Which rooms came and went, for the audit trail: an entry for each hotel. */
async function tellRooms(
  tx: Database,
  context: ImportContext,
  added: readonly RoomInput[],
  removed: readonly ExistingRoom[],
): Promise<void> {
  const hotelIds = new Set([...added, ...removed].map(({ listingId }) => listingId));
  const statesIn = (rooms: readonly (RoomTypeKey & { number: string })[], hotelId: number): NamedStates =>
    new Map(
      rooms
        .filter(({ listingId }) => listingId === hotelId)
        .map(({ number, skuId: roomTypeId }) => [number, { roomTypeId }]),
    );
  await tell(
    tx,
    context,
    [...hotelIds].map((listingId) =>
      summaryOf(
        { kind: 'room', noun: 'room', listingId },
        statesIn(removed, listingId),
        statesIn(added, listingId),
      ),
    ),
  );
}
