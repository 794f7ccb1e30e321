import type { PrismaService } from '../../database/prisma.service.js';
import type { WantedPicture } from '../../media/picture-transfer.js';
import { importFlights, routeFile } from './flight.import.js';
import { findFiles, type ImportOptions } from './import-catalogue.js';
import { timeZonesOf } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import { partByPart, takingBack, takingBackPart, type ImportDatabase } from './import-database.js';
import type { AssertAlone } from './import-lock.js';
import { ImportReport } from './import-report.js';
import {
  flightPeriodOf,
  flightSteps,
  hotelSteps,
  importFiles,
  pictureSplit,
  referenceSteps,
  type FileStep,
} from './import-steps.js';
import { lockHotels } from './lock-hotels.js';
import { importPictureFile } from './picture.import.js';
import { FolderSource } from './row-source.js';
import { SplitRows } from './split-rows.js';

/** Hotels that are tried together: what a hold or the front desk may wait for, and locks the database has to keep. */
const hotelsPerPart = 10;
/** Flights of one number on all of its dates, with every seat. */
const numbersPerPart = 1;
/** Of all flights: the transaction is one, because each part needs the airports and aircraft of the same files. */
const flightLimits = { timeout: 6 * 3_600_000, maxWait: 60_000 };

export interface TryOptions extends Omit<ImportOptions, 'pictures' | 'actor'> {
  /** Looks at pictures, and returns how many are good. Default: pictures.csv is not looked at. */
  readonly checkPictures?: ((wanted: readonly WantedPicture[]) => Promise<number>) | undefined;
  /** Flights, and what they refer to, are left out. */
  readonly onlyHotels?: boolean | undefined;
}

/**
 * Does what `importCatalogue` does, and takes it back: the report is that of a real import. Hotels are tried ten at a time with
 * all of their files, flights one number at a time; each part is taken back before the next begins, so that nobody waits for more
 * than that, however large the catalogue is. Error: `import_folder_not_found`.
 */
export async function tryCatalogue(
  prisma: PrismaService,
  assertAlone: AssertAlone,
  options: TryOptions,
): Promise<ImportReport> {
  const report = new ImportReport();
  const timeZones = timeZonesOf(prisma);
  // Now, because in a transaction it would take another connection.
  await timeZones();
  const context: ImportContext = {
    folder: options.folder,
    source: new FolderSource(options.folder, report),
    timeZones,
    horizonDays: options.horizonDays,
    actor: undefined,
    report,
    onProgress: options.onProgress ?? (() => {}),
  };
  await findFiles(context, { withPictures: options.checkPictures !== undefined });
  await tryHotels(prisma, assertAlone, context, options);
  if (options.onlyHotels !== true) await tryFlights(prisma, assertAlone, context, options);
  report.settle(importFiles);
  return report;
}

async function tryHotels(
  prisma: PrismaService,
  assertAlone: AssertAlone,
  context: ImportContext,
  { checkPictures }: TryOptions,
): Promise<void> {
  const { source, report, onProgress } = context;
  const files = checkPictures === undefined ? hotelSteps : [...hotelSteps, pictureSplit];
  const rows = await SplitRows.split(source, files, { keysPerPart: hotelsPerPart });
  try {
    let done = 0;
    for (const [part, codes] of rows.parts().entries()) {
      const ofPart = inPart(context, rows, part);
      const pictures = await takingBack(prisma, assertAlone, (db) =>
        report.once(async () => {
          await lockPart(db, codes);
          await load(db, ofPart, hotelSteps);
          const wanted: WantedPicture[] = [];
          if (checkPictures !== undefined && (await ofPart.source.has(pictureSplit.file))) {
            await importPictureFile(db, ofPart, (_scope, ofScope) => {
              wanted.push(...ofScope);
              return Promise.resolve(0);
            });
          }
          return wanted;
        }),
      );
      // Their files may be large, and nobody is to wait while they are looked at.
      if (checkPictures !== undefined && pictures.length > 0) {
        report.add('pictures', await checkPictures(pictures));
      }
      done += codes.length;
      onProgress({ name: 'hotels', done, total: rows.size });
    }
  } finally {
    await rows.remove();
  }
}

async function tryFlights(
  prisma: PrismaService,
  assertAlone: AssertAlone,
  context: ImportContext,
  options: TryOptions,
): Promise<void> {
  const { source, report, onProgress } = context;
  const rows = await SplitRows.split(source, flightSteps, { keysPerPart: numbersPerPart });
  try {
    await takingBack(
      prisma,
      assertAlone,
      (db) =>
        report.once(async () => {
          await load(db, context, referenceSteps);
          let done = 0;
          for (const [part, numbers] of rows.parts().entries()) {
            const ofPart = inPart(context, rows, part);
            await takingBackPart(db, () => report.once(() => load(db, ofPart, flightSteps)));
            done += numbers.length;
            onProgress({ name: 'flights', done, total: rows.size });
          }
          if (await source.has(routeFile)) {
            await importFlights(partByPart(db), context, flightPeriodOf(options));
          }
        }),
      flightLimits,
    );
  } finally {
    await rows.remove();
  }
}

/**
 * All that the files of these hotels lock, in the order in which everybody does. Each file locks it again, where it is its
 * first: after another file of the same transaction that would be crosswise.
 */
async function lockPart(db: ImportDatabase, codes: readonly string[]): Promise<void> {
  // No hotel has a code that PostgreSQL has no text for; its lines are refused when they are read.
  await lockHotels(
    db,
    codes.filter((code) => !code.includes('\0')),
  );
}

/** The same import of a part of the lines. How far a part has come is of no interest. */
function inPart(context: ImportContext, rows: SplitRows, part: number): ImportContext {
  return { ...context, source: rows.part(part), onProgress: () => {} };
}

async function load(db: ImportDatabase, context: ImportContext, steps: readonly FileStep[]): Promise<void> {
  for (const { file, load: loadFile } of steps) {
    if (await context.source.has(file)) await loadFile(db, context);
  }
}
