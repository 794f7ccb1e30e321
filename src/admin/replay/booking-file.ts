import { statSync } from 'node:fs';
import path from 'node:path';
import { readCsv } from '../../catalog/import/csv-file.js';
import type { ImportReport } from '../../catalog/import/import-report.js';
import { readOrRefuse } from '../../catalog/import/read-rows.js';
import { RowFault, RowReader } from '../../catalog/import/row-reader.js';
import type { Night } from '../../stays/night.js';
import { CliError } from '../cli/cli-error.js';

const columns = [
  'booking_no',
  'booked_on',
  'arrival',
  'nights',
  'room_type',
  'price_per_night_eur',
  'outcome',
  'outcome_on',
] as const;

/** One line of a file of bookings. Dates are those of the file. */
export interface Booking {
  readonly bookingNo: string;
  readonly bookedOn: Night;
  readonly arrival: Night;
  /** As the file has it; the API refuses 0, and more than a stay may have. */
  readonly nights: number;
  readonly roomType: string;
  readonly pricePerNightMinor: number;
  /** The day it was canceled, for one that was. */
  readonly canceledOn: Night | undefined;
}

/**
 * Reads the first `limit` bookings of a CSV file, in the order of the file. Lines that are none are reported and left
 * out. Throws when there is no such file.
 */
export async function readBookings(
  file: string,
  { limit = Infinity, report }: { limit?: number | undefined; report: ImportReport },
): Promise<Booking[]> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new CliError(`There is no file ${file}.`);
  }
  const bookings = new Map<string, Booking>();
  const name = path.basename(file);
  for await (const row of readCsv(path.dirname(file), name, columns, report)) {
    if (bookings.size >= limit) break;
    const booking = readOrRefuse(name, row.line, report, () => {
      const read = readBooking(new RowReader(row));
      if (bookings.has(read.bookingNo)) throw new RowFault(`booking_no "${read.bookingNo}" is there already`);
      return read;
    });
    if (booking !== undefined) bookings.set(booking.bookingNo, booking);
  }
  return [...bookings.values()];
}

function readBooking(reader: RowReader): Booking {
  const bookedOn = reader.night('booked_on');
  const outcome = reader.matching(
    'outcome',
    /^(canceled|no_show|checked_out)$/,
    'canceled, no_show or checked_out',
  );
  const outcomeOn = reader.night('outcome_on');
  if (outcomeOn < bookedOn) throw new RowFault('outcome_on is before booked_on');
  return {
    bookingNo: reader.matching('booking_no', /^[\w-]{1,40}$/, 'a booking number'),
    bookedOn,
    arrival: reader.night('arrival'),
    nights: reader.integer('nights', { min: 0, max: 10_000 }),
    roomType: reader.matching('room_type', /^[A-Za-z0-9][\w.-]{0,19}$/, 'a room type'),
    pricePerNightMinor: Math.round(reader.decimal('price_per_night_eur', { min: 0, max: 1_000_000 }) * 100),
    canceledOn: outcome === 'canceled' ? outcomeOn : undefined,
  };
}
