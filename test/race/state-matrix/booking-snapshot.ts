import type { PoolClient } from 'pg';

/** One row that has a state, of which exactly one kind of subject is told. */
export interface Part {
  readonly kind: 'hold' | 'reservation' | 'payment' | 'refund';
  readonly id: string;
  readonly status: string;
}

/** A booking as it stands, with all that its steps go by. */
export interface Snapshot {
  readonly parts: readonly Part[];
  readonly refunds: readonly { readonly id: string; readonly attempt: number }[];
  /** Equal for bookings that differ in nothing a step goes by: times and ids are left out. */
  readonly key: string;
  /** Every byte of the booking, its listing's inventory and its history, as a digest. */
  readonly bytes: string;
  /** Types of the events of the booking, oldest first. */
  readonly events: readonly string[];
  /** What contradicts itself; counters that are not the sums of their holds among it. */
  readonly contradictions: readonly string[];
}

interface Read {
  readonly hold: { id: string; status: string; traits: string };
  readonly reservation: { id: string; status: string; traits: string } | null;
  readonly payments: readonly { id: string; status: string; traits: string }[] | null;
  readonly refunds:
    | readonly {
        id: string;
        status: string;
        traits: string;
        cause: string;
        attempt: number;
        payment: string;
      }[]
    | null;
  readonly room: string;
  readonly bytes: string;
  readonly events: readonly string[];
  readonly differences: number;
}

const text = `
  SELECT
    (
      SELECT jsonb_build_object('id', h.hold_id, 'status', h.status, 'traits', concat_ws(
        ' ',
        CASE WHEN h.status IN ('active', 'paying') AND h.expires_at <= clock_timestamp() THEN 'overdue' END,
        CASE WHEN h.status = 'paying' AND h.grace_until <= clock_timestamp() THEN 'without grace' END,
        CASE WHEN h.status = 'active' AND h.extended_at IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM reservation r WHERE r.listing_id = $1 AND r.hold_id = $2
        ) THEN 'extended' END
      ))
      FROM hold h WHERE h.listing_id = $1 AND h.hold_id = $2
    ) AS hold,
    (
      SELECT jsonb_build_object('id', r.reservation_id, 'status', r.status, 'traits', concat_ws(
        ' ', CASE WHEN r.status = 'rejected' THEN r.late_outcome END,
        CASE WHEN r.status = 'pending' AND r.cause IS NOT NULL THEN 'given up' END
      ))
      FROM reservation r WHERE r.listing_id = $1 AND r.hold_id = $2
    ) AS reservation,
    (
      SELECT jsonb_agg(jsonb_build_object('id', p.payment_id, 'status', p.status, 'traits', concat_ws(
        ' ', CASE WHEN p.status IN ('voiding', 'voided') AND p.provider_payment_id IS NULL THEN 'unknown there' END,
        CASE WHEN p.status IN ('voiding', 'voided') AND p.failure_code = 'no_answer' THEN 'no answer' END,
        CASE WHEN h.status = 'paying' AND p.asked_after_grace_at IS NOT NULL THEN 'asked' END
      )) ORDER BY p.attempt)
      FROM payment p JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
      JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
      WHERE p.listing_id = $1 AND r.hold_id = $2
    ) AS payments,
    (
      SELECT jsonb_agg(jsonb_build_object(
        'id', f.refund_id, 'status', f.status, 'cause', f.cause, 'attempt', f.attempt, 'payment', f.payment_id,
        'traits', f.cause
      ) ORDER BY p.attempt, f.cause)
      FROM refund f JOIN payment p ON p.listing_id = f.listing_id AND p.payment_id = f.payment_id
      WHERE f.listing_id = $1
    ) AS refunds,
    (
      SELECT CASE WHEN bool_or(x.status IN ('active', 'paying', 'confirmed')) THEN 'someone else has the room' ELSE '' END
      FROM hold x WHERE x.listing_id = $1 AND x.hold_id <> $2
    ) AS room,
    md5(jsonb_build_array(
      (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.hold_id) FROM hold x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x)) FROM reservation x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.attempt) FROM payment x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.refund_id) FROM refund x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.sku_id, x.date) FROM inventory x WHERE x.listing_id = $1),
      (SELECT jsonb_agg(to_jsonb(x) ORDER BY x.occurred_at, x.event_id) FROM event x WHERE x.listing_id = $1)
    )::text) AS bytes,
    coalesce((
      SELECT array_agg(e.type ORDER BY e.occurred_at, e.event_id) FROM event e
      WHERE e.listing_id = $1 AND e.subject_id IN (
        $2, (SELECT r.reservation_id FROM reservation r WHERE r.listing_id = $1 AND r.hold_id = $2)
      )
    ), '{}') AS events,
    (SELECT count(*)::integer FROM ledger_verify($1, $1)) AS differences`;

/** Reads a booking, in the transaction of the client. */
export async function readBooking(
  client: PoolClient,
  { listingId, holdId }: { listingId: number; holdId: string },
): Promise<Snapshot> {
  const { rows } = await client.query<Read>({ name: 'read booking', text, values: [listingId, holdId] });
  const read = rows[0];
  if (read === undefined) throw new Error('a booking cannot be read');
  const payments = read.payments ?? [];
  const refunds = read.refunds ?? [];
  const named = (kind: Part['kind'], { id, status }: { id: string; status: string }): Part => ({
    kind,
    id,
    status,
  });
  return {
    parts: [
      named('hold', read.hold),
      ...(read.reservation === null ? [] : [named('reservation', read.reservation)]),
      ...payments.map((payment) => named('payment', payment)),
      ...refunds.map((refund) => named('refund', refund)),
    ],
    refunds,
    key: [
      described(read.hold),
      read.reservation === null ? '-' : described(read.reservation),
      payments.map(described).join(', ') || '-',
      refunds
        .map((refund) =>
          // How far the refund of one card has come changes nothing for another: told apart where there is one card.
          refund.cause === 'late_money' && payments.length > 1 ? refund.traits : described(refund),
        )
        .join(', ') || '-',
      // Whether its room is free matters only to a hold that may want it back.
      read.hold.status === 'expired' ? read.room : '',
    ].join(' | '),
    bytes: read.bytes,
    events: read.events,
    contradictions: [...contradictionsIn(read)],
  };
}

function described({ status, traits }: { status: string; traits: string }): string {
  return traits === '' ? status : `${status} (${traits})`;
}

const openStates = ['created', 'requires_action'];

/** What may never stand beside each other. */
function* contradictionsIn(read: Read): Generator<string> {
  if (read.differences > 0) yield 'counters are not the sums of their holds';
  const { hold, reservation } = read;
  const payments = read.payments ?? [];
  const refunds = read.refunds ?? [];
  const count = (...states: string[]): number =>
    payments.filter(({ status }) => states.includes(status)).length;
  const kept = payments.filter(
    ({ id, status }) =>
      status === 'captured' &&
      !refunds.some(({ cause, payment }) => cause === 'late_money' && payment === id),
  ).length;
  if (count(...openStates) + count('authorised') + kept > 1) yield 'two cards pay for one booking';
  if (reservation === null) {
    if (hold.status === 'paying' || hold.status === 'confirmed')
      yield 'nobody pays for a hold that is being paid';
    return;
  }
  const isPaidFor =
    ['paid', 'refunded'].includes(reservation.status) ||
    refunds.some(({ cause }) => cause === 'cancellation');
  if (isPaidFor && kept !== 1) yield 'a reservation is paid for without one card’s money';
  if (reservation.status === 'pending' || reservation.status === 'rejected')
    if (kept > 0) yield 'money is kept for what the guest has not got';
  if (reservation.status === 'paid' && hold.status !== 'confirmed') yield 'a paid reservation has no room';
  if (hold.status === 'confirmed' && count('authorised') + kept !== 1) yield 'a room is kept without money';
  if (hold.status === 'paying' && count(...openStates) + count('voiding') === 0)
    yield 'a hold waits for no payment';
  if (hold.status !== 'paying' && count(...openStates) > 0) yield 'a payment is begun for no hold';
  if (reservation.status === 'pending' && ['released', 'expired', 'canceled'].includes(hold.status))
    yield 'a reservation waits for a hold that has ended';
}
