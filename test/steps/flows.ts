import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { armFault, decideAtBank, disarmFaults } from '../support/provider.js';
import { nothing, type Ending } from './ending.js';
import type { Flow } from './flow.js';
import { flightFlows } from './flight-flows.js';
import { awaitHold, awaitReservation, bookAndPay, endOf, pay, takeHold } from './moves.js';
import { letStuckRequestArrive } from './stuck-request.js';
import { Trip } from './trip.js';

const price = 10_000;
const held: Ending = { ...nothing, holds: { active: 1 }, held: 1 };
const paid: Ending = {
  ...nothing,
  holds: { confirmed: 1 },
  reservations: { paid: 1 },
  reserved: 1,
  captures: 1,
  captured: price,
};
const shortHolds = { HOLD_TTL_SECONDS: '2', PAYMENT_GRACE_SECONDS: '1', PAYMENT_TIMEOUT_MS: '1000' };

/** Pays with a card whose bank asks the guest; resolves when the bank's page is known. */
async function payUntilBankAsks(trip: Trip): Promise<{ reservationId: string; url: string }> {
  const paymentMethodId = await trip.saveCard('pm_card_authenticationRequired');
  return trip.stage('pay', async () => {
    const { reservationId } = await pay(trip, { ...trip.hotel.room, paymentMethodId });
    const { nextAction } = await trip.awaitRead<ReservationDto>(
      `/v1/reservations/${reservationId}`,
      (now) => now.nextAction !== undefined,
    );
    return { reservationId, url: nextAction?.url ?? '' };
  });
}

/** What goes on all the time, whoever is there. */
export const background: Flow = {
  name: 'nothing at all',
  begin: async (world) => ({ trip: await Trip.plan(world), ending: nothing, run: async () => {} }),
};

const holdFlows: readonly Flow[] = [
  {
    name: 'hold',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      return {
        trip,
        ending: held,
        run: () => trip.stage('hold', async () => void (await takeHold(trip, trip.hotel.room))),
      };
    },
  },
  {
    name: 'hold replaced by another',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const { holdId } = await takeHold(trip, trip.hotel.room);
      return {
        trip,
        ending: { ...held, holds: { active: 1, released: 1 } },
        run: () =>
          trip.stage(
            'replace',
            async () => void (await takeHold(trip, { ...trip.nextNight, replacesHoldId: holdId })),
          ),
      };
    },
  },
  {
    name: 'hold released',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const { holdId } = await takeHold(trip, trip.hotel.room);
      return {
        trip,
        ending: { ...nothing, holds: { released: 1 } },
        run: () =>
          trip.stage(
            'release',
            async () => void (await trip.guest.send('DELETE', `/v1/holds/${holdId}`, { expected: [204] })),
          ),
      };
    },
  },
  {
    name: 'hold expires',
    livesBy: 'holds_expire_overdue',
    env: shortHolds,
    begin: async (world) => {
      const trip = await Trip.plan(world);
      return {
        trip,
        ending: { ...nothing, holds: { expired: 1 } },
        run: async () => {
          const hold = await trip.stage('hold', () => takeHold(trip, trip.hotel.room));
          await trip.stage('expire', async () => void (await awaitHold(trip, hold.holdId, 'expired')), {
            dueAt: endOf(hold),
          });
        },
      };
    },
  },
];

const paymentFlows: readonly Flow[] = [
  {
    name: 'hold paid',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      const { holdId } = await takeHold(trip, trip.hotel.room);
      return {
        trip,
        ending: paid,
        run: () => trip.stage('pay', async () => void (await bookAndPay(trip, { holdId, paymentMethodId }))),
      };
    },
  },
  {
    name: 'booked directly',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      return {
        trip,
        ending: paid,
        run: () =>
          trip.stage(
            'book',
            async () => void (await bookAndPay(trip, { ...trip.hotel.room, paymentMethodId })),
          ),
      };
    },
  },
  {
    name: 'card declined, another pays',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const declined = await trip.saveCard('pm_card_chargeDeclined');
      const good = await trip.saveCard('pm_card_visa');
      const { holdId } = await takeHold(trip, trip.hotel.room);
      return {
        trip,
        ending: paid,
        run: async () => {
          await trip.stage('decline', async () => {
            const body = { holdId, paymentMethodId: declined };
            await trip.guest.send('POST', '/v1/reservations', { body, expected: [402, 202] });
            await awaitHold(trip, holdId, 'active');
          });
          await trip.stage('pay', () => bookAndPay(trip, { holdId, paymentMethodId: good }));
        },
      };
    },
  },
  {
    name: 'approved at the bank',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      return {
        trip,
        ending: paid,
        run: async () => {
          const { reservationId, url } = await payUntilBankAsks(trip);
          await trip.stage('approve', async () => {
            await decideAtBank(url, 'approve');
            await awaitReservation(trip, reservationId, 'paid');
          });
        },
      };
    },
  },
  {
    name: 'given up while the bank asks',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const { reservationId } = await payUntilBankAsks(trip);
      return {
        trip,
        ending: { ...nothing, holds: { released: 1 }, reservations: { canceled: 1 } },
        run: () =>
          trip.stage('cancel', async () => {
            await trip.guest.send('DELETE', `/v1/reservations/${reservationId}`, { expected: [200, 409] });
            await awaitReservation(trip, reservationId, 'canceled');
          }),
      };
    },
  },
  {
    name: 'time is up while the bank asks',
    livesBy: 'update payment',
    env: shortHolds,
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const { reservationId } = await payUntilBankAsks(trip);
      const { hold } = await readGrace(trip);
      return {
        trip,
        ending: { ...nothing, holds: { expired: 1 }, reservations: { rejected: 1 } },
        run: () =>
          trip.stage('end', async () => void (await awaitReservation(trip, reservationId, 'rejected')), {
            dueAt: performance.now() + hold,
          }),
      };
    },
  },
];

/** Milliseconds left to the one hold of the trip, grace included, by the database's clock. */
async function readGrace({ world, hotel }: Trip): Promise<{ hold: number }> {
  const [row] = await world.prisma.$queryRaw<{ hold: number }[]>`
    SELECT extract(epoch FROM h.grace_until - clock_timestamp())::double precision * 1000 AS hold
    FROM hold h WHERE h.listing_id = ${hotel.hotelId}::integer`;
  return row ?? { hold: 0 };
}

const lostAnswers: readonly Flow[] = [
  {
    name: 'answer lost, the message comes',
    livesBy: 'update payment',
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      await armFault(world, { operation: 'create', fault: 'connection_reset_after' });
      return {
        trip,
        ending: paid,
        run: async () => {
          await trip.stage('book', () => bookAndPay(trip, { ...trip.hotel.room, paymentMethodId }));
          await disarmFaults(world);
        },
      };
    },
  },
  ...(['reacquired', 'refunded'] as const).map((lateOutcome): Flow => ({
    name: `authorised late, the room is ${lateOutcome === 'reacquired' ? 'free' : 'gone'}`,
    env: shortHolds,
    begin: async (world) => {
      const trip = await Trip.plan(world);
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      await armFault(world, { operation: 'create', fault: 'connection_reset_before', times: 1_000 });
      const { reservationId } = await pay(trip, { ...trip.hotel.room, paymentMethodId });
      await awaitReservation(trip, reservationId, 'rejected');
      await disarmFaults(world);
      if (lateOutcome === 'refunded') {
        await bookAndPay(trip, { ...trip.hotel.room, paymentMethodId });
      }
      const path = `/v1/reservations/${reservationId}`;
      return {
        trip,
        ending:
          lateOutcome === 'reacquired'
            ? paid
            : { ...paid, holds: { confirmed: 1, expired: 1 }, reservations: { paid: 1, rejected: 1 } },
        run: () =>
          trip.stage('arrive', async () => {
            await letStuckRequestArrive(world, reservationId);
            await trip.awaitRead<ReservationDto>(path, (now) => now.lateOutcome === lateOutcome);
          }),
      };
    },
  })),
];

function cancelFlow(name: string, card: string, refunded: number, feePercent?: number): Flow {
  return {
    name,
    livesBy: 'update refund',
    begin: async (world) => {
      const trip = await Trip.plan(world, feePercent === undefined ? {} : { feePercent });
      const paymentMethodId = await trip.saveCard(card);
      const reservationId = await bookAndPay(trip, { ...trip.hotel.room, paymentMethodId });
      return {
        trip,
        ending: {
          ...paid,
          holds: { canceled: 1 },
          reservations: { refunded: 1 },
          reserved: 0,
          refunds: 1,
          refunded,
        },
        run: () =>
          trip.stage('cancel', async () => {
            await trip.guest.send('DELETE', `/v1/reservations/${reservationId}`, { expected: [200] });
            await awaitReservation(trip, reservationId, 'refunded');
          }),
      };
    },
  };
}

/** Every way whose every step the process has to survive dying at. */
export const flows: readonly Flow[] = [
  background,
  ...holdFlows,
  ...paymentFlows,
  cancelFlow('canceled, refunded in full', 'pm_card_visa', price),
  cancelFlow('canceled, refunded in part', 'pm_card_visa', 7_000, 30),
  cancelFlow('canceled, the refund takes its time', 'pm_card_pendingRefund', price),
  ...lostAnswers,
  ...flightFlows,
];
