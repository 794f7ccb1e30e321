import type { Operation } from '../history.js';
import type { HoldFact, ReservationFact } from './facts.js';
import type { Violation } from './violation.js';

const invariant = 'I5 idempotency';
const otherBodyCode = 'idempotency_key_reused';

/**
 * I5: one key, one effect, the same answer byte for byte; another body is refused; nobody gets what is another guest's;
 * and there is no hold that nobody asked for.
 */
export function checkIdempotency(
  operations: readonly Operation[],
  facts: { readonly holds: readonly HoldFact[]; readonly reservations: readonly ReservationFact[] },
): Violation[] {
  return [...checkAnswers(operations), ...checkOwners(operations, facts), ...checkEffects(operations, facts)];
}

function checkAnswers(operations: readonly Operation[]): Violation[] {
  const byKey = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (operation.key === undefined || !isKept(operation)) continue;
    const key = `${operation.guest} ${operation.key}`;
    byKey.set(key, [...(byKey.get(key) ?? []), operation]);
  }
  const violations: Violation[] = [];
  for (const [key, answered] of byKey) {
    const asked = new Set(answered.map((operation) => operation.asked));
    if (asked.size > 1) {
      violations.push({
        invariant,
        message: `key ${key} did ${asked.size} different things`,
        evidence: answered,
      });
    }
    for (const question of asked) {
      const own = answered.filter((operation) => operation.asked === question);
      const answers = new Set(own.map(({ status, bodyHash }) => `${status} ${bodyHash}`));
      if (answers.size > 1) {
        violations.push({
          invariant,
          message: `key ${key} was answered in ${answers.size} ways`,
          evidence: own,
        });
      }
    }
  }
  return violations;
}

/** Whether an answer is one that has to be given again: those that may turn out otherwise in a moment are not kept. */
function isKept({ status, code }: Operation): boolean {
  return status !== null && status < 500 && status !== 409 && status !== 429 && code !== otherBodyCode;
}

function checkOwners(
  operations: readonly Operation[],
  facts: { readonly holds: readonly HoldFact[]; readonly reservations: readonly ReservationFact[] },
): Violation[] {
  const owners = new Map([
    ...facts.holds.map(({ holdId, guestId }) => [holdId, guestId] as const),
    ...facts.reservations.map(({ reservationId, guestId }) => [reservationId, guestId] as const),
  ]);
  return operations.flatMap((operation) =>
    operation.outcome === 'ok'
      ? operation.seen
          .flatMap(({ holdId, reservationId }) => [holdId, reservationId])
          .filter((id) => id !== undefined && owners.has(id) && owners.get(id) !== operation.guest)
          .map((id) => ({
            invariant,
            message: `${operation.guest} was shown ${id}, which is ${owners.get(id ?? '')}'s`,
            evidence: operation,
          }))
      : [],
  );
}

/**
 * Of each shape, a guest has no more holds than requests that may have made one. A direct booking whose hold ended by
 * itself before it could be paid for is refused (409 `hold_expired`), and may be tried again under its key: such a hold is
 * none that anybody was given, so one is allowed for each booking that was sent again. The same goes for an offer that the
 * supplier refuses when it is to be held or booked (409 `supplier_refused`).
 */
function checkEffects(
  operations: readonly Operation[],
  { holds, reservations }: { holds: readonly HoldFact[]; reservations: readonly ReservationFact[] },
): Violation[] {
  const allowed = new Map<string, Set<string>>();
  const sent = new Map<string, number>();
  const repeats = new Map<string, number>();
  const triedAgain = new Map<string, Set<string>>();
  for (const operation of operations) {
    const shape = mayHaveMadeAHold(operation) ? shapeOfRequest(operation) : undefined;
    if (shape === undefined) continue;
    const { intent, kind } = operation;
    allowed.set(shape, (allowed.get(shape) ?? new Set()).add(intent));
    sent.set(intent, (sent.get(intent) ?? 0) + 1);
    if ((sent.get(intent) ?? 0) > 1) repeats.set(shape, (repeats.get(shape) ?? 0) + 1);
    if (kind === 'book' && (sent.get(intent) ?? 0) > 1) {
      // Whatever of an offer is refused may be tried again and again.
      const again = operation.asked.includes('"offerId"') ? `${intent} ${operation.id}` : intent;
      triedAgain.set(shape, (triedAgain.get(shape) ?? new Set()).add(again));
    }
  }
  const paidFor = new Set(reservations.map(({ holdId }) => holdId));
  const made = new Map<string, HoldFact[]>();
  for (const hold of holds) {
    const shape = shapeOfHold(hold);
    made.set(shape, [...(made.get(shape) ?? []), hold]);
  }
  return [...made].flatMap(([shape, ofShape]) => {
    const lapsed = ofShape.filter(({ holdId, status }) => status === 'expired' && !paidFor.has(holdId));
    const refused = ofShape.filter(({ endCause }) => endCause === 'supplier_refused');
    const limit =
      (allowed.get(shape)?.size ?? 0) +
      Math.min(lapsed.length, triedAgain.get(shape)?.size ?? 0) +
      Math.min(refused.length, repeats.get(shape) ?? 0);
    if (ofShape.length <= limit) return [];
    const holdIds = ofShape.map(({ holdId }) => holdId);
    const message = `${holdIds.length} holds of shape ${shape} came of ${limit} request(s)`;
    return [{ invariant, message, evidence: holdIds }];
  });
}

function mayHaveMadeAHold({ kind, outcome, code, asked }: Operation): boolean {
  if (kind === 'take' || kind === 'swap')
    return outcome === 'ok' || outcome === 'unknown' || code === 'supplier_refused';
  const isRefused = outcome === 'failed' && refusedBeforeTaking.has(code ?? '');
  // An offer may have become dearer between its hold and its payment.
  const mayBeLater = code === 'price_changed' && asked.includes('"offerId"');
  return kind === 'book' && outcome !== 'notSent' && (!isRefused || mayBeLater);
}

const refusedBeforeTaking: ReadonlySet<string> = new Set([
  'sold_out',
  'price_changed',
  'too_many_holds',
  'payment_method_not_found',
  otherBodyCode,
]);

function shapeOfRequest({ asked, guest }: Operation): string | undefined {
  const wish = JSON.parse(asked.slice(asked.indexOf('{'))) as {
    offerId?: string;
    hotelId?: number;
    flightId?: number;
    startDate?: string;
    items?: { quantity: number }[];
    seats?: string[];
    quantity?: number;
  };
  if (wish.offerId !== undefined) return shapeOfOffer(guest, wish.offerId);
  const listingId = wish.hotelId ?? wish.flightId;
  if (listingId === undefined) return undefined;
  const units =
    wish.items?.reduce((sum, { quantity }) => sum + quantity, 0) ?? wish.seats?.length ?? wish.quantity ?? 0;
  return shapeOf(guest, listingId, wish.startDate ?? '', units);
}

function shapeOfHold({ guestId, listingId, isFlight, startDate, offerId, items }: HoldFact): string {
  if (offerId !== null) return shapeOfOffer(guestId, offerId);
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return shapeOf(guestId, listingId, isFlight ? '' : startDate, units);
}

function shapeOfOffer(guest: string, offerId: string): string {
  return `${guest}/${offerId}`;
}

/** Flights have one date, which their requests do not name. */
function shapeOf(guest: string, listingId: number, startDate: string, units: number): string {
  return `${guest}/${listingId}/${startDate}/${units}`;
}
