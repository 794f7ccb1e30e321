import type { PoolClient } from 'pg';
import { mintListingUuid } from '../../../src/inventory/listing-uuid.js';
import { readBooking, type Snapshot } from './booking-snapshot.js';
import { allowedEdges, type Edge } from './edges.js';
import {
  attemptSteps,
  bookingSteps,
  circumstances,
  databaseOn,
  refundSteps,
  type Subject,
  type Target,
} from './matrix-steps.js';

export interface Exploration {
  /** Every booking that can be come to. */
  readonly states: Set<string>;
  /** Every change of state, with the steps that make it. */
  readonly edges: Map<Edge, Set<string>>;
  /** What a step may not do, with the way there. */
  readonly faults: string[];
  steps: number;
}

/** How far a booking is followed. */
export interface Bounds {
  /** Cards that are tried. With two, one may come late while the other is being decided; a third is like the second. */
  readonly attempts: number;
  /** Steps that are taken before anything is looked at. */
  readonly first?: readonly (keyof typeof bookingSteps | keyof typeof attemptSteps)[];
  /** Ends at the first fault: for controls, which only ask whether there is one. */
  readonly untilFault?: boolean;
}

/**
 * Steps that may change something without changing a state: they note what they were told. All others either take an edge
 * or leave every byte as it was.
 */
const mayNote: ReadonlySet<string> = new Set([
  'extend', // the deadline
  'payment_give_up (guest)', // who wished it
  'payment_authorise', // the provider's id of an attempt that is being voided
  'refund_renew', // which sending is the next
  'payment_outlive', // that the provider did not answer, of one that is being voided
]);

/** Events that tell of no change of state. */
const notes: ReadonlySet<string> = new Set(['hold.extended', 'reservation.late_money']);

/** Tries every step on every booking that can be come to from here, and looks at what each has done. Changes nothing. */
export async function explore(
  client: PoolClient,
  subject: Subject,
  { attempts, first = [], untilFault = false }: Bounds,
): Promise<Exploration> {
  const found: Exploration = { states: new Set(), edges: new Map(), faults: [], steps: 0 };
  const { listingId, holdId } = subject.request;
  const read = (): Promise<Snapshot> => readBooking(client, { listingId, holdId });

  const visit = async (before: Snapshot, way: readonly string[]): Promise<void> => {
    const savepoint = `at_${way.length}`;
    await client.query(`SAVEPOINT ${savepoint}`);
    for (const { name, isStep, run } of movesFrom(before, { client, subject })) {
      if (untilFault && found.faults.length > 0) return;
      const there = [...way, name];
      try {
        await run();
        const after = await read();
        if (isStep) assess({ name, before, after, way: there, found });
        const tried = after.parts.filter(({ kind }) => kind === 'payment').length;
        if (!found.states.has(after.key) && tried <= attempts) {
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
    for (const name of first) {
      const move = movesFrom(await read(), { client, subject }).find((each) => each.name === name);
      await move?.run();
    }
    const start = await read();
    found.states.add(start.key);
    await visit(start, [...first]);
  } finally {
    await client.query('ROLLBACK');
  }
  return found;
}

interface Move {
  readonly name: string;
  /** Ours; otherwise something that happens around it. */
  readonly isStep: boolean;
  readonly run: () => Promise<unknown>;
}

function movesFrom(
  { parts, refunds }: Snapshot,
  { client, subject }: { client: PoolClient; subject: Subject },
): Move[] {
  const { listingId, holdId } = subject.request;
  const unknown = mintListingUuid(listingId);
  const none: Target = {
    db: databaseOn(client),
    subject,
    listingId,
    holdId,
    paymentId: unknown,
    refundId: unknown,
    refundAttempt: 1,
  };
  const payments = parts
    .filter(({ kind }) => kind === 'payment')
    .map(({ id }) => ({ ...none, paymentId: id }));
  const sent = refunds.map(({ id, attempt }) => ({ ...none, refundId: id, refundAttempt: attempt }));
  const on = (
    steps: Record<string, (target: Target) => Promise<unknown>>,
    targets: readonly Target[],
  ): Move[] =>
    Object.entries(steps).flatMap(([name, step]) =>
      targets.map((target) => ({ name, isStep: true, run: () => step(target) })),
    );
  return [
    ...on(bookingSteps, [none]),
    ...on(attemptSteps, payments.length === 0 ? [none] : payments),
    ...on(refundSteps, sent.length === 0 ? [none] : sent),
    ...Object.entries(circumstances).map(([name, statement]) => ({
      name,
      isStep: false,
      run: () => client.query(statement, [listingId, holdId]),
    })),
  ];
}

function assess({
  name,
  before,
  after,
  way,
  found,
}: {
  name: string;
  before: Snapshot;
  after: Snapshot;
  way: readonly string[];
  found: Exploration;
}): void {
  found.steps += 1;
  const blame = (what: string): void => {
    found.faults.push(`${way.join(' > ')}: ${what} [${before.key} => ${after.key}]`);
  };
  for (const what of after.contradictions) blame(what);
  const edges = edgesBetween(before, after);
  for (const edge of edges) {
    if (!allowedEdges.has(edge)) blame(`${edge} is no edge of the tables`);
    const steps = found.edges.get(edge) ?? new Set();
    found.edges.set(edge, steps.add(name));
  }
  const isOfAnother = name === 'holds_take (another guest)' || name === 'holds_take (replace)';
  if (edges.length === 0 && before.bytes !== after.bytes && !mayNote.has(name) && !isOfAnother)
    blame('something changed although no state did');
  // Every change of state has its event, and no event is without one.
  const told = after.events.slice(before.events.length).filter((type) => !notes.has(type));
  const due = edges.map(eventOf);
  if (told.toSorted().join() !== due.toSorted().join()) blame(`told ${told.join()} instead of ${due.join()}`);
}

function edgesBetween(before: Snapshot, after: Snapshot): Edge[] {
  return after.parts.flatMap(({ kind, id, status }) => {
    const from = before.parts.find((part) => part.kind === kind && part.id === id)?.status ?? '';
    return from === status ? [] : [`${kind}: ${from} > ${status}`];
  });
}

function eventOf(edge: Edge): string {
  const [, kind = '', to = ''] = /^(\w+): \w* > (\w+)$/.exec(edge) ?? [];
  return `${kind}.${to}`;
}
