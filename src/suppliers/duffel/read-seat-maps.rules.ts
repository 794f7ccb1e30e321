import type { OfferSeat, OfferSeatCabin, OfferSeatMap, OfferSeatRow, SeatService } from '../seat-map.js';
import type { Fields } from './answer-fields.js';
import { readCabin, readMoney } from './read-offer.rules.js';

const seatTypes: ReadonlySet<unknown> = new Set(['seat', 'restricted_seat_general']);

/** A seat map as Duffel describes it (docs/duffel.md). Throws `UnreadableAnswer`. */
export function readSeatMap(map: Fields): OfferSeatMap {
  return { segmentId: map.text('segment_id'), cabins: map.list('cabins', readSeatCabin) };
}

function readSeatCabin(cabin: Fields): OfferSeatCabin {
  return {
    cabin: readCabin(cabin.raw('cabin_class')),
    deck: cabin.integer('deck'),
    aisles: cabin.integer('aisles'),
    rows: cabin.list('rows', readRow).filter((row) => row.seats.length > 0),
  };
}

/** Sections are what is between walls and aisles: its outer seats are at a window, its inner ones at an aisle. */
function readRow(row: Fields): OfferSeatRow {
  const sections = row.list('sections', (section) =>
    section.list('elements', (element) => element).filter((element) => seatTypes.has(element.raw('type'))),
  );
  return {
    seats: sections.flatMap((elements, section) =>
      elements.map((element, index) => {
        const isLeft = section === 0 && index === 0;
        const isRight = section === sections.length - 1 && index === elements.length - 1;
        const isAtEnd = index === 0 || index === elements.length - 1;
        return readSeat(element, isLeft || isRight ? 'window' : isAtEnd ? 'aisle' : 'middle');
      }),
    ),
  };
}

function readSeat(seat: Fields, position: OfferSeat['position']): OfferSeat {
  const services = seat.listOrEmpty('available_services', readService);
  return {
    designator: seat.text('designator'),
    isAvailable: services.length > 0,
    position,
    name: seat.textOrNull('name'),
    disclosures: seat.texts('disclosures'),
    services,
  };
}

function readService(service: Fields): SeatService {
  return {
    serviceId: service.text('id'),
    passengerId: service.text('passenger_id'),
    price: readMoney(service, 'total'),
  };
}
