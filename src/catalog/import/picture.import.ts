import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PictureScope } from '../../media/picture.views.js';
import type { WantedPicture } from '../../media/picture-transfer.js';
import type { ImportContext } from './import-context.js';
import type { ImportDatabase } from './import-database.js';
import { pictureColumns, readPictureRow, type PictureRow } from './picture-rows.js';
import { readRows } from './read-rows.js';
import { listListingsByCode } from './listing-import.queries.js';
import { listTypesByCode } from './stock-import.queries.js';

export const pictureFile = 'pictures.csv';
/** Where the files are that pictures.csv names, beside it. */
export const pictureFolder = 'pictures';

/** Whoever takes pictures: adds them, or only looks whether they could be. Returns how many are good. */
export type PictureSink = (scope: PictureScope, wanted: readonly WantedPicture[]) => Promise<number>;

/**
 * Loads pictures.csv: pictures of hotels and room types, in the order of the lines. One that is there already, with the same
 * bytes or the same address, gets the caption and its place. Pictures that are not in it stay, behind the others. Each is
 * added by itself: what is in the store of pictures takes part in no transaction.
 */
export async function importPictureFile(
  db: ImportDatabase,
  context: ImportContext,
  bring: PictureSink,
): Promise<void> {
  const { report } = context;
  const rows = await readRows(context, pictureFile, pictureColumns, readPictureRow);
  const hotelCodes = [...new Set(rows.map(({ hotelCode }) => hotelCode))];
  const hotels = await listListingsByCode(db, 'hotel', hotelCodes);
  const types = await listTypesByCode(db, hotelCodes);
  const skuOf = new Map(types.map(({ hotelCode, typeCode, skuId }) => [`${hotelCode} ${typeCode}`, skuId]));
  const scopes = new Map<string, { scope: PictureScope; wanted: WantedPicture[] }>();
  for (const row of rows) {
    const { line, hotelCode, typeCode } = row;
    const hotelId = hotels.get(hotelCode)?.listingId;
    const roomTypeId = typeCode === null ? undefined : skuOf.get(`${hotelCode} ${typeCode}`);
    if (hotelId === undefined) {
      const place = { column: 'hotel_code', value: hotelCode };
      report.refuse(pictureFile, line, `there is no hotel "${hotelCode}"`, place);
    } else if (typeCode !== null && roomTypeId === undefined) {
      const place = { column: 'room_type_code', value: typeCode };
      report.refuse(
        pictureFile,
        line,
        `there is no room type "${typeCode}" in a hotel "${hotelCode}"`,
        place,
      );
    } else {
      const key = `${hotelId} ${roomTypeId}`;
      const group = scopes.get(key) ?? { scope: { hotelId, roomTypeId }, wanted: [] };
      scopes.set(key, group);
      group.wanted.push(wantedOf(row, context));
    }
  }
  let done = 0;
  for (const { scope, wanted } of scopes.values()) {
    report.add('pictures', await bring(scope, wanted));
    done += wanted.length;
    context.onProgress({ name: 'pictures', done, total: rows.length });
  }
}

function wantedOf(
  { line, file, url, caption }: PictureRow,
  { folder, report }: ImportContext,
): WantedPicture {
  const place = url === null ? { column: 'file', value: file ?? '' } : { column: 'url', value: url };
  return {
    caption,
    url,
    read: (maxBytes) => readPicture(path.join(folder, pictureFolder, file ?? ''), maxBytes),
    refuse: (reason) => report.refuse(pictureFile, line, reason, place),
  };
}

async function readPicture(file: string, maxBytes: number): Promise<Buffer | 'missing' | 'too_large'> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) return 'missing';
  return found.size > maxBytes ? 'too_large' : readFile(file);
}
