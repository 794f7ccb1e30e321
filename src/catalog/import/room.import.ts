import type { Database } from '../../database/database-client.js';
import { inOne, type ImportDatabase } from './import-database.js';
import type { ImportContext } from './import-context.js';
import { summaryOf, tell, type NamedStates } from './import-trail.js';
import { readRows, withoutRepeats } from './read-rows.js';
import { deleteRooms, followRooms, insertRooms, lockHotelRooms, lockRooms } from './room-import.queries.js';
import { planRoomList, type RoomListPlan, type RoomTerms } from './room-list.rules.js';
import { listTypes, listTypesByCode, updateRooms, type KnownType } from './stock-import.queries.js';
import { readRoomRow, roomColumns, type RoomRow } from './stock-rows.js';

export const roomFile = 'rooms.csv';

/** What rooms.csv has of one hotel. */
interface HotelRooms {
  readonly listingId: number;
  readonly hotelCode: string;
  readonly rooms: { readonly type: KnownType; readonly row: RoomRow }[];
}

/**
 * Loads rooms.csv: every room of the room types it names, by number. Those that are not in it are removed; one whose line is
 * bad stays as it was, and so does every other when a record cannot be read, which may be anybody's. So does one that a guest
 * has: it is reported. The totals of all nights to come move with the rooms in service. A hotel is one transaction.
 */
export async function importRoomFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report, source } = context;
  const bad: { readonly hotelCode: string; readonly number: string }[] = [];
  const rows = await readRows(context, roomFile, roomColumns, (row) => {
    try {
      return readRoomRow(row);
    } catch (error) {
      bad.push({ hotelCode: row.fields['hotel_code'] ?? '', number: row.fields['number'] ?? '' });
      throw error;
    }
  });
  const isCut = source.isCut(roomFile);
  const unique = withoutRepeats(rows, (row) => `${row.hotelCode} ${row.number}`, roomFile, report);
  const codes = [...new Set(unique.map((row) => row.hotelCode))];
  const types = new Map((await listTypesByCode(db, codes)).map((type) => [keyOf(type), type]));
  const hotels = new Map<number, HotelRooms>();
  for (const row of unique) {
    const type = types.get(keyOf(row));
    if (type === undefined) {
      report.refuse(
        roomFile,
        row.line,
        `there is no room type "${row.typeCode}" in a hotel "${row.hotelCode}"`,
        { column: 'room_type_code', value: row.typeCode },
      );
      bad.push(row);
      continue;
    }
    const { listingId, hotelCode } = type;
    const known = hotels.get(listingId) ?? { listingId, hotelCode, rooms: [] };
    hotels.set(listingId, known);
    known.rooms.push({ type, row });
  }
  const badOf = new Map<string, Set<string>>();
  for (const { hotelCode, number } of bad) {
    badOf.set(hotelCode, (badOf.get(hotelCode) ?? new Set<string>()).add(number));
  }
  let done = 0;
  for (const hotel of hotels.values()) {
    const spared = badOf.get(hotel.hotelCode) ?? new Set<string>();
    await inOne(db, report, (tx) => writeHotel(tx, context, hotel, { isCut, spared }));
    done += 1;
    context.onProgress({ name: 'rooms', done, total: hotels.size });
  }
}

async function writeHotel(
  tx: Database,
  context: ImportContext,
  { listingId, hotelCode, ...hotel }: HotelRooms,
  { isCut, spared }: { isCut: boolean; spared: ReadonlySet<string> },
): Promise<void> {
  const { report } = context;
  await lockHotelRooms(tx, [listingId]);
  const skuIds = new Set(await listTypes(tx, listingId));
  const bad = new Set(spared);
  const rooms = hotel.rooms.filter(({ type, row }) => {
    if (skuIds.has(type.skuId)) return true;
    const place = { column: 'room_type_code', value: row.typeCode };
    report.refuse(roomFile, row.line, `room type "${row.typeCode}" of "${hotelCode}" was removed`, place);
    bad.add(row.number);
    return false;
  });
  const plan = planRoomList({
    standing: await lockRooms(tx, [listingId]),
    listed: rooms.map(({ type, row }) => ({ ...row, skuId: type.skuId })),
    skuIds: new Set(isCut ? [] : rooms.map(({ type }) => type.skuId)),
    spared: bad,
  });
  const here = <Room>(list: readonly Room[]) => list.map((room) => ({ ...room, listingId }));
  await deleteRooms(tx, here(plan.removed));
  await updateRooms(tx, here(plan.changed.map(({ after }) => after)));
  await insertRooms(tx, here(plan.added));
  if (plan.removed.length + plan.changed.length + plan.added.length > 0) {
    await followRooms(tx, here([...skuIds].map((skuId) => ({ skuId }))));
  }
  for (const { line } of plan.refused) {
    const reason = 'a guest has the room: its type stays until the guest has left or changed rooms';
    const value = rooms.find(({ row }) => row.line === line)?.row.typeCode;
    report.refuse(roomFile, line, reason, { column: 'room_type_code', value });
  }
  for (const { number } of plan.kept) {
    const reason = `room "${number}" of "${hotelCode}" is not in the file, and stays: a guest has it`;
    report.refuse(roomFile, 0, reason, { column: 'number', value: number });
  }
  report.add('roomsAdded', plan.added.length);
  report.add('roomsRemoved', plan.removed.length);
  const { before, after } = statesOf(plan);
  await tell(tx, context, [summaryOf({ kind: 'room', noun: 'room', listingId }, before, after)]);
}

/** What the audit trail has of it. */
function statesOf({ added, changed, removed }: RoomListPlan): Record<'before' | 'after', NamedStates> {
  const states = (rooms: readonly RoomTerms[]): NamedStates =>
    new Map(
      rooms.map(({ number, skuId: roomTypeId, floor, name, isAvailable }) => [
        number,
        { roomTypeId, floor, name, isAvailable },
      ]),
    );
  return {
    before: states([...removed, ...changed.map((room) => room.before)]),
    after: states([...added, ...changed.map((room) => room.after)]),
  };
}

function keyOf({ hotelCode, typeCode }: { readonly hotelCode: string; readonly typeCode: string }): string {
  return `${hotelCode} ${typeCode}`;
}
