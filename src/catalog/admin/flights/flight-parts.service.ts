import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import type { Database } from '../../../database/database-client.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { violates } from '../../../database/sql-error.js';
import { DomainError } from '../../../errors/domain-error.js';
import { invalidField, invalidFields } from '../../../errors/invalid-request.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { cabinNotFound, flightDeparted, flightNotFound } from '../../catalog.errors.js';
import { readPlan } from '../aircraft/read-plan.js';
import { capacityOf, faultsOf, type CabinPlan } from '../aircraft/seat-map.rules.js';
import { maxPriceMinor, minorOf } from '../price.dto.js';
import type { NewCabinDto, NewSeatDto } from './flight-parts.dto.js';
import type { CabinAdminDto, FlightAdminDto, SeatAdminDto } from './flights-admin.dto.js';
import { insertSeat, lockFlight } from './flights-admin.queries.js';
import { listCabins, listSeats } from './flights-admin.views.js';
import { highestPrice, openCabin, openUnits } from './open-cabin.js';

/** Adds cabins and seats to flights that are there: another aircraft has come, or a seat is mended. */
@Injectable()
export class FlightPartsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Adds a cabin, all of it free. Errors: `flight_not_found`, `flight_departed`, `cabin_taken`, `seat_taken`, 400. */
  addCabin(flightId: number, request: NewCabinDto, actor: Actor): Promise<CabinAdminDto> {
    const cabin = planOf(request);
    return this.underFlight(flightId, async (tx, { departureDate, currency, aircraft }) => {
      await assertFits(tx, cabin, aircraft);
      const { price, windowSurcharge, frontSurcharge, overbookingPercent } = request;
      if ((await listCabins(tx, flightId, cabin.class)).length > 0) throw cabinTaken(flightId);
      const amount = minorOf('price', price, currency);
      await openCabin(tx, this.inventory, {
        flightId,
        departureDate,
        cabin,
        price: { price: amount, windowSurcharge, frontSurcharge, overbookingPercent },
      });
      const [row] = await listCabins(tx, flightId, cabin.class);
      if (row === undefined) throw cabinNotFound(flightId, cabin.class);
      const { skuId: _sku, ...made } = row;
      const after = { ...cabin, price, windowSurcharge, frontSurcharge, overbookingPercent };
      await writeAudit(tx, actor, {
        action: 'created',
        kind: 'cabin',
        id: cabin.class,
        listingId: flightId,
        after,
      });
      return made;
    });
  }

  /**
   * Adds a seat, free, to a cabin with assigned seating. Errors: `flight_not_found`, `flight_departed`, `cabin_not_found`,
   * `cabin_has_open_seating`, `seat_taken`, 400.
   */
  addSeat(flightId: number, request: NewSeatDto, actor: Actor): Promise<SeatAdminDto> {
    const { seat: label, cabin: cabinClass, position, price } = request;
    return this.underFlight(flightId, async (tx, { departureDate, currency }) => {
      const [cabin] = await listCabins(tx, flightId, cabinClass);
      if (cabin === undefined) throw cabinNotFound(flightId, cabinClass);
      if (cabin.seating === 'open') throw hasOpenSeating(flightId, cabinClass);
      const priceMinor = price === undefined ? undefined : minorOf('price', price, currency);
      const seat = { flightId, cabinSkuId: cabin.skuId, label, position, priceMinor };
      const skuId = await insertSeat(tx, seat);
      await openUnits(tx, this.inventory, { flightId, departureDate, skuIds: [skuId], total: 1 });
      const [row] = await listSeats(tx, { flightId, afterId: 0, limit: 1, only: label });
      if (row === undefined) throw new Error(`seat ${label} was added and is not there`);
      const { skuId: _sku, ...after } = row;
      await writeAudit(tx, actor, { action: 'created', kind: 'seat', id: label, listingId: flightId, after });
      return after;
    });
  }

  /** One change of a flight's cabins and seats at a time, and none once it has departed. */
  private async underFlight<Result>(
    flightId: number,
    work: (tx: Database, flight: FlightAdminDto) => Promise<Result>,
  ): Promise<Result> {
    try {
      const result = await inTransaction(this.prisma, async (tx) => {
        await this.inventory.lockRooms(tx, flightId);
        const flight = await lockFlight(tx, flightId);
        if (flight === undefined) throw flightNotFound(flightId);
        if (Date.parse(flight.departsAt) <= Date.now()) throw flightDeparted(flightId, flight.departsAt);
        return work(tx, flight);
      });
      this.inventory.noteChange([flightId]);
      return result;
    } catch (error) {
      throw takenBy(error, flightId) ?? error;
    }
  }
}

/** Throws 400 for a cabin that cannot be, and for a price its kind of seating has not. */
function planOf(request: NewCabinDto): CabinPlan {
  const cabin = readPlan(request, '');
  const surplus =
    cabin.seating === 'open'
      ? (['windowSurcharge', 'frontSurcharge'] as const)
      : (['overbookingPercent'] as const);
  const layout = faultsOf([cabin], Infinity);
  const letters = layout.filter(({ field }) => field.endsWith('.letters'));
  const isTooDear = highestPrice(cabin, { ...request, price: request.price.amount }) > maxPriceMinor;
  const tooDear = `price.amount must not be more than ${maxPriceMinor} with the surcharges of a seat`;
  const faults = [
    ...(isTooDear ? [{ field: 'price.amount', code: 'max', message: tooDear }] : []),
    ...surplus
      .filter((field) => request[field] !== undefined)
      .map((field) => ({
        field,
        code: 'not_together',
        message: `${field} does not go with ${cabin.seating} seating`,
      })),
    // A letter that is there twice makes every seat of it stand twice.
    ...(letters.length > 0 ? letters : layout).map(({ field, message }) => ({
      field: field.replace(/^cabins\.0\.?/, '') || 'lastRow',
      code: 'does_not_fit',
      message: message.replaceAll('cabins.0.', '').replace('cabins.0', 'the cabin'),
    })),
  ];
  if (faults.length > 0) throw invalidFields(faults);
  return cabin;
}

/** Throws 400 for a cabin with more seats than such an aircraft can have. */
async function assertFits(tx: Database, cabin: CabinPlan, code: string): Promise<void> {
  const { seats = Infinity } = (await tx.aircraft.findUnique({ where: { code } })) ?? {};
  if (capacityOf(cabin) <= seats) return;
  const field = cabin.seating === 'open' ? 'capacity' : 'lastRow';
  throw invalidField(field, 'does_not_fit', `the aircraft has ${seats} seats`);
}

function cabinTaken(flightId: number): DomainError {
  const message = `Flight ${flightId} has such a cabin already, perhaps a retired one`;
  return new DomainError('conflict', 'cabin_taken', message, { flightId });
}

function takenBy(error: unknown, flightId: number): DomainError | undefined {
  if (violates(error, 'seat_label_key')) {
    const message = `Flight ${flightId} has such a seat already, perhaps a retired one`;
    return new DomainError('conflict', 'seat_taken', message, { flightId }, { cause: error });
  }
  return undefined;
}

function hasOpenSeating(flightId: number, cabin: string): DomainError {
  const message = `In the ${cabin} cabin of flight ${flightId} passengers sit where they like: set how many there are`;
  return new DomainError('conflict', 'cabin_has_open_seating', message, { flightId, cabin });
}
