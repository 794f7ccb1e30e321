import type { PrismaService } from '../../database/prisma.service.js';
import { listTransferRows } from '../../media/picture-transfer.views.js';
import type { PictureTransfer } from '../../media/picture-transfer.js';
import { hotelNotFound } from '../catalog.errors.js';
import { pictureFile, pictureFolder } from '../import/picture.import.js';
import { CsvFolder } from './csv-folder.js';
import type { Cell } from './csv-text.js';
import type { ExportFile } from './export-file.js';
import { flightPages, hotelPages } from './export-pages.js';
import { flightFiles } from './flight-files.js';
import { hotelFiles } from './hotel-files.js';
import { referenceFiles } from './reference-files.js';

/** What one page may take, and wait for a connection. */
const pageLimits = { isolationLevel: 'RepeatableRead', timeout: 120_000, maxWait: 30_000 } as const;

export interface ExportOptions {
  /** Where the files go; made if need be. */
  readonly folder: string;
  /** Only this hotel, and nothing of flights. */
  readonly hotelId?: number | undefined;
  /** Gives the files of pictures. Default: pictures are left out. */
  readonly pictures?: Pick<PictureTransfer, 'readOriginal'> | undefined;
  readonly onProgress?: (step: ExportStep) => void;
}

export interface ExportStep {
  readonly name: 'hotels' | 'flights';
  readonly done: number;
}

export interface ExportReport {
  /** Of each file. */
  readonly lines: Readonly<Record<string, number>>;
  /** Pictures whose file the store has lost: they are left out. */
  readonly lostPictures: number;
}

/**
 * Writes the catalogue as the CSV files an import reads: loaded into an empty database they give the same catalogue, and that
 * the same files (docs/import.md). Nights and flights are those from today on. Some hotels, or flights, are read at a time, in
 * one snapshot, so each is whole; another may have changed meanwhile. Error: `hotel_not_found`.
 */
export async function exportCatalogue(prisma: PrismaService, options: ExportOptions): Promise<ExportReport> {
  const { folder, hotelId, pictures, onProgress = () => {} } = options;
  const isWhole = hotelId === undefined;
  if (!isWhole && (await prisma.hotel.count({ where: { listingId: hotelId } })) === 0)
    throw hotelNotFound(hotelId);
  const files = await CsvFolder.open(folder, [
    ...hotelFiles,
    ...(pictures === undefined
      ? []
      : [{ name: pictureFile, columns: 'hotel_code,room_type_code,file,url,caption' }]),
    ...(isWhole ? [...referenceFiles, ...flightFiles] : []),
  ]);
  try {
    let lostPictures = 0;
    let done = 0;
    const pages = isWhole ? hotelPages(prisma) : [[hotelId]];
    for await (const hotelIds of pages) {
      await writePage(prisma, files, hotelFiles, hotelIds);
      if (pictures !== undefined) lostPictures += await writePictures(prisma, files, pictures, hotelIds);
      onProgress({ name: 'hotels', done: (done += hotelIds.length) });
    }
    if (isWhole) {
      await writePage(prisma, files, referenceFiles, []);
      done = 0;
      for await (const flightIds of flightPages(prisma)) {
        await writePage(prisma, files, flightFiles, flightIds);
        onProgress({ name: 'flights', done: (done += flightIds.length) });
      }
    }
    return { lines: await files.complete(), lostPictures };
  } catch (error) {
    await files.abandon();
    throw error;
  }
}

/** Reads a page of each file in one snapshot, and writes it when the transaction is over. */
async function writePage(
  prisma: PrismaService,
  files: CsvFolder,
  of: readonly ExportFile[],
  listingIds: readonly number[],
): Promise<void> {
  const read = await prisma.$transaction(async (tx) => {
    const pages: { name: string; lines: Cell[][] }[] = [];
    for (const { name, read: readLines } of of) pages.push({ name, lines: await readLines(tx, listingIds) });
    return pages;
  }, pageLimits);
  for (const { name, lines } of read) await files.write(name, lines);
}

/** Writes the pictures of hotels with their files, one at a time. Returns how many the store has lost. */
async function writePictures(
  prisma: PrismaService,
  files: CsvFolder,
  pictures: Pick<PictureTransfer, 'readOriginal'>,
  hotelIds: readonly number[],
): Promise<number> {
  let lost = 0;
  for (const { hotelCode, roomTypeCode, key, url, caption } of await listTransferRows(prisma, hotelIds)) {
    const original = url === null && key !== null ? await pictures.readOriginal(key) : undefined;
    if (url === null && original === undefined) {
      lost += 1;
      continue;
    }
    if (original !== undefined) await files.writeBeside(pictureFolder, original.name, original.bytes);
    await files.write(pictureFile, [[hotelCode, roomTypeCode, original?.name ?? null, url, caption]]);
  }
  return lost;
}
