import type { Seen } from '../history.js';

/** What an answer says of holds and reservations: one of them, a page of them, or a problem that names them. */
export function readAnswer(body: unknown): Seen[] {
  if (!isRecord(body)) return [];
  if (Array.isArray(body['data'])) return body['data'].flatMap((entry) => readAnswer(entry));
  const { holdId, reservationId, status, expiresAt, extendable } = body;
  if (typeof holdId !== 'string' && typeof reservationId !== 'string') return [];
  // A reservation names its hold, a hold may name its reservation: which of the two it is, its own fields tell.
  const isHold = 'expiresInSeconds' in body;
  const isReservation = !isHold && ('cancellationPolicy' in body || ('total' in body && 'createdAt' in body));
  return [
    {
      ...(typeof holdId === 'string' && { holdId }),
      ...(typeof reservationId === 'string' && { reservationId }),
      ...(isHold && typeof status === 'string' && { holdStatus: status }),
      ...(isHold && typeof expiresAt === 'string' && { expiresAt }),
      ...(isHold && typeof extendable === 'boolean' && { extendable }),
      ...(isReservation && typeof status === 'string' && { reservationStatus: status }),
      ...(isRecord(body['supplier']) && { isOfSupplier: true }),
      ...totalOf(isReservation ? body['total'] : isHold ? quoteTotal(body['quote']) : undefined),
    },
  ];
}

/** Where the guest approves the payment, when the answer asks for that. */
export function nextActionUrl(body: unknown): string | undefined {
  const action = isRecord(body) ? body['nextAction'] : undefined;
  return isRecord(action) && typeof action['url'] === 'string' ? action['url'] : undefined;
}

/** Our id of a cancellation that a supplier has quoted. */
export function quoteIdOf(body: unknown): string | undefined {
  return isRecord(body) && typeof body['quoteId'] === 'string' ? body['quoteId'] : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function quoteTotal(quote: unknown): unknown {
  return isRecord(quote) ? quote['total'] : undefined;
}

function totalOf(money: unknown): { totalMinor?: number } {
  return isRecord(money) && typeof money['amount'] === 'number' ? { totalMinor: money['amount'] } : {};
}
