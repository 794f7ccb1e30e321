import type { PrismaService } from '../database/prisma.service.js';
import { invalidFields, type FieldError } from '../errors/invalid-request.js';
import { addDays, nightIn, type Night } from '../stays/night.js';
import { getStayNights } from '../stays/stay-rules.js';
import type { BookingRequestDto, RoomItemDto } from './booking-request.dto.js';
import {
  assertRoomTypes,
  getFlightForBooking,
  getHotelForBooking,
  resolveCabin,
  resolveSeats,
} from './listing.views.js';

/** What is wanted, in the words of the ledger. */
export interface BookingTarget {
  readonly listingId: number;
  readonly kind: 'hotel' | 'flight';
  readonly currency: string;
  readonly timezone: string;
  /** Half open: a flight is the one date of its departure. */
  readonly startDate: Night;
  readonly endDate: Night;
  /** Each SKU once. */
  readonly items: readonly { readonly skuId: number; readonly quantity: number }[];
}

/** One of the three things that can be asked for, all its fields there. */
export type BookingShape =
  | {
      readonly kind: 'rooms';
      readonly hotelId: number;
      readonly startDate: Night;
      readonly endDate: Night;
      readonly items: readonly RoomItemDto[];
    }
  | { readonly kind: 'seats'; readonly flightId: number; readonly seats: readonly string[] }
  | { readonly kind: 'places'; readonly flightId: number; readonly cabin: string; readonly quantity: number };

const shapes = {
  rooms: ['hotelId', 'startDate', 'endDate', 'items'],
  seats: ['flightId', 'seats'],
  places: ['flightId', 'cabin', 'quantity'],
} as const satisfies Record<BookingShape['kind'], readonly (keyof BookingRequestDto)[]>;
const shapeFields = [...new Set(Object.values(shapes).flat())];

/** Which of the three was asked for. Throws 400 `invalid_request` for fields that are missing or do not go together. */
export function readBookingShape(request: BookingRequestDto): BookingShape {
  const kind = request.hotelId !== undefined ? 'rooms' : request.seats !== undefined ? 'seats' : 'places';
  const { hotelId, startDate, endDate, items, flightId, seats, cabin, quantity } = request;
  if (hotelId === undefined && flightId === undefined) {
    throw invalidFields([{ field: 'hotelId', code: 'required', message: 'hotelId or flightId is needed' }]);
  }
  const expected: readonly string[] = shapes[kind];
  const faults: FieldError[] = shapeFields.flatMap((field) => {
    const isThere = request[field] !== undefined;
    if (isThere === expected.includes(field)) return [];
    return isThere
      ? [{ field, code: 'not_together', message: `${field} does not go with ${expected.join(', ')}` }]
      : [{ field, code: 'required', message: `${field} goes with ${expected.join(', ')}` }];
  });
  if (faults.length > 0) throw invalidFields(faults);
  if (hotelId !== undefined && startDate !== undefined && endDate !== undefined && items !== undefined) {
    return { kind: 'rooms', hotelId, startDate, endDate, items };
  }
  if (flightId !== undefined && seats !== undefined) return { kind: 'seats', flightId, seats };
  if (flightId !== undefined && cabin !== undefined && quantity !== undefined) {
    return { kind: 'places', flightId, cabin, quantity };
  }
  throw new Error('a request without faults has one of the three shapes');
}

/**
 * Finds what is wanted. Throws 400 for a request or stay that cannot be, 404 `hotel_not_found`,
 * `room_type_not_found`, `flight_not_found`, `seat_not_found`, `cabin_not_found`, and 409 `flight_departed`,
 * `cabin_has_assigned_seats`. Whether it is free is for the ledger to say.
 */
export async function resolveBooking(
  prisma: PrismaService,
  request: BookingRequestDto,
  { now = new Date(), horizonDays }: { now?: Date; horizonDays: number },
): Promise<BookingTarget> {
  const shape = readBookingShape(request);
  if (shape.kind === 'rooms') {
    const { hotelId, startDate, endDate, items } = shape;
    const hotel = await getHotelForBooking(prisma, hotelId);
    getStayNights({ startDate, endDate }, { today: nightIn(hotel.timezone, now), horizonDays });
    assertRoomTypes(
      hotel,
      items.map((item) => item.roomTypeId),
    );
    const { currency, timezone } = hotel;
    return {
      listingId: hotelId,
      kind: 'hotel',
      currency,
      timezone,
      startDate,
      endDate,
      items: sumByRoomType(items),
    };
  }
  const flight = await getFlightForBooking(prisma, shape.flightId, now);
  const { currency, timezone, departureDate } = flight;
  return {
    listingId: shape.flightId,
    kind: 'flight',
    currency,
    timezone,
    startDate: departureDate,
    endDate: addDays(departureDate, 1),
    items:
      shape.kind === 'seats'
        ? resolveSeats(flight, shape.seats).map((skuId) => ({ skuId, quantity: 1 }))
        : [{ skuId: resolveCabin(flight, shape.cabin), quantity: shape.quantity }],
  };
}

/** One room type may stand twice in a request; it is priced and taken as one. */
function sumByRoomType(items: readonly RoomItemDto[]): BookingTarget['items'] {
  const quantities = new Map<number, number>();
  for (const { roomTypeId, quantity } of items) {
    quantities.set(roomTypeId, (quantities.get(roomTypeId) ?? 0) + quantity);
  }
  return [...quantities].map(([skuId, quantity]) => ({ skuId, quantity }));
}
