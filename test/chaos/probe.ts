import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from './clock.js';
import type { World } from './harness/world.js';
import type { FaultLog } from './nemesis/fault-log.js';
import { checkConservation, type Difference } from './checker/i3-conservation.js';
import { checkPromptness, type IdleTransaction, type Overdue } from './checker/i6-liveness.js';
import type { Violation } from './checker/violation.js';

const everyMs = 500;
/** Of this many samples one also compares the counters. */
const conservationEvery = 6;

/** Looks at the database from outside, past the proxies, while clients and nemesis are at work. */
export class Probe {
  readonly violations = new Map<string, Violation>();
  samples = 0;
  calmSamples = 0;
  conservationChecks = 0;

  constructor(
    private readonly world: World,
    private readonly faults: FaultLog,
  ) {}

  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.sample().catch(() => {
        // The database is away: there is nothing to see.
      });
      await delay(everyMs);
    }
  }

  private async sample(): Promise<void> {
    const before = this.faults.healthySince();
    const overdue = await findOverdue(this.world);
    const idle = await this.world.query<IdleTransaction>(idleSql);
    const at = nowMs();
    const healthySince = this.faults.healthySince();
    this.samples += 1;
    if (healthySince !== undefined) this.calmSamples += 1;
    // A fault that began while we looked would be blamed on the product.
    if (before === healthySince) this.add(checkPromptness({ at, overdue, idle }, healthySince));
    if (this.samples % conservationEvery === 0) {
      this.conservationChecks += 1;
      this.add(checkConservation(await findDifferences(this.world), 'while everything ran'));
    }
  }

  private add(found: readonly Violation[]): void {
    // The same thing is late in sample after sample.
    for (const violation of found) {
      this.violations.set(violation.message.replaceAll(/\d+ ms/g, ''), violation);
    }
  }
}

/** What is due or will be; `dueAt` lies in the future for what is not late yet. */
export function findOverdue(world: World): Promise<Overdue[]> {
  return world.query<Overdue>(overdueSql);
}

export function findDifferences(world: World): Promise<Difference[]> {
  return world.query<Difference>('SELECT * FROM ledger_verify(0, 2147483647)');
}

/**
 * A payment is over with the grace of its hold, and a step that begins later soon after it has begun; a refund is sent at
 * once, and then the provider's to finish. While a supplier has not said what became of an order, its payment waits; the
 * order is looked at when that is due, and takes a few seconds each time. Looking alone is not enough: the order of a hold
 * that has ended is given up at once, whoever answers or not; and what is asked of a supplier comes to an end, although one
 * that failed a few times, as by the names of its travellers, is left alone for a quarter of a minute.
 */
const overdueSql = `
  SELECT 'active hold' AS what, h.hold_id::text AS id, (extract(epoch FROM h.expires_at) * 1000)::float8 AS "dueAt"
  FROM hold h WHERE h.status = 'active'
  UNION ALL
  SELECT 'paying hold', h.hold_id::text, (extract(epoch FROM h.grace_until) * 1000)::float8
  FROM hold h WHERE h.status = 'paying'
  UNION ALL
  SELECT 'payment ' || p.status, p.payment_id::text,
    (extract(epoch FROM greatest(h.grace_until, p.created_at + interval '6 s', (
      SELECT max(e.occurred_at) FROM event e
      WHERE e.listing_id = p.listing_id AND e.subject_id = p.reservation_id AND e.type = 'payment.' || p.status
        AND e.data ->> 'paymentId' = p.payment_id::text
    ), (
      SELECT max(o.updated_at) FROM supplier_order o WHERE o.listing_id = h.listing_id AND o.hold_id = h.hold_id
    ))) * 1000)::float8 + 5000
  FROM payment p
  JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
  JOIN hold h ON h.listing_id = r.listing_id AND h.hold_id = r.hold_id
  WHERE p.status IN ('created', 'requires_action', 'authorised', 'voiding')
    AND NOT (p.status = 'authorised' AND EXISTS (
      SELECT 1 FROM supplier_order o
      WHERE o.listing_id = h.listing_id AND o.hold_id = h.hold_id AND o.status IN ('creating', 'paying')
    ))
  UNION ALL
  SELECT 'supplier order ' || o.status || ' of a hold that is ' || h.status, o.reference,
    (extract(epoch FROM least(
      coalesce(o.next_look_at, o.updated_at) + interval '3 s',
      CASE
        WHEN o.status IN ('booked', 'canceled') OR (o.status = 'awaiting_payment' AND h.ended_at IS NULL) THEN NULL
        WHEN o.status = 'awaiting_payment' THEN greatest(h.ended_at, o.updated_at) + interval '3 s'
        WHEN o.status = 'creating' THEN greatest(o.sent_at, o.created_at) + interval '26 s'
        WHEN o.status = 'paying' THEN o.updated_at + interval '32 s'
        -- A supplier that errs for this guest twice, and a circuit that was left open by others (15 s at a time).
        ELSE o.updated_at + interval '35 s'
      END
    )) * 1000)::float8
  FROM supplier_order o
  JOIN hold h ON h.listing_id = o.listing_id AND h.hold_id = o.hold_id
  WHERE o.status IN ('creating', 'awaiting_payment', 'paying', 'releasing', 'canceling')
    -- A booked order is asked for once a day, too: that is nobody's business here.
    OR (o.status IN ('booked', 'canceled') AND o.next_look_at < now() + interval '1 hour')
  UNION ALL
  SELECT 'refund ' || f.status, f.refund_id::text, (extract(epoch FROM f.created_at) * 1000)::float8 + 10000
  FROM refund f WHERE f.status = 'created'`;

const idleSql = `
  SELECT a.application_name AS application,
    (extract(epoch FROM clock_timestamp() - a.state_change) * 1000)::float8 AS "idleMs", left(a.query, 200) AS query
  FROM pg_stat_activity a
  WHERE a.datname = current_database() AND a.state LIKE 'idle in transaction%' AND a.application_name <> 'chaos'`;
