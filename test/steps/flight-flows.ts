import { randomUUID } from 'node:crypto';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { CancellationQuoteDto } from '../../src/reservations/cancellation-quote.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { noFlight, type FlightEnding } from './flight-ending.js';
import { Flight } from './flight.js';
import type { Course, Flow } from './flow.js';
import { awaitHold, awaitReservation, bookAndPay, endOf, takeHold } from './moves.js';

const env = { SUPPLIER_TIMEOUT_MS: '2000', SUPPLIER_WRITE_TIMEOUT_MS: '1000' };
/**
 * An order may take two seconds to show. Whoever dies between writing it down and sending it leaves one that is looked for
 * in vain, twice, after that time. A payment would be given up after as long, which a restart may take.
 */
const envOfOrders = { ...env, SUPPLIER_SETTLE_SECONDS: '2' };

/** The sweep does what a crash left; it runs all the time, so it would be taken for background. */
const livesBy = 'update supplier_order';

const secured: FlightEnding = {
  ...noFlight,
  holds: { active: 1 },
  orders: { awaiting_payment: 1 },
  atSupplier: { awaiting_payment: 1 },
};
/** Nobody sent the order: the hold lives on without it. */
const unsecured: FlightEnding = { ...noFlight, holds: { active: 1 }, orders: { not_made: 1 } };
const released: FlightEnding = {
  ...noFlight,
  holds: { released: 1 },
  orders: { released: 1 },
  atSupplier: { cancelled: 1 },
};

const booked = ({ offer: { total } }: Flight): FlightEnding => ({
  ...noFlight,
  holds: { confirmed: 1 },
  reservations: { paid: 1 },
  orders: { booked: 1 },
  atSupplier: { booked: 1 },
  keptBySupplier: total.amount,
  captures: 1,
  captured: total.amount,
});
/** Nobody sent the order, so the guest was told no and the authorisation went back. */
const notBooked: FlightEnding = {
  ...noFlight,
  holds: { canceled: 1 },
  reservations: { rejected: 1 },
  orders: { not_made: 1 },
};

const beforeSending = 'before supplier POST /air/orders';
const endingsUnlessSent = (writtenDown: string, ending: FlightEnding) => ({
  [`after ${writtenDown}`]: ending,
  [beforeSending]: ending,
});

/** Held, and known whether the supplier keeps it: the answer may have been lost. */
async function holdUntilKnown(flight: Flight): Promise<void> {
  const { holdId } = await takeHold(flight, flight.wish);
  await flight.awaitRead<HoldDto>(
    `/v1/holds/${holdId}`,
    ({ supplier }) => supplier !== undefined && supplier.status !== 'unknown',
  );
}

/** Books and pays under an id of the guest's own, so that a refusal after a crash can be read, too. */
async function bookUntilKnown(flight: Flight, body: object): Promise<void> {
  const reservationId = randomUUID();
  await flight.guest.send('POST', '/v1/reservations', {
    body: { ...body, reservationId },
    expected: [201, 202, 409],
  });
  await flight.awaitRead<ReservationDto>(
    `/v1/reservations/${reservationId}`,
    ({ status }) => status === 'paid' || status === 'rejected',
  );
}

function holdFlow(name: string, familyName: string): Flow {
  return {
    name,
    env: envOfOrders,
    livesBy,
    begin: async (world) => {
      const trip = await Flight.plan(world, { familyName });
      return {
        trip,
        ending: secured,
        endingsAfter: endingsUnlessSent('supplier_hold_begin', unsecured),
        run: () => trip.stage('hold', () => holdUntilKnown(trip)),
      };
    },
  };
}

/** A flight that the supplier does not keep: it is ordered when it is paid, and the order is the booking. */
function instantFlow(name: string, prepare: (flight: Flight) => Promise<object>): Flow {
  return {
    name,
    env: envOfOrders,
    livesBy,
    begin: async (world) => {
      const trip = await Flight.plan(world, { canBeHeld: false });
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      const wish = await prepare(trip);
      return {
        trip,
        ending: booked(trip),
        endingsAfter: endingsUnlessSent('supplier_booking_begin', notBooked),
        run: () => trip.stage('book', () => bookUntilKnown(trip, { ...wish, paymentMethodId })),
      };
    },
  };
}

const heldFlows: readonly Flow[] = [
  holdFlow('flight held', 'Silva'),
  holdFlow('flight held, the answer is lost and the order found', 'Lost-Answer'),
  {
    name: 'flight released',
    env,
    livesBy,
    begin: async (world) => {
      const trip = await Flight.plan(world);
      const { holdId } = await trip.hold();
      return {
        trip,
        ending: released,
        run: () =>
          trip.stage('release', async () => {
            await trip.guest.send('DELETE', `/v1/holds/${holdId}`, { expected: [204] });
            await trip.awaitEnding(released);
          }),
      };
    },
  },
  {
    name: 'flight hold expires',
    env: { ...env, HOLD_TTL_SECONDS: '2' },
    livesBy,
    begin: async (world) => {
      const trip = await Flight.plan(world);
      const ending: FlightEnding = { ...released, holds: { expired: 1 } };
      const hold = await trip.hold();
      return {
        trip,
        ending,
        run: () =>
          trip.stage(
            'expire',
            async () => {
              await awaitHold(trip, hold.holdId, 'expired');
              await trip.awaitEnding(ending);
            },
            { dueAt: endOf(hold) },
          ),
      };
    },
  },
];

const paidFlows: readonly Flow[] = [
  {
    name: 'flight held, then paid',
    env,
    livesBy,
    begin: async (world) => {
      const trip = await Flight.plan(world);
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      const { holdId } = await trip.hold();
      return {
        trip,
        ending: booked(trip),
        run: () => trip.stage('pay', async () => void (await bookAndPay(trip, { holdId, paymentMethodId }))),
      };
    },
  },
  instantFlow('flight booked directly', async (flight) => flight.wish),
  instantFlow('flight held unsecured, then paid', async (flight) => {
    const { holdId } = await flight.hold();
    return { holdId };
  }),
  {
    name: 'flight canceled by a quote',
    env,
    livesBy,
    begin: async (world) => cancelCourse(await Flight.plan(world)),
  },
];

async function cancelCourse(trip: Flight): Promise<Course> {
  const paymentMethodId = await trip.saveCard('pm_card_visa');
  const { holdId } = await trip.hold();
  const path = `/v1/reservations/${await bookAndPay(trip, { holdId, paymentMethodId })}`;
  const { quoteId } = await trip.guest.read<CancellationQuoteDto>(`${path}/cancellation-quote`);
  return {
    trip,
    ending: {
      ...booked(trip),
      holds: { canceled: 1 },
      reservations: { refunded: 1 },
      orders: { canceled: 1 },
      atSupplier: { cancelled: 1 },
      keptBySupplier: 0,
      refunded: trip.offer.total.amount,
    },
    run: () =>
      trip.stage('cancel', async () => {
        await trip.guest.send('DELETE', `${path}?quoteId=${quoteId}`, { expected: [200] });
        await awaitReservation(trip, path.slice(path.lastIndexOf('/') + 1), 'refunded');
      }),
  };
}

/** Flights of a supplier. Between two steps there is one system more that may or may not have done its part. */
export const flightFlows: readonly Flow[] = [...heldFlows, ...paidFlows];
