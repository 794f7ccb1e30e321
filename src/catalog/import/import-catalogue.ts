import { stat } from 'node:fs/promises';
import type { Actor } from '../../audit/actor.js';
import { DomainError } from '../../errors/domain-error.js';
import { importFlights, routeFile } from './flight.import.js';
import { timeZonesOf } from './hotel-import.queries.js';
import type { ImportContext } from './import-context.js';
import type { ImportDatabase } from './import-database.js';
import { ImportReport, type ImportProgress } from './import-report.js';
import {
  flightPeriodOf,
  flightSteps,
  hotelSteps,
  importFiles,
  referenceSteps,
  type FlightOptions,
} from './import-steps.js';
import { tellingRun } from './import-trail.js';
import { importPictureFile, pictureFile, type PictureSink } from './picture.import.js';
import { FolderSource } from './row-source.js';

export interface ImportOptions extends FlightOptions {
  /** Where the CSV files are. */
  readonly folder: string;
  /** Nights hotels are opened for, from today where they are. */
  readonly horizonDays: number;
  /** Where pictures go. Default: pictures.csv is not looked at. */
  readonly pictures?: PictureSink | undefined;
  /** Whom the audit trail names (`asRun`). Default: nobody, and there are no entries. */
  readonly actor?: Actor | undefined;
  readonly onProgress?: ImportProgress;
}

/**
 * Loads the CSV files that are in a folder, in the order of `importFiles`, each optional (docs/import.md says what is in
 * them). Everything is found again by its code, so loading the same files twice changes nothing. A line that cannot be loaded
 * is in the report, with its reason; the others are loaded. Throws `import_folder_not_found` when there is no such folder or
 * nothing in it to load.
 */
export async function importCatalogue(prisma: ImportDatabase, options: ImportOptions): Promise<ImportReport> {
  const { folder, pictures } = options;
  const report = new ImportReport();
  const context: ImportContext = {
    folder,
    source: new FolderSource(folder, report),
    timeZones: timeZonesOf(prisma),
    horizonDays: options.horizonDays,
    actor: options.actor,
    report,
    onProgress: options.onProgress ?? (() => {}),
  };
  const files = await findFiles(context, { withPictures: pictures !== undefined });
  await tellingRun(prisma, context, files, async () => {
    for (const { file, load } of [...hotelSteps, ...referenceSteps, ...flightSteps]) {
      if (files.includes(file)) await load(prisma, context);
    }
    if (pictures !== undefined && files.includes(pictureFile)) {
      await importPictureFile(prisma, context, pictures);
    }
    if (files.includes(routeFile)) await importFlights(prisma, context, flightPeriodOf(options));
  });
  report.settle(importFiles);
  return report;
}

/** The files that are there to be loaded. Throws `import_folder_not_found` when there is none, or no such folder. */
export async function findFiles(
  { folder, source }: Pick<ImportContext, 'folder' | 'source'>,
  { withPictures }: { withPictures: boolean },
): Promise<string[]> {
  if (!(await isFolder(folder))) throw nothingToImport(`There is no folder ${folder}`);
  const loaded = [
    ...[...hotelSteps, ...referenceSteps, ...flightSteps].map(({ file }) => file),
    ...(withPictures ? [pictureFile] : []),
    routeFile,
  ];
  const found: string[] = [];
  for (const file of loaded) if (await source.has(file)) found.push(file);
  if (found.length === 0) throw nothingToImport(`${folder} has none of the files an import reads`);
  return found;
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}

function nothingToImport(message: string): DomainError {
  return new DomainError('not_found', 'import_folder_not_found', message);
}
