import { behaviourNamed, behaviourOf } from '../behaviour/passenger-names.js';
import { type Call, Reply, type Sandbox } from '../sandbox.js';
import { newBookingReference, newId, newTicketNumber } from '../state/ids.js';
import type { PendingCreation, StoredOrder } from '../state/objects.js';
import { recordPayment } from './money-moves.js';
import { readOrderRequest, type OrderRequest } from './order-request.js';
import { orderObject } from './order-shape.js';
import { refuseOffer } from './refusals.js';
import { schedule } from './scheduled.js';

/** What would be refused for want of money is not, where nothing is to be paid; nor as not to be held, when it is paid. */
const refusedOnlyOf: Readonly<Record<string, StoredOrder['type']>> = {
  insufficient_balance: 'instant',
  payment_declined: 'instant',
  not_holdable: 'hold',
};

/** `POST /air/orders`. */
export function createOrder(call: Call): Reply {
  const { sandbox, now, fault } = call;
  const wish = readOrderRequest(call);
  if ((refusedOnlyOf[fault ?? ''] ?? wish.type) === wish.type) refuseOffer(call, wish.offer);
  const order = makeOrder(wish, call);
  switch (fault) {
    case 'accepted':
    case 'accepted_failed':
    case 'accepted_silent':
      accept(call, order, fault);
      return new Reply(202, null, { group: order.offer.id });
    case 'created_unseen':
    case 'lost_unseen':
      order.visibleAt = now + sandbox.faults.delays.laterMs;
      book(sandbox, order);
      return new Reply(200, null, { group: order.id });
    default:
      book(sandbox, order);
      return new Reply(201, shownThenRaised(call, order), { group: order.id });
  }
}

function makeOrder(wish: OrderRequest, { now, sandbox }: Call): StoredOrder {
  const { type, offer, passengers, services, metadata, totalMinor } = wish;
  const behaviour = behaviourNamed(passengers.map(({ family_name: name }) => name));
  const isHold = type === 'hold';
  const briefly = now + sandbox.faults.delays.laterMs;
  const isBrief = behaviourOf(behaviour)?.holdsBriefly ?? false;
  return {
    id: newId('ord'),
    type,
    offer: { ...offer },
    passengers,
    services,
    metadata,
    bookingReference: newBookingReference(),
    createdAt: now,
    visibleAt: now,
    totalMinor,
    bookedTotalMinor: totalMinor,
    currency: offer.currency,
    paidAt: isHold ? null : now,
    paymentRequiredBy: isHold ? (isBrief ? briefly : offer.paymentRequiredBy) : null,
    priceGuaranteeExpiresAt: isHold ? offer.priceGuaranteeExpiresAt : null,
    cancelledAt: null,
    ticketNumbers: isHold ? [] : passengers.map(() => newTicketNumber()),
    changes: [],
    hasUntoldChange: false,
    paymentIds: [],
    cancellationIds: [],
    behaviour,
  };
}

/** The answer has the price that was booked; whoever reads the order later may find another. */
function shownThenRaised({ sandbox, now }: Call, order: StoredOrder): object {
  const shown = orderObject(order, { store: sandbox.store, now });
  if (
    behaviourOf(order.behaviour)?.risesLater &&
    order.paidAt === null &&
    order.priceGuaranteeExpiresAt === null
  ) {
    order.totalMinor = Math.round(order.totalMinor * 1.1);
    sandbox.store.put('order', order);
  }
  return shown;
}

/** The airline has it: seats, money and tickets. Webhooks tell when the API shows it. */
function book(sandbox: Sandbox, order: StoredOrder, isSilent = false): void {
  const { store, faults, announce } = sandbox;
  store.put('order', order);
  if (order.type === 'instant') recordPayment(sandbox, order);
  announce(
    'order.created',
    { id: order.id, order_id: order.id, offer_id: order.offer.id },
    {
      key: order.id,
      order,
      plan: {
        ...(isSilent ? { copies: 0 } : {}),
        ...(order.visibleAt > order.createdAt ? { delayMs: order.visibleAt - order.createdAt } : {}),
      },
    },
  );
  const named = behaviourOf(order.behaviour);
  const action = named?.changesLater ? 'change' : named?.canceledByAirline ? 'cancel' : undefined;
  if (action) schedule(sandbox, { id: order.id, at: Date.now() + faults.delays.laterMs, action });
}

function accept(
  { sandbox, now }: Call,
  order: StoredOrder,
  fault: 'accepted' | 'accepted_failed' | 'accepted_silent',
): void {
  const pending: PendingCreation = {
    id: newId('por'),
    decidesAt: now + sandbox.faults.delays.laterMs,
    outcome: fault === 'accepted_failed' ? 'failed' : 'created',
    isSilent: fault === 'accepted_silent',
    order,
  };
  sandbox.store.put('pending', pending);
  scheduleCreation(sandbox, pending);
}

/** Has an accepted creation decided when its time has come, also after a restart. */
export function scheduleCreation(sandbox: Sandbox, pending: PendingCreation): void {
  sandbox.later(Math.max(0, pending.decidesAt - Date.now()), () => {
    decideCreation(sandbox, pending);
  });
}

/** The airline has decided. False when it had decided before. */
export function decideCreation(
  sandbox: Sandbox,
  { id, order, isSilent, outcome: foreseen }: PendingCreation,
  outcome: PendingCreation['outcome'] = foreseen,
): boolean {
  const { store, announce } = sandbox;
  if (!store.pending.has(id)) return false;
  store.delete('pending', id);
  if (outcome === 'created') {
    const now = Date.now();
    order.visibleAt = now;
    if (order.paidAt !== null) order.paidAt = now;
    book(sandbox, order, isSilent);
    return true;
  }
  store.put('failed', { id, failedAt: Date.now(), offerId: order.offer.id, metadata: order.metadata });
  announce(
    'order.creation_failed',
    { offer_id: order.offer.id },
    {
      key: Buffer.from(`failed-${id}`).toString('base64'),
      order,
      plan: isSilent ? { copies: 0 } : {},
      group: order.offer.id,
    },
  );
  return true;
}
