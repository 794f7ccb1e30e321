import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from '../../metric.js';
import type { Bench } from '../../world/bench.js';
import type { BookingResult } from './plan.js';

const settleTimeoutMs = 30_000;

/** Waits until no payment is under way: a client that has its answer is not the last to work on it. */
export async function untilSettled(bench: Bench): Promise<void> {
  const deadline = performance.now() + settleTimeoutMs;
  for (;;) {
    const { rows } = await bench.sql.query<{ open: number }>(
      `SELECT count(*)::integer AS open FROM payment WHERE status NOT IN ('captured', 'declined', 'voided')`,
    );
    if (rows[0]?.open === 0) return;
    if (performance.now() > deadline) throw new Error(`${rows[0]?.open} payments do not end`);
    await delay(100);
  }
}

/** What clients were told, our books of them and the provider's say the same. */
export async function checkBookings(
  bench: Bench,
  results: readonly BookingResult[],
  sandboxUrl: string,
): Promise<Check[]> {
  const told = results.reduce((sum, { paidInAll }) => sum + paidInAll, 0);
  const { rows } = await bench.sql.query<{ paid: number; minor: number }>(
    `SELECT count(*)::integer AS paid, coalesce(sum(total_minor), 0)::float8 AS minor
     FROM reservation WHERE status = 'paid' AND guest_id LIKE 'guest-%'`,
  );
  const { paid = 0, minor = 0 } = rows[0] ?? {};
  const charged = await amountKept(sandboxUrl);
  const failures = new Map<string, number>();
  for (const [what, count] of results.flatMap((result) => Object.entries(result.failures))) {
    failures.set(what, (failures.get(what) ?? 0) + count);
  }
  return [
    {
      name: 'I7: every booking a client was told of is paid in the books',
      isHeld: paid === told,
      ...(paid !== told && { detail: `${told} told, ${paid} in the books` }),
    },
    {
      name: 'I4: the provider keeps what the paid bookings cost, and nothing else',
      isHeld: charged === minor,
      ...(charged !== minor && { detail: `${charged} charged, ${minor} paid, in cents` }),
    },
    {
      name: 'every booking ended in paid',
      isHeld: failures.size === 0,
      ...(failures.size > 0 && { detail: JSON.stringify(Object.fromEntries(failures)) }),
    },
  ];
}

/** In minor units. The totals also count payments the sandbox no longer keeps one by one. */
async function amountKept(sandboxUrl: string): Promise<number> {
  const answer = await fetch(`${sandboxUrl}/_sandbox/books?limit=1`);
  const { totals } = (await answer.json()) as {
    totals: Record<string, { captured: number; refunded: number; capturable: number }>;
  };
  return Object.values(totals).reduce(
    (sum, { captured, refunded, capturable }) => sum + captured - refunded + capturable,
    0,
  );
}
