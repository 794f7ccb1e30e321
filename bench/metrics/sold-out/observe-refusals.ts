import { setTimeout as delay } from 'node:timers/promises';
import { closedLoop } from '../../load/closed-loop.js';
import { holdBody, spreadStays, type Stay } from '../../load/stays.js';
import type { Line, Round } from '../../metric.js';
import type { Bench } from '../../world/bench.js';
import { observeWal, type WalObservation } from '../../world/wal-probe.js';
import { askOnce, sellOut } from './sold-out-stays.js';

/** Refusals looked at in a round last so long; they need no more, since each is to write nothing. */
const observedSeconds = 1;
const connections = 8;

interface Observed {
  readonly answers: number;
  readonly wal: WalObservation;
}

/**
 * Whether a refusal writes or locks anything: the server's whole write-ahead log, read record by record while a process
 * of the product refuses and nothing else goes on. So that a blind look is noticed, the same is looked at while holds
 * are granted, and must then see both.
 */
export async function observeRefusals(bench: Bench): Promise<Line[]> {
  const tokens = await bench.tokens(100);
  const [token = ''] = tokens;
  const server = await bench.startServer({ role: 'api' });
  const load = bench.startLoad();
  const observe = async (stays: readonly Stay[], status: number): Promise<Observed> => {
    let answers = 0;
    const wal = await observeWal(bench.sql, async () => {
      const window = await load.call(closedLoop, {
        port: server.port,
        connections,
        seconds: observedSeconds,
        expectedStatus: status,
        requests: { method: 'POST', paths: ['/v1/holds'], tokens, bodies: stays.map(holdBody) },
      });
      answers = window.allOutcomes[status] ?? 0;
    });
    return { answers, wal };
  };

  const stays = await sellOut(bench, 1);
  for (const stay of stays) await askOnce(server.port, { stay, token });
  // The end of its start: schedules, connections, the first look at everything.
  await delay(2_000);
  const refused: Observed[] = [];
  await allowAutovacuum(bench, false);
  try {
    for (let round = 0; round < bench.rounds; round += 1) refused.push(await observe(stays, 409));
  } finally {
    await allowAutovacuum(bench, true);
  }
  const checks = await bench.checkInvariants();
  const granted = await observe(spreadStays(bench.catalogue).stays, 201);
  // What granting has set going (a job for the end of the holds) must not reach whoever measures next.
  await bench.stopProcesses();

  const answers = sum(refused.map((observed) => observed.answers));
  const sees = granted.wal.bytes > 0 && granted.wal.rowLocks >= granted.answers && granted.answers > 0;
  const shared = {
    id: 'P4',
    target: { atMost: 0 },
    checks: [
      ...checks,
      { name: 'the probe sees what granted holds write and lock', isHeld: sees },
      { name: 'there were refusals to look at', isHeld: refused.every((observed) => observed.answers > 0) },
    ],
    notes: [
      `${answers} refusals; ${granted.answers} granted holds beside them wrote ${perAnswer(granted, 'bytes').toFixed(0)} bytes and ${perAnswer(granted, 'rowLocks').toFixed(1)} records of locked or changed rows each`,
    ],
    detail: { refused, granted },
  };
  // Over all rounds: a median would pass over one that wrote.
  const rounds = (what: keyof Pick<WalObservation, 'bytes' | 'rowLocks'>): Round[] => [
    { ours: sum(refused.map(({ wal }) => wal[what])) / answers },
  ];
  return [
    { ...shared, part: 'WAL', title: 'WAL bytes per refusal', unit: 'bytes', rounds: rounds('bytes') },
    { ...shared, part: 'locks', title: 'row locks per refusal', unit: 'locks', rounds: rounds('rowLocks') },
  ];
}

/** Its workers tidy up after what was done before, at a time of their own. Off only while nothing is timed. */
async function allowAutovacuum({ sql }: Bench, isAllowed: boolean): Promise<void> {
  await sql.query(isAllowed ? 'ALTER SYSTEM RESET autovacuum' : 'ALTER SYSTEM SET autovacuum = off');
  await sql.query('SELECT pg_reload_conf()');
  if (isAllowed) return;
  const deadline = performance.now() + 30_000;
  for (;;) {
    const { rows } = await sql.query(
      `SELECT FROM pg_stat_activity WHERE backend_type IN ('autovacuum worker', 'autovacuum launcher')`,
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) throw new Error('autovacuum does not end');
    await delay(100);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function perAnswer({ answers, wal }: Observed, what: 'bytes' | 'rowLocks'): number {
  return wal[what] / answers;
}
