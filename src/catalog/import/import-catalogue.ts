import { stat } from 'node:fs/promises';
import type { ImportDatabase } from './import-database.js';
import { DomainError } from '../../errors/domain-error.js';
import { addDays, nightIn, type Night } from '../../stays/night.js';
import { hasCsv } from './csv-file.js';
import {
  cabinFile,
  flightFile,
  importCabinFile,
  importFlightFile,
  importSeatFile,
  seatFile,
} from './departure.import.js';
import { importFlights, routeFile } from './flight.import.js';
import { hotelFile, importHotelFile } from './hotel.import.js';
import type { ImportContext } from './import-context.js';
import { ImportReport, type ImportProgress } from './import-report.js';
import { importOutageFile, outageFile } from './outage.import.js';
import { importPictureFile, pictureFile, type PictureSink } from './picture.import.js';
import { flightPolicyFile, importFlightPolicyFile, importPolicyFile, policyFile } from './policy.import.js';
import { importPricingRuleFile, pricingRuleFile } from './pricing-rule.import.js';
import { importRateFile, rateFile } from './rate.import.js';
import {
  airlineFile,
  airportFile,
  equipmentFile,
  importAircraft,
  importAirlines,
  importAirports,
  modelFile,
} from './reference.import.js';
import { importRoomFile, roomFile } from './room.import.js';
import { importRoomTypeFile, roomTypeFile } from './room-type.import.js';
import { importSeatMapFile, seatMapFile } from './seat-map.import.js';
import { importTotalFile, totalFile } from './total.import.js';

export interface ImportOptions {
  /** Where the CSV files are. */
  readonly folder: string;
  /** Nights hotels are opened for, from today where they are. */
  readonly horizonDays: number;
  /** First date flights are made for. Default: tomorrow (UTC). */
  readonly flightStartDate?: Night | undefined;
  /** How many days flights are made for. Default: 45. */
  readonly flightDays?: number | undefined;
  /** Most flights to make, in the order of the routes. Default: all. */
  readonly flightLimit?: number | undefined;
  /** ISO 4217 code flights are priced in, one with two decimals. Default: EUR. */
  readonly flightCurrency?: string;
  /** Where pictures go. Default: pictures.csv is not looked at. */
  readonly pictures?: PictureSink | undefined;
  readonly onProgress?: ImportProgress;
}

/** The names of the files an import reads, wherever they are. */
export const importFiles: readonly string[] = [
  hotelFile,
  policyFile,
  roomTypeFile,
  roomFile,
  outageFile,
  totalFile,
  rateFile,
  pricingRuleFile,
  pictureFile,
  airportFile,
  airlineFile,
  equipmentFile,
  modelFile,
  seatMapFile,
  flightFile,
  cabinFile,
  seatFile,
  flightPolicyFile,
  routeFile,
];

const steps = [
  [hotelFile, importHotelFile],
  [policyFile, importPolicyFile],
  [roomTypeFile, importRoomTypeFile],
  [roomFile, importRoomFile],
  [outageFile, importOutageFile],
  [totalFile, importTotalFile],
  [rateFile, importRateFile],
  [pricingRuleFile, importPricingRuleFile],
  [airportFile, importAirports],
  [airlineFile, importAirlines],
  [equipmentFile, importAircraft],
  [seatMapFile, importSeatMapFile],
  [flightFile, importFlightFile],
  [cabinFile, importCabinFile],
  [seatFile, importSeatFile],
  [flightPolicyFile, importFlightPolicyFile],
] as const;

/**
 * Loads the CSV files that are in a folder, in the order of `importFiles`, each optional (docs/import.md says what is in
 * them). Everything is found again by its code, so loading the same files twice changes nothing. A line that cannot be loaded is in the report, with its reason; the
 * others are loaded. Throws `import_folder_not_found` when there is no such folder or nothing in it to load.
 */
export async function importCatalogue(prisma: ImportDatabase, options: ImportOptions): Promise<ImportReport> {
  const context: ImportContext = {
    folder: options.folder,
    horizonDays: options.horizonDays,
    report: new ImportReport(),
    onProgress: options.onProgress ?? (() => {}),
  };
  if (!(await isFolder(context.folder))) throw nothingToImport(`There is no folder ${context.folder}`);
  let found = 0;
  for (const [file, load] of steps) {
    if (!(await hasCsv(context.folder, file))) continue;
    found += 1;
    await load(prisma, context);
  }
  const { pictures } = options;
  if (pictures !== undefined && (await hasCsv(context.folder, pictureFile))) {
    found += 1;
    await importPictureFile(prisma, context, pictures);
  }
  if (await hasCsv(context.folder, routeFile)) {
    found += 1;
    await importFlights(prisma, context, {
      startDate: options.flightStartDate ?? addDays(nightIn('UTC', new Date()), 1),
      days: options.flightDays ?? 45,
      limit: options.flightLimit,
      currency: options.flightCurrency ?? 'EUR',
    });
  }
  if (found === 0) throw nothingToImport(`${context.folder} has none of the files an import reads`);
  return context.report;
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
