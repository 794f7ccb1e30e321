import { setTimeout as delay } from 'node:timers/promises';
import { addDays } from '../../stays/night.js';
import type { Booking } from './booking-file.js';
import { describeAnswer, type ReplayAnswer, type ReplayClient, type ReplayRequest } from './replay-client.js';
import type { ReplayGuest } from './replay-guests.js';
import type { ReplayHotel } from './replay-hotel.js';
import { isBookable, type Step } from './replay-plan.rules.js';

export interface ReplayTally {
  accepted: number;
  soldOut: number;
  /** Stays that cannot be asked for: no night, or more than 60. */
  invalid: number;
  canceled: number;
  errors: number;
}

export interface ReplayError {
  readonly bookingNo: string;
  readonly reason: string;
}

export interface ReplayerOptions {
  readonly client: ReplayClient;
  readonly hotel: ReplayHotel;
  readonly bookings: readonly Booking[];
  readonly guests: readonly ReplayGuest[];
  readonly runId: string;
  /** Days every date of the file is moved by. */
  readonly shiftDays: number;
}

/** A reservation whose payment is being decided is looked at again for this long. */
const decisionTimeoutMs = 60_000;
const lookEveryMs = 250;
/** More would be read by nobody; the rest is only counted. */
const maxKeptErrors = 100;

/** Does what the guests of a file did, through the API. */
export class Replayer {
  readonly tally: ReplayTally = { accepted: 0, soldOut: 0, invalid: 0, canceled: 0, errors: 0 };
  readonly errors: ReplayError[] = [];
  private readonly payments = new Map<string, Promise<string>>();
  private readonly guestOf: ReadonlyMap<string, ReplayGuest>;

  constructor(private readonly options: ReplayerOptions) {
    const { bookings, guests } = options;
    // By their place in the file, so that the same run has the same guests again.
    this.guestOf = new Map(
      bookings.flatMap(({ bookingNo }, index) => {
        const guest = guests[index % guests.length];
        return guest === undefined ? [] : [[bookingNo, guest]];
      }),
    );
  }

  /**
   * Does one step. What fails is counted and kept, not thrown. `letNextGo` is called as soon as the step has had its
   * effect on the inventory: a room that is held is gone for others, whether or not it has been paid for yet.
   */
  async perform({ kind, booking }: Step, letNextGo: () => void): Promise<void> {
    try {
      await (kind === 'book' ? this.book(booking, letNextGo) : this.cancel(booking));
    } catch (error) {
      this.tally.errors += 1;
      const reason = `${kind}: ${error instanceof Error ? error.message : String(error)}`;
      if (this.errors.length < maxKeptErrors) this.errors.push({ bookingNo: booking.bookingNo, reason });
    }
  }

  /** Holds, and pays for what was held. */
  private async book(booking: Booking, letNextGo: () => void): Promise<void> {
    const { hotelId, roomTypeIds } = this.options.hotel;
    const startDate = addDays(booking.arrival, this.options.shiftDays);
    const hold = await this.send(booking, 'hold', {
      method: 'POST',
      path: '/v1/holds',
      body: {
        hotelId,
        startDate,
        endDate: addDays(startDate, booking.nights),
        items: [{ roomTypeId: roomTypeIds.get(booking.roomType), quantity: 1 }],
      },
    });
    if (hold.status === 409 && hold.body['code'] === 'sold_out') {
      this.tally.soldOut += 1;
    } else if (hold.status === 400 && !isBookable(booking)) {
      this.tally.invalid += 1;
    } else {
      const payment = this.pay(booking, textOf(hold, 201, 'holdId'));
      this.payments.set(booking.bookingNo, payment);
      letNextGo();
      await payment;
      this.tally.accepted += 1;
    }
  }

  /** Returns the id of the reservation, once it is paid. */
  private async pay(booking: Booking, holdId: string): Promise<string> {
    const { paymentMethodId } = this.guestFor(booking);
    const answer = await this.send(booking, 'reservation', {
      method: 'POST',
      path: '/v1/reservations',
      body: { holdId, paymentMethodId },
    });
    if (answer.status !== 201 && answer.status !== 202) {
      // Nobody will pay for it any more: what others may have must not wait for its deadline.
      await this.send(booking, 'release', { method: 'DELETE', path: `/v1/holds/${holdId}` });
    }
    const reservationId = textOf(answer, answer.status === 202 ? 202 : 201, 'reservationId');
    if (answer.status === 202) await this.awaitPaid(booking, reservationId);
    return reservationId;
  }

  private async awaitPaid(booking: Booking, reservationId: string): Promise<void> {
    const deadline = performance.now() + decisionTimeoutMs;
    for (;;) {
      const answer = await this.send(booking, undefined, {
        method: 'GET',
        path: `/v1/reservations/${reservationId}`,
      });
      const { status } = answer.body;
      if (status === 'paid') return;
      if (status !== 'pending' || performance.now() > deadline) {
        throw new Error(`reservation ${reservationId} is ${String(status)}, not paid`);
      }
      await delay(lookEveryMs);
    }
  }

  /** Cancels what was booked; what was sold out was never there to be canceled. */
  private async cancel(booking: Booking): Promise<void> {
    const reservationId = await this.payments.get(booking.bookingNo)?.catch(() => undefined);
    if (reservationId === undefined) return;
    const answer = await this.send(booking, 'cancel', {
      method: 'DELETE',
      path: `/v1/reservations/${reservationId}`,
    });
    textOf(answer, 200, 'reservationId');
    this.tally.canceled += 1;
  }

  private send(booking: Booking, step: string | undefined, request: ReplayRequest): Promise<ReplayAnswer> {
    const { client, runId } = this.options;
    const { token } = this.guestFor(booking);
    const key = step === undefined ? {} : { idempotencyKey: `${runId}-${booking.bookingNo}-${step}` };
    return client.send({ ...request, token, ...key });
  }

  private guestFor({ bookingNo }: Booking): ReplayGuest {
    const guest = this.guestOf.get(bookingNo);
    if (guest === undefined) throw new Error(`nobody makes booking ${bookingNo}`);
    return guest;
  }
}

/** A member of the expected answer. Throws what came instead. */
function textOf(answer: ReplayAnswer, status: number, member: string): string {
  const value = answer.body[member];
  if (answer.status === status && typeof value === 'string') return value;
  throw new Error(describeAnswer(answer));
}
