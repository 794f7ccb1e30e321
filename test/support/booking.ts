import type { PrismaService } from '../../src/database/prisma.service.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import type { TakeRequest } from '../../src/inventory/take.js';
import { letPass } from './ledger.js';

/** What a booking can be asked to do: each step is one SQL function of the migrations, called as the services do. */
export const steps = [
  'begin',
  'authorise',
  'capture',
  'decline',
  'requireAction',
  'void',
  'voidByGuest',
  'cancel',
  'release',
  'expire',
  'refundPending',
  'refundSucceeded',
  'refundFailed',
] as const;
export type Step = (typeof steps)[number];

/** A card for every guest, saved at the provider. */
export async function saveCard(prisma: PrismaService, guestId: string): Promise<void> {
  await prisma.$executeRaw`
    WITH customer AS (
      INSERT INTO guest_customer (guest_id, provider_customer_id) VALUES (${guestId}, 'cus_test')
    )
    INSERT INTO payment_method (guest_id, payment_method_id, brand, last4, exp_month, exp_year)
    VALUES (${guestId}, 'pm_test', 'visa', '4242', 12, 2099)`;
}

/** One hold on its way to a paid reservation, or wherever else it goes. The guest's card is saved already. */
export class Booking {
  readonly listingId: number;
  readonly holdId: string;
  readonly reservationId: string;
  readonly payments: string[] = [];
  private readonly guestId: string;
  private readonly refundId: string;

  constructor(
    private readonly prisma: PrismaService,
    { listingId, holdId, guestId }: TakeRequest,
  ) {
    this.listingId = listingId;
    this.holdId = holdId;
    this.guestId = guestId;
    this.reservationId = mintListingUuid(listingId);
    this.refundId = mintListingUuid(listingId);
  }

  /** Runs one step and returns its outcome. Steps of a payment act on `payment`, the latest attempt unless named. */
  do(step: Step, payment = this.payments.at(-1) ?? mintListingUuid(this.listingId)): Promise<string> {
    switch (step) {
      case 'begin':
        return this.begin();
      case 'authorise':
        return this.call('payment_authorise($1, $2, $3)', [payment, 'pi_test']);
      case 'capture':
        return this.call('payment_capture($1, $2)', [payment]);
      case 'decline':
        return this.call('payment_decline($1, $2, $3, $4, $5)', [payment, 'pi_test', 'card_declined', 'No.']);
      case 'requireAction':
        return this.call('payment_require_action($1, $2, $3, $4)', [
          payment,
          'pi_test',
          'https://bank.example/',
        ]);
      case 'void':
        return this.call('payment_void($1, $2, NULL, $3)', [payment, 'pi_test']);
      case 'voidByGuest':
        return this.call('payment_void($1, $2, $3, $4)', [payment, 'canceled_by_guest', 'pi_test']);
      case 'cancel':
        return this.call('(SELECT c.outcome FROM reservation_cancel($1, $2, $3, $4, $5) c)', [
          this.reservationId,
          this.guestId,
          this.refundId,
          'canceled_by_guest',
        ]);
      case 'release':
        return this.call(
          `(SELECT count(*) FROM ledger_settle($1, ARRAY[$2::uuid], 'active', 'released', 'released_by_guest', false))`,
          [this.holdId],
        );
      case 'expire':
        return this.call('(SELECT count(*) FROM holds_expire(ARRAY[$2::uuid]) WHERE $1 > 0)', [this.holdId]);
      case 'refundPending':
        return this.call('refund_move($1, $2, $3, $4)', [this.refundId, 'pending', 're_test']);
      case 'refundSucceeded':
        return this.call('refund_move($1, $2, $3, $4)', [this.refundId, 'succeeded', 're_test']);
      case 'refundFailed':
        return this.call('refund_move($1, $2, $3, $4, $5)', [
          this.refundId,
          'failed',
          're_test',
          'lost_card',
        ]);
    }
  }

  /** Lets the deadline of the hold pass. */
  letPass(): Promise<void> {
    return letPass(this.prisma, [this.holdId]);
  }

  /** States and counters in one line: hold, reservation, attempts, refunds, held/reserved, money to give back. */
  async state(): Promise<string> {
    const { rows } = await this.prisma.pool.query<{ state: string }>(
      `SELECT concat_ws(
         ' ',
         (SELECT h.status FROM hold h WHERE h.hold_id = $2),
         coalesce((SELECT r.status FROM reservation r WHERE r.hold_id = $2), '-'),
         coalesce((SELECT string_agg(p.status, ',' ORDER BY p.attempt) FROM payment p
                   WHERE p.listing_id = $1 AND p.reservation_id = $3), '-'),
         coalesce((SELECT string_agg(f.status, ',') FROM refund f
                   WHERE f.listing_id = $1 AND f.reservation_id = $3), '-'),
         (SELECT string_agg(DISTINCT i.held || '/' || i.reserved, ',') FROM inventory i
          WHERE i.listing_id = $1 AND i.date = (SELECT h.start_date FROM hold h WHERE h.hold_id = $2)),
         coalesce((SELECT r.refund_minor::text FROM reservation r WHERE r.hold_id = $2), '-')
       ) AS state`,
      [this.listingId, this.holdId, this.reservationId],
    );
    return rows[0]?.state ?? '';
  }

  /** Every row of the booking and of its listing's inventory, and its whole history: to prove that nothing changed. */
  async everything(): Promise<unknown> {
    const { rows } = await this.prisma.pool.query<{ everything: unknown }>(
      `SELECT jsonb_build_array(
         (SELECT jsonb_agg(to_jsonb(x)) FROM hold x WHERE x.listing_id = $1),
         (SELECT jsonb_agg(to_jsonb(x)) FROM reservation x WHERE x.listing_id = $1),
         (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.attempt) FROM payment x WHERE x.listing_id = $1),
         (SELECT jsonb_agg(to_jsonb(x)) FROM refund x WHERE x.listing_id = $1),
         (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.sku_id, x.date) FROM inventory x WHERE x.listing_id = $1),
         (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.occurred_at, x.event_id) FROM event x WHERE x.listing_id = $1)
       ) AS everything`,
      [this.listingId],
    );
    return rows[0]?.everything;
  }

  private async begin(): Promise<string> {
    const paymentId = mintListingUuid(this.listingId);
    const outcome = await this.call(
      '(SELECT b.outcome FROM reservation_begin($1, $2, $3, $4, false, $5, $6, 120) b)',
      [this.holdId, this.guestId, this.reservationId, paymentId, 'pm_test'],
    );
    if (outcome === 'begun') this.payments.push(paymentId);
    return outcome;
  }

  private async call(expression: string, values: readonly unknown[]): Promise<string> {
    const { rows } = await this.prisma.pool.query<{ outcome: string }>(
      `SELECT (${expression})::text AS outcome`,
      [this.listingId, ...values],
    );
    return rows[0]?.outcome ?? '';
  }
}
