import { setTimeout as delay } from 'node:timers/promises';
import { countOrders, type OrdersCompared } from './checker/count-orders.js';
import { checkDeliveries } from './checker/deliveries.js';
import type { Facts } from './checker/facts.js';
import type { Received } from './clients/subscriber.js';
import { wellBehaved } from './clients/travellers.js';
import { checkDeadlocks, checkErrors, checkProcesses } from './checker/errors.js';
import { readFacts } from './checker/read-facts.js';
import { checkCapacity } from './checker/i1-capacity.js';
import { checkSeats } from './checker/i2-seats.js';
import { checkConservation } from './checker/i3-conservation.js';
import { checkMoney, countMoney, type MoneyCompared } from './checker/i4-money.js';
import { checkIdempotency } from './checker/i5-idempotency.js';
import { checkRest, type Overdue } from './checker/i6-liveness.js';
import { checkDurability, checkSettled } from './checker/i7-durability.js';
import { checkSupplier } from './checker/i8-supplier.js';
import { checkHistory } from './checker/i9-history.js';
import type { Violation } from './checker/violation.js';
import { nowMs } from './clock.js';
import { becomesTrue, type World } from './harness/world.js';
import type { History, Request } from './history.js';
import type { FaultLog } from './nemesis/fault-log.js';
import { findDifferences, findOverdue, type Probe } from './probe.js';

export interface RunFindings {
  readonly violations: readonly Violation[];
  readonly history: History;
  readonly faults: FaultLog;
  readonly probe: Probe;
  readonly money: MoneyCompared;
  /** Undefined in a run without a supplier. */
  readonly orders: OrdersCompared | undefined;
  /** What the supplier did wrong: calls by fault, and holds by the name of who flies. */
  readonly mishaps: Mishaps | undefined;
  readonly restAfterMs: number;
  /** Messages to the subscriber, and how many events they told of. */
  readonly messages: { readonly received: number; readonly events: number };
  readonly starts: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly cuts: number;
  /** Faults that could not be carried out; then the run says little. */
  readonly troubles: readonly string[];
}

export interface Mishaps {
  readonly byChance: Readonly<Record<string, number>>;
  readonly byName: Readonly<Record<string, number>>;
}

const messagesSentAgain = 20_000;
/** How long messages are under way, and how long what they cause may take. */
const messagesArriveMs = 2_000;
const messagesTimeoutMs = 20_000;

/** Waits until nothing is under way, then judges history, database and books by every invariant. */
export async function checkRun(parts: {
  world: World;
  history: History;
  faults: FaultLog;
  probe: Probe;
  unsettled: readonly Request[];
  /** Who is told of everything, and since when. */
  subscriber: { readonly received: readonly Received[]; readonly since: number } | undefined;
  /** Longest until everything has come to rest. */
  restTimeoutMs: number;
  /** The processes are gone: nothing will come to rest any more. */
  isCutShort: boolean;
  /** Where the log of PostgreSQL was when the run began. */
  logStart: number;
  say: (text: string) => void;
}): Promise<Omit<RunFindings, 'troubles'>> {
  const { world, history, faults, probe, unsettled, subscriber, restTimeoutMs, logStart, isCutShort, say } =
    parts;
  const healedAt = nowMs();
  let open: Overdue[] = [];
  const rest = () =>
    becomesTrue(async () => {
      open = [...(await findOverdue(world)), ...(await findPendingRefunds(world))];
      return open.length === 0;
    }, restTimeoutMs);
  if (!isCutShort) {
    await Promise.all([world.healSandbox(), world.supplier?.heal()]);
    await rest();
    say('at rest; every message of provider and supplier comes once more');
    await Promise.all([sendMessagesAgain(world), world.supplier?.sendMessagesAgain()]);
    await lookForStrays(world, restTimeoutMs);
    await delay(messagesArriveMs);
    await rest();
    await becomesTrue(
      async () => !(await isMoneyAuthorised(world)),
      Math.min(messagesTimeoutMs, restTimeoutMs),
    );
  }
  const facts = await readFactsWhenTold(world, isCutShort ? undefined : subscriber, restTimeoutMs);
  const restAfterMs = nowMs() - healedAt;
  say(`at rest ${Math.round(restAfterMs / 1_000)} s after the last fault; comparing`);

  const { operations } = history;
  const violations = [
    ...checkCapacity(facts),
    ...checkSeats(facts),
    ...checkConservation(await findDifferences(world), 'at rest'),
    ...(isCutShort ? [] : checkMoney(facts)),
    ...checkIdempotency(operations, facts),
    ...probe.violations.values(),
    ...checkRest(open, restAfterMs),
    ...checkDurability(operations, facts),
    ...checkSettled(unsettled),
    ...checkSupplier(facts, { isAtRest: !isCutShort }),
    ...checkHistory(facts),
    ...(isCutShort || subscriber === undefined
      ? []
      : checkDeliveries(facts.events, subscriber.received, subscriber.since)),
    ...checkErrors(operations, (from, to, margin) => faults.during(from, to, margin)),
    ...checkDeadlocks(world.options.postgres.log.slice(logStart)),
    ...checkProcesses(world.processes),
  ];
  return {
    violations,
    history,
    faults,
    probe,
    money: countMoney(facts),
    orders: countOrders(facts),
    mishaps: await countMishaps(world),
    restAfterMs,
    messages: {
      received: subscriber?.received.length ?? 0,
      events: new Set(subscriber?.received.map(({ eventId }) => eventId)).size,
    },
    starts: Object.fromEntries(world.processes.map(({ name, starts }) => [name, starts])),
    crashes: world.options.postgres.crashes,
    cuts:
      world.provider.cuts +
      (world.supplier?.network.cuts ?? 0) +
      world.members.reduce((sum, { database }) => sum + database.cuts, 0),
  };
}

/** Events that were told by then; those of the telling itself, if any, come after. */
async function readFactsWhenTold(
  world: World,
  subscriber: { readonly received: readonly Received[]; readonly since: number } | undefined,
  timeoutMs: number,
): Promise<Facts> {
  let facts = await readFacts(world);
  if (subscriber === undefined) return facts;
  const { received, since } = subscriber;
  await becomesTrue(async () => {
    if (checkDeliveries(facts.events, received, since).length === 0) return true;
    // What failed twice would be tried again in minutes: let them pass.
    await world.query(`UPDATE webhook_delivery SET next_attempt_at = now() WHERE status = 'waiting'`);
    await delay(messagesArriveMs);
    facts = await readFacts(world);
    return false;
  }, timeoutMs);
  return facts;
}

/** What was taken for not made is looked for once more, which would otherwise be in minutes: what is there is given back. */
async function lookForStrays(world: World, timeoutMs: number): Promise<void> {
  const [row] = await world.query<{ at: Date }>(
    `WITH woken AS (
       UPDATE supplier_order SET next_look_at = now() WHERE status = 'not_made' AND next_look_at IS NOT NULL
       RETURNING 1
     )
     SELECT now() AS at, count(*) FROM woken`,
  );
  await becomesTrue(async () => {
    // Whoever has it in hand takes it for half a minute at most, and looks for it again a minute later at the earliest.
    const waiting = await world.query(
      `SELECT 1 FROM supplier_order WHERE status = 'not_made' AND next_look_at < $1::timestamptz + interval '45 s' LIMIT 1`,
      [row?.at],
    );
    return waiting.length === 0;
  }, timeoutMs);
}

async function countMishaps(world: World): Promise<Mishaps | undefined> {
  if (world.supplier === undefined) return undefined;
  const rows = await world.query<{ name: string; holds: number }>(
    `SELECT s.passengers -> 0 ->> 'familyName' AS name, count(*)::integer AS holds
     FROM supplier_hold s GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  const misbehaving = rows.filter(({ name }) => name !== wellBehaved);
  return {
    byChance: world.supplier.mishaps,
    byName: Object.fromEntries(misbehaving.map(({ name, holds }) => [name, holds])),
  };
}

function findPendingRefunds(world: World): Promise<Overdue[]> {
  return world.query<Overdue>(
    `SELECT 'refund ' || f.status AS what, f.refund_id::text AS id,
       (extract(epoch FROM f.created_at) * 1000)::float8 AS "dueAt"
     FROM refund f WHERE f.status = 'pending'`,
  );
}

async function isMoneyAuthorised(world: World): Promise<boolean> {
  const { payments } = await world.askSandbox<{ payments: { capturable: number }[] }>('/_sandbox/books');
  return payments.some(({ capturable }) => capturable > 0);
}

/** Late and doubled at once: a provider delivers each message at least once, in any order, also days later. */
async function sendMessagesAgain(world: World): Promise<void> {
  let after = '';
  for (let sent = 0; sent < messagesSentAgain;) {
    const page = await world.askSandbox<{ data: { id: string; type: string }[]; has_more: boolean }>(
      `/v1/events?limit=100${after}`,
    );
    const ours = page.data.filter(({ type }) => /^(payment_intent|refund)\./.test(type));
    await Promise.all(ours.map(({ id }) => world.askSandbox(`/_sandbox/events/${id}/resend`, {})));
    sent += page.data.length;
    const last = page.data.at(-1);
    if (!page.has_more || last === undefined) return;
    after = `&starting_after=${last.id}`;
  }
}
