import { addDays, nightIn, type Night } from '../../stays/night.js';
import {
  cabinFile,
  flightFile,
  importCabinFile,
  importFlightFile,
  importSeatFile,
  seatFile,
} from './departure.import.js';
import { cabinColumns, flightColumns, seatColumns } from './departure-rows.js';
import { routeFile, type FlightPeriod } from './flight.import.js';
import { hotelFile, importHotelFile } from './hotel.import.js';
import { hotelColumns, rateColumns, roomTypeColumns } from './hotel-rows.js';
import type { ImportContext } from './import-context.js';
import type { ImportDatabase } from './import-database.js';
import { importOutageFile, outageFile } from './outage.import.js';
import { pictureFile } from './picture.import.js';
import { pictureColumns } from './picture-rows.js';
import { flightPolicyFile, importFlightPolicyFile, importPolicyFile, policyFile } from './policy.import.js';
import { policyColumns } from './policy-rows.js';
import { importPricingRuleFile, pricingRuleFile } from './pricing-rule.import.js';
import { pricingRuleColumns } from './pricing-rule-rows.js';
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
import { outageColumns, roomColumns, totalColumns } from './stock-rows.js';
import { importTotalFile, totalFile } from './total.import.js';

type Fields = Readonly<Record<string, string>>;

/** A file whose lines can be told apart by what they belong to. */
export interface SplitFile {
  readonly file: string;
  /** Columns it must have. */
  readonly columns: readonly string[];
  /** What a line belongs to. Lines of different ones have nothing to do with each other. */
  readonly keyOf: (fields: Fields) => string;
}

/** One file of an import, and how it is loaded. */
export interface FileStep {
  readonly file: string;
  readonly load: (db: ImportDatabase, context: ImportContext) => Promise<void>;
}

const ofHotel = (fields: Fields): string => fields['hotel_code'] ?? '';
const policyColumnsOf = (listing: string): readonly string[] => [`${listing}_code`, ...policyColumns];

/** Everything of hotels but their pictures, in the order in which it is loaded. */
export const hotelSteps: readonly (FileStep & SplitFile)[] = [
  { file: hotelFile, columns: hotelColumns, keyOf: ({ code = '' }) => code, load: importHotelFile },
  { file: policyFile, columns: policyColumnsOf('hotel'), keyOf: ofHotel, load: importPolicyFile },
  { file: roomTypeFile, columns: roomTypeColumns, keyOf: ofHotel, load: importRoomTypeFile },
  { file: roomFile, columns: roomColumns, keyOf: ofHotel, load: importRoomFile },
  { file: outageFile, columns: outageColumns, keyOf: ofHotel, load: importOutageFile },
  { file: totalFile, columns: totalColumns, keyOf: ofHotel, load: importTotalFile },
  { file: rateFile, columns: rateColumns, keyOf: ofHotel, load: importRateFile },
  { file: pricingRuleFile, columns: pricingRuleColumns, keyOf: ofHotel, load: importPricingRuleFile },
];

/** The pictures of hotels; what takes them is not part of it. */
export const pictureSplit: SplitFile = { file: pictureFile, columns: pictureColumns, keyOf: ofHotel };

/** What flights refer to. */
export const referenceSteps: readonly FileStep[] = [
  { file: airportFile, load: importAirports },
  { file: airlineFile, load: importAirlines },
  { file: equipmentFile, load: importAircraft },
  { file: seatMapFile, load: importSeatMapFile },
];

/** Airline and number: the date of a line of flights.csv depends on the time zone, which is elsewhere. */
const ofFlight = ({ flight_code: code = '' }: Fields): string => code.replace(/-\d{4}-\d{2}-\d{2}$/, '');

/** Everything of flights, in the order in which it is loaded. */
export const flightSteps: readonly (FileStep & SplitFile)[] = [
  {
    file: flightFile,
    columns: flightColumns,
    keyOf: ({ airline = '', number = '' }) => airline + number,
    load: importFlightFile,
  },
  { file: cabinFile, columns: cabinColumns, keyOf: ofFlight, load: importCabinFile },
  { file: seatFile, columns: seatColumns, keyOf: ofFlight, load: importSeatFile },
  {
    file: flightPolicyFile,
    columns: policyColumnsOf('flight'),
    keyOf: ofFlight,
    load: importFlightPolicyFile,
  },
];

/** The names of the files an import reads, wherever they are. */
export const importFiles: readonly string[] = [
  ...hotelSteps.map(({ file }) => file),
  pictureFile,
  airportFile,
  airlineFile,
  equipmentFile,
  modelFile,
  seatMapFile,
  ...flightSteps.map(({ file }) => file),
  routeFile,
];

export interface FlightOptions {
  /** First date flights are made for. Default: tomorrow (UTC). */
  readonly flightStartDate?: Night | undefined;
  /** How many days flights are made for. Default: 45. */
  readonly flightDays?: number | undefined;
  /** Most flights to make, in the order of the routes. Default: all. */
  readonly flightLimit?: number | undefined;
  /** ISO 4217 code flights are priced in, one with two decimals. Default: EUR. */
  readonly flightCurrency?: string;
}

/** What flights are made of routes.csv. */
export function flightPeriodOf(options: FlightOptions): FlightPeriod {
  return {
    startDate: options.flightStartDate ?? addDays(nightIn('UTC', new Date()), 1),
    days: options.flightDays ?? 45,
    limit: options.flightLimit,
    currency: options.flightCurrency ?? 'EUR',
  };
}
