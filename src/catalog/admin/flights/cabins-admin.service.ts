import { Injectable } from '@nestjs/common';
import { writeAudit } from '../../../audit/write-audit.js';
import type { Database } from '../../../database/database-client.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { invalidField } from '../../../errors/invalid-request.js';
import { cursorCodec } from '../../../http/cursor.js';
import { assertCurrent } from '../../../http/etag.js';
import { toPage, type Page, type PageQuery } from '../../../http/page.dto.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { cabinNotFound, flightNotFound, seatsNotFound } from '../../catalog.errors.js';
import { lockHotelRooms } from '../../import/room-import.queries.js';
import type { ChangeBy } from '../change-by.js';
import { maxPriceMinor, minorOf } from '../price.dto.js';
import { removeParts } from '../removal.js';
import type { CabinAdminDto, CabinChangesDto, SeatAdminDto, SeatChangesDto } from './flights-admin.dto.js';
import {
  listCabinSkus,
  listSeatPrices,
  lockFlight,
  moveSeatPrices,
  type SeatPrice,
} from './flights-admin.queries.js';
import { listCabins, listSeats, type CabinRow, type SeatRow } from './flights-admin.views.js';

const seatCursor = cursorCodec('seats of administrators', ['id']);

/** What administrators do to the cabins and seats of a flight. How many there are is said by the inventory. */
@Injectable()
export class CabinsAdminService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Error: `flight_not_found`. */
  async listCabins(flightId: number): Promise<CabinAdminDto[]> {
    const rows = await listCabins(this.prisma, flightId);
    if (rows.length === 0) await this.assertFlight(flightId);
    return rows.map(toCabin);
  }

  /** Error: `cabin_not_found`. */
  async getCabin(flightId: number, cabinClass: string): Promise<CabinAdminDto> {
    return toCabin(await getCabinRow(this.prisma, flightId, cabinClass));
  }

  /** Changes what was read, retires a cabin or brings it back. Errors: `flight_not_found`, `cabin_not_found`, 412, 400. */
  async changeCabin(
    flightId: number,
    cabinClass: string,
    { price, isActive }: CabinChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<CabinAdminDto> {
    return this.underFlight(flightId, async (tx) => {
      const row = await getCabinRow(tx, flightId, cabinClass);
      const before = toCabin(row);
      assertCurrent(ifMatch, before);
      const basePriceMinor = price === undefined ? undefined : minorOf('price', price, before.price.currency);
      if (basePriceMinor !== undefined) {
        const seats = { flightId, cabinSkuId: row.skuId };
        assertSeatsMove(await listSeatPrices(tx, seats), before.price.amount, basePriceMinor);
        await moveSeatPrices(tx, { ...seats, delta: basePriceMinor - before.price.amount });
      }
      await updateSku(tx, { flightId, skuId: row.skuId }, { basePriceMinor, isActive });
      const after = toCabin(await getCabinRow(tx, flightId, cabinClass));
      const action = actionOf(before, after);
      await writeAudit(tx, actor, {
        action,
        kind: 'cabin',
        id: cabinClass,
        listingId: flightId,
        before,
        after,
      });
      return after;
    });
  }

  /** Removes a cabin with its seats. Errors as `removeParts`, `flight_not_found`, `cabin_not_found`, 412. */
  async removeCabin(flightId: number, cabinClass: string, { actor, ifMatch }: ChangeBy): Promise<void> {
    await this.underFlight(flightId, async (tx) => {
      const row = await getCabinRow(tx, flightId, cabinClass);
      const before = toCabin(row);
      assertCurrent(ifMatch, before);
      await removeParts(tx, flightId, await listCabinSkus(tx, flightId, row.skuId));
      await writeAudit(tx, actor, {
        action: 'removed',
        kind: 'cabin',
        id: cabinClass,
        listingId: flightId,
        before,
      });
    });
  }

  /** Errors: `flight_not_found`, `invalid_cursor`. */
  async listSeats(flightId: number, { limit, cursor }: PageQuery): Promise<Page<SeatAdminDto>> {
    const afterId = cursor === undefined ? 0 : seatCursor.decode(cursor)[0];
    const rows = await listSeats(this.prisma, { flightId, afterId, limit: limit + 1 });
    if (rows.length === 0) await this.assertFlight(flightId);
    const page = toPage(rows, limit, (last) => seatCursor.encode([last.skuId]));
    return { ...page, data: page.data.map(toSeat) };
  }

  /** Error: `seat_not_found`. */
  async getSeat(flightId: number, label: string): Promise<SeatAdminDto> {
    return toSeat(await getSeatRow(this.prisma, flightId, label));
  }

  /** Changes what was read, retires a seat or brings it back. Errors: `flight_not_found`, `seat_not_found`, 412, 400. */
  async changeSeat(
    flightId: number,
    label: string,
    { price, isActive }: SeatChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<SeatAdminDto> {
    return this.underFlight(flightId, async (tx) => {
      const row = await getSeatRow(tx, flightId, label);
      const before = toSeat(row);
      assertCurrent(ifMatch, before);
      const basePriceMinor = price === undefined ? undefined : minorOf('price', price, before.price.currency);
      await updateSku(tx, { flightId, skuId: row.skuId }, { basePriceMinor, isActive });
      const after = toSeat(await getSeatRow(tx, flightId, label));
      const action = actionOf(before, after);
      await writeAudit(tx, actor, { action, kind: 'seat', id: label, listingId: flightId, before, after });
      return after;
    });
  }

  /** Removes a seat nobody ever booked. Errors as `removeParts`, `flight_not_found`, `seat_not_found`, 412. */
  async removeSeat(flightId: number, label: string, { actor, ifMatch }: ChangeBy): Promise<void> {
    await this.underFlight(flightId, async (tx) => {
      const row = await getSeatRow(tx, flightId, label);
      const before = toSeat(row);
      assertCurrent(ifMatch, before);
      await removeParts(tx, flightId, [row.skuId]);
      await writeAudit(tx, actor, {
        action: 'removed',
        kind: 'seat',
        id: label,
        listingId: flightId,
        before,
      });
    });
  }

  /** One change of a flight's cabins and seats at a time. */
  private async underFlight<Result>(
    flightId: number,
    work: (tx: Database) => Promise<Result>,
  ): Promise<Result> {
    const result = await inTransaction(this.prisma, async (tx) => {
      await lockHotelRooms(tx, [flightId]);
      if ((await lockFlight(tx, flightId)) === undefined) throw flightNotFound(flightId);
      return work(tx);
    });
    this.inventory.noteChange([flightId]);
    return result;
  }

  private async assertFlight(flightId: number): Promise<void> {
    if ((await this.prisma.flight.count({ where: { listingId: flightId } })) === 0)
      throw flightNotFound(flightId);
  }
}

/**
 * Throws 400 where a seat would cost less than nothing, or more than anything may: were it kept at the bound, it would have lost
 * its surcharge when the price moves back.
 */
function assertSeatsMove(seats: readonly SeatPrice[], from: number, to: number): void {
  const [lowest, highest] = [seats.at(0), seats.at(-1)];
  const field = 'price.amount';
  if (lowest !== undefined && lowest.priceMinor + to - from < 0) {
    const least = from - lowest.priceMinor;
    const message = `${field} must not be less than ${least}: seat ${lowest.label} moves with it, and costs ${lowest.priceMinor}`;
    throw invalidField(field, 'min', message);
  }
  if (highest !== undefined && highest.priceMinor + to - from > maxPriceMinor) {
    const most = maxPriceMinor - highest.priceMinor + from;
    const message = `${field} must not be more than ${most}: seat ${highest.label} moves with it, and costs ${highest.priceMinor}`;
    throw invalidField(field, 'max', message);
  }
}

async function getCabinRow(db: Database, flightId: number, cabinClass: string): Promise<CabinRow> {
  const [row] = await listCabins(db, flightId, cabinClass);
  if (row === undefined) throw cabinNotFound(flightId, cabinClass);
  return row;
}

async function getSeatRow(db: Database, flightId: number, label: string): Promise<SeatRow> {
  const [row] = await listSeats(db, { flightId, afterId: 0, limit: 1, only: label });
  if (row === undefined) throw seatsNotFound(flightId, [label]);
  return row;
}

async function updateSku(
  db: Database,
  { flightId, skuId }: { flightId: number; skuId: number },
  data: { basePriceMinor?: number | undefined; isActive?: boolean | undefined },
): Promise<void> {
  await db.sku.update({ where: { listingId_skuId: { listingId: flightId, skuId } }, data });
}

function actionOf(before: { isActive: boolean }, after: { isActive: boolean }) {
  if (before.isActive === after.isActive) return 'changed';
  return after.isActive ? 'restored' : 'retired';
}

function toCabin({ skuId: _sku, ...cabin }: CabinRow): CabinAdminDto {
  return cabin;
}

function toSeat({ skuId: _sku, ...seat }: SeatRow): SeatAdminDto {
  return seat;
}
