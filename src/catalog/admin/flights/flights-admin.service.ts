import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import type { Database } from '../../../database/database-client.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { violates } from '../../../database/sql-error.js';
import { invalidField, invalidFields } from '../../../errors/invalid-request.js';
import { cursorCodec } from '../../../http/cursor.js';
import { assertCurrent } from '../../../http/etag.js';
import { toPage, type Page } from '../../../http/page.dto.js';
import { InventoryService } from '../../../inventory/inventory.service.js';
import { flightNotFound } from '../../catalog.errors.js';
import { lockHotelRooms } from '../../import/room-import.queries.js';
import { lockAircraft, lockSeatMap } from '../aircraft/aircraft.queries.js';
import { aircraftNotFound } from '../aircraft/aircraft.service.js';
import type { CabinPlan } from '../aircraft/seat-map.rules.js';
import { seatMapNotFound } from '../aircraft/seat-maps.service.js';
import type { ChangeBy } from '../change-by.js';
import { codeTaken } from '../code-taken.js';
import { maxPriceMinor } from '../price.dto.js';
import { removeWhole } from '../removal.js';
import type {
  CabinPriceDto,
  FlightAdminDto,
  FlightChangesDto,
  FlightsAdminQuery,
  NewFlightDto,
} from './flights-admin.dto.js';
import { countPlaces, insertFlight, lockFlight, updateTimes } from './flights-admin.queries.js';
import { findFlight, listFlights } from './flights-admin.views.js';
import { highestPrice, openCabin } from './open-cabin.js';

const flightCursor = cursorCodec('flights of administrators', ['id']);

/** What administrators do to flights. */
@Injectable()
export class FlightsAdminService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly inventory: InventoryService,
  ) {}

  /** Flights by id, departed and retired ones too. Error: `invalid_cursor`. */
  async list({ limit, cursor, ...filter }: FlightsAdminQuery): Promise<Page<FlightAdminDto>> {
    const afterId = cursor === undefined ? 0 : flightCursor.decode(cursor)[0];
    const rows = await listFlights(this.prisma, { ...filter, afterId, limit: limit + 1 });
    return toPage(rows, limit, (last) => flightCursor.encode([last.flightId]));
  }

  /** Error: `flight_not_found`. */
  async get(flightId: number): Promise<FlightAdminDto> {
    return getFlight(this.prisma, flightId);
  }

  /**
   * Adds a flight with the cabins and seats of a seat map, all of them free. Errors: `seat_map_not_found`, `code_taken` for
   * a number that flies that day already, 400 for what does not go together.
   */
  async add(flight: NewFlightDto, actor: Actor): Promise<FlightAdminDto> {
    try {
      return await inTransaction(this.prisma, async (tx) => {
        const map = await lockSeatMap(tx, flight.seatMap);
        if (map === undefined) throw seatMapNotFound(flight.seatMap);
        const prices = pricesOf(map.cabins, flight.cabins);
        const made = await insertFlight(tx, { ...flight, aircraft: map.aircraft });
        if (made === undefined) throw unknown('origin', 'airport');
        for (const cabin of map.cabins) {
          const price = prices.get(cabin.class) ?? { price: 0 };
          await openCabin(tx, this.inventory, { ...made, cabin, price });
        }
        const after = await getFlight(tx, made.flightId);
        const told = { ...after, seatMap: flight.seatMap, cabins: flight.cabins };
        await writeAudit(tx, actor, { action: 'created', ...subject(made.flightId), after: told });
        return after;
      });
    } catch (error) {
      throw refusalOf(error) ?? codeTaken(error, `${flight.airline}${flight.number}`) ?? error;
    }
  }

  /**
   * Changes what was read, retires a flight or brings it back. Who has booked it is told of other times by the event
   * `reservation.rescheduled`, which a trigger writes. Errors: `flight_not_found`, `aircraft_not_found`, 412, 400 for another
   * date, or an aircraft with fewer seats than are sold.
   */
  async change(
    flightId: number,
    { departsAt, arrivesAt, aircraft, isActive }: FlightChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<FlightAdminDto> {
    try {
      const after = await inTransaction(this.prisma, async (tx) => {
        const before = await lockFlight(tx, flightId);
        if (before === undefined) throw flightNotFound(flightId);
        assertCurrent(ifMatch, before);
        if (departsAt !== undefined || arrivesAt !== undefined) {
          const times = {
            departsAt: departsAt ?? before.departsAt,
            arrivesAt: arrivesAt ?? before.arrivesAt,
          };
          if (!(await updateTimes(tx, flightId, times))) {
            const message =
              `departsAt must be on ${before.departureDate} or the day after, at ${before.origin}: ` +
              'seats are sold for that day';
            throw invalidField('departsAt', 'other_date', message);
          }
        }
        if (aircraft !== undefined && aircraft !== before.aircraft) {
          await changeAircraft(tx, flightId, aircraft);
        }
        await tx.listing.update({ where: { listingId: flightId }, data: { isActive } });
        const changed = await getFlight(tx, flightId);
        const action =
          before.isActive === changed.isActive ? 'changed' : changed.isActive ? 'restored' : 'retired';
        await writeAudit(tx, actor, { action, ...subject(flightId), before, after: changed });
        return changed;
      });
      this.inventory.noteChange([flightId]);
      return after;
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }

  /** Removes a flight nobody ever booked. Errors as `removeWhole`, `flight_not_found`, 412. */
  async remove(flightId: number, { actor, ifMatch }: ChangeBy): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      await lockHotelRooms(tx, [flightId]);
      const before = await lockFlight(tx, flightId);
      if (before === undefined) throw flightNotFound(flightId);
      assertCurrent(ifMatch, before);
      await removeWhole(tx, flightId);
      await writeAudit(tx, actor, { action: 'removed', ...subject(flightId), before });
    });
    this.inventory.noteChange([flightId]);
  }
}

function subject(flightId: number) {
  return { kind: 'flight', id: flightId, listingId: flightId } as const;
}

async function getFlight(db: Database, flightId: number): Promise<FlightAdminDto> {
  const flight = await findFlight(db, flightId);
  if (flight === undefined) throw flightNotFound(flightId);
  return flight;
}

/** Another aircraft flies; cabins and seats stay as they are. Throws `aircraft_not_found`, 400 for one that is too small. */
async function changeAircraft(tx: Database, flightId: number, code: string): Promise<void> {
  const aircraft = await lockAircraft(tx, code);
  if (aircraft === undefined) throw aircraftNotFound(code);
  const places = await countPlaces(tx, flightId);
  if (places > aircraft.seats) {
    const message = `aircraft ${code} has ${aircraft.seats} seats, and ${places} are sold: retire some first`;
    throw invalidField('aircraft', 'does_not_fit', message);
  }
  await tx.flight.update({ where: { listingId: flightId }, data: { aircraftCode: code } });
}

/** The price of each cabin. Throws 400 for a cabin without one, one too many, or what its kind of seating has not. */
function pricesOf(
  cabins: readonly CabinPlan[],
  prices: readonly CabinPriceDto[],
): Map<string, CabinPriceDto> {
  const faults = prices.flatMap((price, index) => {
    const field = `cabins.${index}`;
    const cabin = cabins.find((each) => each.class === price.class);
    if (cabin === undefined) {
      return [
        { field: `${field}.class`, code: 'unknown', message: `the seat map has no ${price.class} cabin` },
      ];
    }
    if (prices.findIndex((each) => each.class === price.class) < index) {
      return [{ field: `${field}.class`, code: 'twice', message: `${field}.class is there twice` }];
    }
    const surplus =
      cabin.seating === 'open'
        ? (['windowSurcharge', 'frontSurcharge'] as const)
        : (['overbookingPercent'] as const);
    const tooDear =
      highestPrice(cabin, price) > maxPriceMinor
        ? [
            {
              field: `${field}.price`,
              code: 'max',
              message: `${field}.price must not be more than ${maxPriceMinor} with the surcharges of a seat`,
            },
          ]
        : [];
    return [
      ...tooDear,
      ...surplus
        .filter((name) => price[name] !== undefined)
        .map((name) => ({
          field: `${field}.${name}`,
          code: 'not_together',
          message: `${field}.${name} does not go with ${cabin.seating} seating`,
        })),
    ];
  });
  for (const { class: name } of cabins) {
    if (prices.some((price) => price.class === name)) continue;
    faults.push({ field: 'cabins', code: 'required', message: `cabins has no price for ${name}` });
  }
  if (faults.length > 0) throw invalidFields(faults);
  return new Map(prices.map((price) => [price.class, price]));
}

function unknown(field: string, what: string): Error {
  return invalidField(field, 'unknown', `${field} is no ${what} we know`);
}

/** What a constraint says of a flight, in the caller's words. */
function refusalOf(error: unknown): Error | undefined {
  if (violates(error, 'flight_airline_fkey')) return unknown('airline', 'airline');
  if (violates(error, 'flight_destination_fkey')) return unknown('destination', 'airport');
  if (violates(error, 'flight_times_check')) {
    return invalidField('arrivesAt', 'not_after_departure', 'arrivesAt must be after departsAt');
  }
  if (violates(error, 'flight_route_check')) {
    return invalidField('destination', 'same_airport', 'destination must not be the origin');
  }
  return undefined;
}
