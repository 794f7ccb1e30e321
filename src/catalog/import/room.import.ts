import { inOne, type ImportDatabase } from './import-database.js';
import type { ImportContext } from './import-context.js';
import { readRows, withoutRepeats } from './read-rows.js';
import { followRooms, lockHotelRooms } from './room-import.queries.js';
import {
  listTypes,
  listTypesByCode,
  lockTypesInUse,
  replaceRooms,
  type KnownType,
} from './stock-import.queries.js';
import { readRoomRow, roomColumns, type RoomRow } from './stock-rows.js';

export const roomFile = 'rooms.csv';

/**
 * Loads rooms.csv: every room of the room types it names, by number. Those that are not in it are removed; one whose line is
 * bad stays as it was, and so does every other when a record cannot be read, which may be anybody's. A room that a guest has
 * keeps its type. The totals of all nights to come move with the rooms in service. A hotel is one transaction.
 */
export async function importRoomFile(db: ImportDatabase, context: ImportContext): Promise<void> {
  const { report } = context;
  const refusedBefore = report.problemCount;
  const bad: { readonly hotelCode: string; readonly number: string }[] = [];
  const rows = await readRows(context, roomFile, roomColumns, (row) => {
    try {
      return readRoomRow(row);
    } catch (error) {
      bad.push({ hotelCode: row.fields['hotel_code'] ?? '', number: row.fields['number'] ?? '' });
      throw error;
    }
  });
  const isCut = report.problemCount - refusedBefore > bad.length;
  const unique = withoutRepeats(rows, (row) => `${row.hotelCode} ${row.number}`, roomFile, report);
  const codes = [...new Set(unique.map((row) => row.hotelCode))];
  const types = new Map((await listTypesByCode(db, codes)).map((type) => [keyOf(type), type]));
  const byHotel = new Map<number, { type: KnownType; row: RoomRow }[]>();
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
    const known = byHotel.get(type.listingId);
    if (known === undefined) byHotel.set(type.listingId, [{ type, row }]);
    else known.push({ type, row });
  }
  let done = 0;
  for (const [listingId, rooms] of byHotel) {
    await inOne(db, report, async (tx) => {
      await lockHotelRooms(tx, [listingId]);
      const states = rooms.map(({ type, row }) => ({ ...row, listingId, skuId: type.skuId }));
      const inUse = await lockTypesInUse(tx, listingId, states);
      for (const { line, number, typeCode } of states) {
        if (!inUse.has(number)) continue;
        report.refuse(roomFile, line, 'a guest has the room, which is of another type', {
          column: 'room_type_code',
          value: typeCode,
        });
      }
      const { added, removed } = await replaceRooms(tx, {
        listingId,
        skuIds: isCut ? [] : [...new Set(rooms.map(({ type }) => type.skuId))],
        kept: [
          ...inUse,
          ...bad.filter(({ hotelCode }) => hotelCode === rooms[0]?.row.hotelCode).map(({ number }) => number),
        ],
        rooms: states.filter(({ number }) => !inUse.has(number)),
      });
      await followRooms(
        tx,
        (await listTypes(tx, listingId)).map((skuId) => ({ listingId, skuId })),
      );
      report.add('roomsAdded', added);
      report.add('roomsRemoved', removed);
    });
    done += 1;
    context.onProgress({ name: 'rooms', done, total: byHotel.size });
  }
}

function keyOf({ hotelCode, typeCode }: { readonly hotelCode: string; readonly typeCode: string }): string {
  return `${hotelCode} ${typeCode}`;
}
