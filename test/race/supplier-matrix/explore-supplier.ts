import type { PoolClient } from 'pg';
import { mintListingUuid } from '../../../src/inventory/listing-uuid.js';
import { supplierOrderTransitions } from '../../../src/suppliers/orders/supplier-orders.rules.js';
import { allowedEdges as bookingEdges, type Edge } from '../state-matrix/edges.js';
import { databaseOn } from '../state-matrix/matrix-steps.js';
import { readSupplierBooking, type SupplierSnapshot } from './supplier-snapshot.js';
import { bookingSteps, circumstances, orderMoves, strayOrderId, type Target } from './supplier-steps.js';

export interface SupplierExploration {
  readonly states: Set<string>;
  /** Every change of state of an order, with the steps that make it. */
  readonly edges: Map<Edge, Set<string>>;
  readonly faults: string[];
}

const orderEdges = Object.entries(supplierOrderTransitions).flatMap(([from, targets]) =>
  targets.map((to) => `supplier_order: ${from} > ${to}`),
);
/** Every edge of the table of orders, and how one comes into being: sent, or found. */
export const allowedOrderEdges: ReadonlySet<Edge> = new Set([
  ...orderEdges,
  'supplier_order:  > creating',
  'supplier_order:  > releasing',
]);

/** Steps that may change something without changing a state: they note when to look, a price, or what was said. */
const mayNote =
  /^(?:lease|look|quote|supplier_orders_wake|supplier_order_(?:seen|gone|absent|unsent|claim|check|note_settlement)|supplier_hold_reprice|supplier_refund_decide|payment_authorise)/;
const notes: ReadonlySet<string> = new Set([
  'reservation.late_money',
  'reservation.refund_decided',
  'supplier_order.settled',
  'supplier_order.changed',
]);

/** How many orders of one hold are followed. A third is like the second. */
const maxOrders = 2;

/** Tries every step on every supplier booking that can be come to from a hold. Changes nothing. */
export async function exploreSupplier(
  client: PoolClient,
  hold: { readonly listingId: number; readonly holdId: string; readonly guestId: string },
  { untilFault = false }: { untilFault?: boolean } = {},
): Promise<SupplierExploration> {
  const found: SupplierExploration = { states: new Set(), edges: new Map(), faults: [] };
  const ids = {
    ...hold,
    db: databaseOn(client),
    reservationId: mintListingUuid(hold.listingId),
    paymentId: mintListingUuid(hold.listingId),
    cancellationId: mintListingUuid(hold.listingId),
  };
  const read = (): Promise<SupplierSnapshot> => readSupplierBooking(client, hold);

  const visit = async (before: SupplierSnapshot, way: readonly string[]): Promise<void> => {
    const savepoint = `at_${way.length}`;
    await client.query(`SAVEPOINT ${savepoint}`);
    for (const { name, isStep, run } of movesFrom(before, { client, ids })) {
      if (untilFault && found.faults.length > 0) return;
      const there = [...way, name];
      try {
        await run();
        const after = await read();
        if (isStep) assess({ name, before, after, way: there, found });
        if (!found.states.has(after.key) && after.orders.length <= maxOrders && !hasStray(after)) {
          found.states.add(after.key);
          await visit(after, there);
        }
      } catch (error) {
        found.faults.push(`${there.join(' > ')}: ${String(error)}`);
      }
      await client.query(`ROLLBACK TO ${savepoint}`);
    }
  };

  await client.query('BEGIN');
  try {
    const start = await read();
    found.states.add(start.key);
    await visit(start, []);
  } finally {
    await client.query('ROLLBACK');
  }
  return found;
}

/** What becomes of a second order of one request is what becomes of any that is released: it is not followed. */
function hasStray({ orders }: SupplierSnapshot): boolean {
  return orders.some(({ orderId }) => orderId === strayOrderId);
}

interface Move {
  readonly name: string;
  readonly isStep: boolean;
  readonly run: () => Promise<unknown>;
}

function movesFrom(
  { booking, orders, quotes }: SupplierSnapshot,
  { client, ids }: { client: PoolClient; ids: Omit<Target, 'order' | 'refundId'> },
): Move[] {
  const { listingId, holdId } = ids;
  const refs = orders.map(({ attempt }) => ({ listingId, holdId, attempt }));
  const none = { listingId, holdId, attempt: 1 };
  const target: Target = {
    ...ids,
    order: refs.at(-1) ?? none,
    refundId: booking.refunds[0]?.id ?? mintListingUuid(listingId),
  };
  const live = orders.find(({ status }) => status === 'booked');
  // The airline may cancel what was booked while the money for it is on its way.
  const wasBooked = live ?? orders.find(({ status }) => status === 'canceled');
  const names = Object.keys(bookingSteps) as (keyof typeof bookingSteps)[];
  return [
    ...names
      .filter((name) => name !== 'quote' || (live !== undefined && quotes.length === 0))
      .map((name) => ({ name, isStep: true, run: () => bookingSteps[name](target) })),
    // Money is taken for what the supplier has booked, and for nothing else.
    ...(wasBooked === undefined ? [] : [captureOf(target)]),
    ...(refs.length === 0 ? [none] : refs).flatMap((order) =>
      Object.entries(orderMoves).map(([name, run]) => ({
        name,
        isStep: true,
        run: () => run({ ...target, order }),
      })),
    ),
    ...Object.entries(circumstances).map(([name, statement]) => ({
      name,
      isStep: false,
      run: () => client.query(statement, [listingId, holdId]),
    })),
  ];
}

function captureOf({ db, listingId, paymentId }: Target): Move {
  return {
    name: 'payment_capture',
    isStep: true,
    run: () => db.$queryRaw`SELECT payment_capture(${listingId}::integer, ${paymentId}::uuid) AS outcome`,
  };
}

function assess({
  name,
  before,
  after,
  way,
  found,
}: {
  name: string;
  before: SupplierSnapshot;
  after: SupplierSnapshot;
  way: readonly string[];
  found: SupplierExploration;
}): void {
  const blame = (what: string): void => {
    found.faults.push(`${way.join(' > ')}: ${what} [${before.key} => ${after.key}]`);
  };
  for (const what of after.contradictions) blame(what);
  const edges = edgesBetween(before, after);
  for (const edge of edges) {
    if (!allowedOrderEdges.has(edge) && !bookingEdges.has(edge)) blame(`${edge} is no edge of the tables`);
    found.edges.set(edge, (found.edges.get(edge) ?? new Set()).add(name));
  }
  if (edges.length === 0 && before.bytes !== after.bytes && !mayNote.test(name))
    blame('something changed although no state did');
  const told = after.booking.events.slice(before.booking.events.length).filter((type) => !notes.has(type));
  const due = edges.map((edge) => edge.replace(/: \w* > /, '.'));
  if (told.toSorted().join() !== due.toSorted().join()) blame(`told ${told.join()} instead of ${due.join()}`);
}

function edgesBetween(before: SupplierSnapshot, after: SupplierSnapshot): Edge[] {
  return [
    ...after.booking.parts.flatMap(({ kind, id, status }) => {
      const from = before.booking.parts.find((part) => part.kind === kind && part.id === id)?.status ?? '';
      return from === status ? [] : [`${kind}: ${from} > ${status}`];
    }),
    ...after.orders.flatMap(({ attempt, status }) => {
      const from = before.orders.find((order) => order.attempt === attempt)?.status ?? '';
      return from === status ? [] : [`supplier_order: ${from} > ${status}`];
    }),
  ];
}
