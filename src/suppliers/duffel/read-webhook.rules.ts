import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidSupplierMessage } from '../supplier.errors.js';
import type { SupplierMessage, SupplierMessageKind } from '../supplier-message.js';
import { Fields, UnreadableAnswer } from './answer-fields.js';
import { readReference } from './read-order.rules.js';

/** A message is signed when it is sent, also when it is sent again: an old one was overheard. */
const toleranceMs = 5 * 60_000;
const maxHeaderLength = 2_000;

const kindOfType: Readonly<Record<string, SupplierMessageKind>> = {
  'order.created': 'order_created',
  'order.creation_failed': 'order_creation_failed',
  'order.updated': 'order_changed_by_airline',
  'order.airline_initiated_change_detected': 'order_changed_by_airline',
  'payment.created': 'order_paid',
  'order_cancellation.created': 'cancellation_quoted',
  'order_cancellation.confirmed': 'order_canceled',
  'ping.triggered': 'ping',
};

/**
 * Checks `X-Duffel-Signature: t=…,v1=…` against the body as it was sent. Throws `InvalidSupplierMessage` for a message
 * that none of the secrets signed, or that was signed more than five minutes from now.
 */
export function verifySignature(
  header: string | readonly string[] | undefined,
  rawBody: Buffer,
  { secrets, nowMs }: { secrets: readonly string[]; nowMs: number },
): void {
  if (typeof header !== 'string' || header.length > maxHeaderLength) {
    throw new InvalidSupplierMessage('The signature is missing');
  }
  const parts = header.split(',').map((part) => part.trim());
  const [timestamp] = valuesOf(parts, 't');
  const signatures = valuesOf(parts, 'v1');
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) {
    throw new InvalidSupplierMessage('The signature is not of the form t=…,v1=…');
  }
  const isSigned = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
    return signatures.some((signature) => isSame(Buffer.from(signature, 'hex'), expected));
  });
  if (!isSigned) throw new InvalidSupplierMessage('The signature is not of this body');
  // Only now: who cannot sign learns nothing of our clock.
  if (Math.abs(nowMs - Number(timestamp) * 1_000) > toleranceMs) {
    throw new InvalidSupplierMessage('The message was signed too long ago');
  }
}

/** What a message says. Its signature has been checked. Throws `InvalidSupplierMessage` for one that cannot be read. */
export function readMessage(rawBody: Buffer): SupplierMessage {
  try {
    return readEvent(Fields.of(parse(rawBody), 'message'));
  } catch (error) {
    if (error instanceof UnreadableAnswer) throw new InvalidSupplierMessage(error.message, { cause: error });
    throw error;
  }
}

function readEvent(event: Fields): SupplierMessage {
  const type = event.text('type');
  const key = event.textOrNull('idempotency_key');
  const object = event.memberOrNull('data')?.memberOrNull('object') ?? Fields.of({}, 'message.data.object');
  const objectId = object.textOrNull('id');
  return {
    // Duffel may tell one thing in several messages; what happened has one key for each type.
    messageId: key === null ? event.text('id') : `${type}/${key}`,
    kind: kindOfType[type] ?? 'other',
    type,
    orderId: object.textOrNull('order_id') ?? idOf(objectId, 'ord_') ?? idOf(key, 'ord_'),
    offerId: object.textOrNull('offer_id'),
    quoteId: type.startsWith('order_cancellation.') ? (objectId ?? key) : null,
    reference: readReference(object),
    createdAt: event.instantOrNull('created_at'),
    isLive: event.flag('live_mode'),
  };
}

/** An id, if it is one of that kind of thing. */
function idOf(id: string | null, prefix: string): string | null {
  return id?.startsWith(prefix) === true ? id : null;
}

function valuesOf(parts: readonly string[], name: string): string[] {
  return parts.flatMap((part) => (part.startsWith(`${name}=`) ? [part.slice(name.length + 1)] : []));
}

function isSame(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

function parse(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}
