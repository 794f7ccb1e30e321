import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { PrismaService } from '../../database/prisma.service.js';
import { hotelFile } from '../import/hotel.import.js';
import { rateFile } from '../import/rate.import.js';
import { airlineFile, airportFile } from '../import/reference.import.js';
import { roomFile } from '../import/room.import.js';
import { roomTypeFile } from '../import/room-type.import.js';
import { totalFile } from '../import/total.import.js';
import { csvLine, decimalOf } from './csv-text.js';
import {
  listHotelLines,
  listRateLines,
  listRoomLines,
  listRoomTypeLines,
  listTotalLines,
  type HotelLine,
} from './hotel-export.views.js';

/** Hotels read by one statement. */
const pageSize = 500;

const headers = {
  [hotelFile]:
    'code,name,description,address,city,country,timezone,currency,check_in,check_out,overbooking_percent,held_weight_percent,occupancy_rules,is_active',
  [roomTypeFile]:
    'hotel_code,code,name,description,max_guests,base_price,overbooking_percent,overbooking_cap,rooms,is_active',
  [roomFile]: 'hotel_code,room_type_code,number,floor,name,is_available',
  [rateFile]: 'hotel_code,start_date,end_date,multiplier',
  [totalFile]: 'hotel_code,room_type_code,start_date,end_date,total,overbooking_percent',
  [airportFile]: 'iata,name,city,country,latitude,longitude,timezone',
  [airlineFile]: 'iata,name,country',
} as const;
type ExportFile = keyof typeof headers;

export type ExportCounts = Readonly<Record<ExportFile, number>>;

/**
 * Writes the catalogue of hotels as the CSV files an import reads, into a folder that is made if need be: loaded into an empty
 * database they give the same hotels, room types, rooms, rates and totals from today on. Returns the lines of each file. Each
 * hotel is read as it is at its turn.
 */
export async function exportCatalogue(
  prisma: PrismaService,
  folder: string,
  onProgress: (hotels: number) => void = () => {},
): Promise<ExportCounts> {
  await mkdir(folder, { recursive: true });
  const files = new CsvFolder(folder);
  try {
    await writeReference(prisma, files);
    let afterId = 0;
    let written = 0;
    for (;;) {
      const page = await listHotelLines(prisma, afterId, pageSize);
      for (const hotel of page) {
        await writeHotel(prisma, files, hotel);
        onProgress((written += 1));
      }
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) break;
      afterId = last.listingId;
    }
    return files.counts();
  } finally {
    await files.close();
  }
}

async function writeReference(prisma: PrismaService, files: CsvFolder): Promise<void> {
  for (const place of await prisma.airport.findMany({ orderBy: { iata: 'asc' } })) {
    const { iata, name, city, country, latitude, longitude, timezone } = place;
    await files.write(airportFile, [iata, name, city, country, latitude, longitude, timezone]);
  }
  for (const { iata, name, country } of await prisma.airline.findMany({ orderBy: { iata: 'asc' } })) {
    await files.write(airlineFile, [iata, name, country]);
  }
}

async function writeHotel(prisma: PrismaService, files: CsvFolder, hotel: HotelLine): Promise<void> {
  const { listingId, code } = hotel;
  await files.write(hotelFile, [
    code,
    hotel.name,
    hotel.description,
    hotel.address,
    hotel.city,
    hotel.country,
    hotel.timezone,
    hotel.currency,
    hotel.checkIn,
    hotel.checkOut,
    hotel.overbookingPercent,
    hotel.heldWeightPercent,
    hotel.occupancyRules,
    hotel.isActive,
  ]);
  const digits = decimalsOf(hotel.currency);
  for (const type of await listRoomTypeLines(prisma, listingId)) {
    await files.write(roomTypeFile, [
      code,
      type.code,
      type.name,
      type.description,
      type.maxGuests,
      decimalOf(type.basePriceMinor, digits),
      type.overbookingPercent,
      type.overbookingCap,
      null, // its rooms are in a file of their own
      type.isActive,
    ]);
  }
  for (const room of await listRoomLines(prisma, listingId)) {
    await files.write(roomFile, [code, room.typeCode, room.number, room.floor, room.name, room.isAvailable]);
  }
  for (const { startDate, endDate, multiplier } of await listRateLines(prisma, listingId)) {
    await files.write(rateFile, [code, startDate, endDate, multiplier]);
  }
  for (const line of await listTotalLines(prisma, listingId)) {
    const { typeCode, startDate, endDate, total, overbookingPercent } = line;
    await files.write(totalFile, [code, typeCode, startDate, endDate, total, overbookingPercent]);
  }
}

function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Open CSV files of a folder, by their names. */
class CsvFolder {
  private readonly streams = new Map<ExportFile, ReturnType<typeof createWriteStream>>();
  private readonly lines = new Map<ExportFile, number>();

  constructor(folder: string) {
    for (const name of Object.keys(headers) as ExportFile[]) {
      const stream = createWriteStream(path.join(folder, name));
      stream.write(`${headers[name]}\n`);
      this.streams.set(name, stream);
      this.lines.set(name, 0);
    }
  }

  /** Waits while the disk is behind. */
  async write(name: ExportFile, cells: Parameters<typeof csvLine>[0]): Promise<void> {
    const stream = this.streams.get(name);
    this.lines.set(name, (this.lines.get(name) ?? 0) + 1);
    if (stream?.write(csvLine(cells)) === false) {
      await new Promise<void>((resolve, reject) => stream.once('drain', resolve).once('error', reject));
    }
  }

  counts(): ExportCounts {
    return Object.fromEntries(this.lines) as Record<ExportFile, number>;
  }

  /** Ends every file. Throws what went wrong while it was written. */
  async close(): Promise<void> {
    for (const stream of this.streams.values()) stream.end();
    for (const stream of this.streams.values()) await finished(stream);
  }
}
