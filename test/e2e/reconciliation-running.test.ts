import { commandLineActor, jobActor } from '../../src/audit/actor.js';
import type { DifferenceDto, ReconciliationDto } from '../../src/reconciliation/reconciliation.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import { ReconciliationRunner } from '../../src/reconciliation/reconciliation-runner.js';
import type { RunControl } from '../../src/reconciliation/run-control.js';
import { SpanScan } from '../../src/reconciliation/span-scan.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { concurrently } from '../support/ledger.js';
import { expectBooksToAgree, newGuest, openHotel } from '../support/paying-guest.js';
import { armFault, disarmFaults, readBooks } from '../support/provider.js';
import { runCli } from '../support/run-cli.js';

let holdfast: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  holdfast = await startTestApp();
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterAll(() => holdfast.close());

async function overview(): Promise<ReconciliationDto> {
  const answer = await admin.get<ReconciliationDto>('/v1/admin/reconciliation');
  expect(answer.status).toBe(200);
  return answer.body;
}

async function allDifferences(): Promise<DifferenceDto[]> {
  const pages = await Promise.all(
    ['open', 'resolved'].map((state) =>
      admin.get<Page<DifferenceDto>>(`/v1/admin/reconciliation/differences?state=${state}&limit=100`),
    ),
  );
  return pages.flatMap(({ body }) => body.data);
}

/** A guest's whole visit: books, with a card that pays, is refused or waits, and may cancel again. */
async function visit(index: number): Promise<void> {
  const cards = [
    'pm_card_visa',
    'pm_card_chargeDeclined',
    'pm_card_authenticationRequired',
    'pm_card_pendingRefund',
  ];
  const guest = await newGuest(holdfast);
  const { room } = await openHotel(holdfast);
  const paymentMethodId = await guest.saveCard(cards[index % cards.length] ?? '');
  const { reservationId } = (await guest.book({ ...room, paymentMethodId })).body;
  if (index % 3 === 0 && reservationId !== undefined) await guest.delete(`/v1/reservations/${reservationId}`);
}

/** What one look at the lists alone needs. */
function firstLook(): RunControl {
  const counts = { payments: 0, refunds: 0, reservations: 0, listings: 0, opened: 0, healed: 0, resolved: 0 };
  return {
    counts,
    heal: false,
    actor: commandLineActor(),
    settled: new Set(),
    checkpoint: async () => {},
    progress: () => {},
  };
}

const runner = () => holdfast.app.get(ReconciliationRunner);
const neverStops = { trigger: 'admin', actor: jobActor('reconcile'), isStopping: () => false } as const;

test('a run is had on demand, by administrators', async () => {
  const guest = await newGuest(holdfast);
  expect((await guest.post('/v1/admin/reconciliation/runs')).status).toBe(403);
  expect((await guest.get('/v1/admin/reconciliation')).status).toBe(403);
  expect(await overview()).toEqual({ open: [] });

  expect(await admin.post('/v1/admin/reconciliation/runs')).toMatchObject({
    status: 202,
    body: { requested: true },
  });
  await eventually(async () => {
    expect(await overview()).toMatchObject({
      open: [],
      comparedUntil: expect.any(String),
      ledgerComparedAt: expect.any(String),
      latestRun: { trigger: 'admin', status: 'complete', opened: 0 },
    });
  }, 20_000);
});

test('while guests book, pay, fail and cancel, nothing is found that is not so', async () => {
  const traffic = { isOver: false };
  let runs = 0;
  let lookedOdd = 0;
  const span = () => {
    const until = new Date(Date.now() + 60_000);
    return { from: new Date(until.getTime() - 3_600_000), until };
  };
  const glancing = (async () => {
    while (!traffic.isOver) {
      lookedOdd += (await holdfast.app.get(SpanScan).scan(span(), firstLook()))?.length ?? 0;
    }
  })();
  const watching = (async () => {
    while (!traffic.isOver) {
      const summary = await runner().runRange({
        ...span(),
        heal: true,
        actor: commandLineActor(),
        progress: () => {},
      });
      expect(summary).toMatchObject({ status: 'complete', counts: { opened: 0, healed: 0 } });
      runs += 1;
    }
  })();
  const watched = Promise.all([glancing, watching]);
  watched.catch(() => {});
  try {
    await concurrently({ count: 120, clients: 6 }, visit);
  } finally {
    traffic.isOver = true;
  }
  await watched;
  expect(runs).toBeGreaterThan(0);
  // There were steps under way that a single look would have taken for differences.
  expect(lookedOdd).toBeGreaterThan(0);
  expect(await allDifferences()).toEqual([]);
  await eventually(() => expectBooksToAgree(holdfast), 15_000);
});

describe('the scheduled comparison', () => {
  test('is done by one of two that begin at once', async () => {
    const runs = await Promise.all(['a', 'b'].map((holder) => runner().runDue({ ...neverStops, holder })));
    expect(runs.filter((run) => run !== undefined)).toHaveLength(1);
  });

  test('tells that it could not reach the provider, and compares the rest', async () => {
    const before = (await overview()).comparedUntil;
    await armFault(holdfast, { operation: 'list', fault: 'error_before', times: 50 });
    const run = await runner().runDue({ ...neverStops, holder: 'c' });
    await disarmFaults(holdfast);
    expect(run).toMatchObject({ status: 'failed', counts: { opened: 0 } });
    expect(run?.counts.listings).toBeGreaterThan(0);
    expect(run?.failure).toMatch(/\S/);
    const { latestRun, comparedUntil } = await overview();
    expect(latestRun).toMatchObject({ status: 'failed', failure: run?.failure });
    // The next one begins where this one could not go on.
    expect(comparedUntil).toBe(before);
    expect(await runner().runDue({ ...neverStops, holder: 'd' })).toMatchObject({ status: 'complete' });
  });

  test('waits when the provider says that it is asked too often', async () => {
    for (const operation of ['list', 'list_refunds']) {
      await armFault(holdfast, { operation, fault: 'rate_limited', times: 2 });
    }
    expect(await runner().runDue({ ...neverStops, holder: 'e' })).toMatchObject({ status: 'complete' });
  });

  test('goes on where it was interrupted', async () => {
    const { prisma } = holdfast;
    const now = Date.now();
    // A backlog of two days: eight parts of six hours.
    await prisma.reconciliationState.updateMany({ data: { comparedUntil: new Date(now - 48 * 3_600_000) } });
    const reached: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      let looks = 0;
      const summary = await runner().runDue({
        ...neverStops,
        holder: `run ${run}`,
        // Some way into the backlog its process is told to stop.
        isStopping: () => run < 2 && (looks += 1) > 12,
      });
      expect(summary?.status).toBe(run < 2 ? 'unfinished' : 'complete');
      reached.push(Date.parse((await overview()).comparedUntil ?? ''));
    }
    const [first = 0, second = 0, last = 0] = reached;
    expect(first).toBeGreaterThan(now - 48 * 3_600_000);
    expect(second).toBeGreaterThan(first);
    expect(last).toBeGreaterThan(second);
    expect(last).toBeGreaterThan(now - 200_000);
  });

  test('is shown in the metrics of a worker', async () => {
    const text = await (await fetch(`${holdfast.url}/metrics`)).text();
    const values = Object.fromEntries(
      [...text.matchAll(/^(holdfast_reconciliation_\S+) (\S+)$/gm)].map(([, name, value]) => [
        name,
        Number(value),
      ]),
    );
    expect(values).toMatchObject({
      'holdfast_reconciliation_open_differences{kind="payment_captured_there"}': 0,
      'holdfast_reconciliation_last_run_compared{what="listings"}': expect.any(Number),
    });
    expect(values['holdfast_reconciliation_lag_seconds']).toBeLessThan(600);
    expect(values['holdfast_reconciliation_last_run_timestamp_seconds']).toBeGreaterThan(
      Date.now() / 1_000 - 600,
    );
    expect(values['holdfast_reconciliation_last_run_duration_seconds']).toBeGreaterThan(0);
  });
});

test('the command says that all is well, and ends well', async () => {
  const run = await runCli(['payments:reconcile', '--from', '2h'], cliEnv(holdfast));
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toMatch(/\d+ payment\(s\), .* compared\.\nNo difference\(s\) open, 0 of them new/);
});

test.each([
  [['--from', '1h', '--to', '2h'], /^error: --from must be before --to\.\n$/],
  [['--from', 'yesterday'], /^error: option '--from <when>' argument 'yesterday' is invalid\./],
])('the command %j is refused', async (args, message) => {
  const run = await runCli(['payments:reconcile', ...args], cliEnv(holdfast));
  expect([run.exitCode, run.stdout]).toEqual([1, '']);
  expect(run.stderr).toMatch(message);
});

test('what changes at the provider days later is found by the look back of once a day', async () => {
  const { prisma } = holdfast;
  const guest = await newGuest(holdfast);
  const { room } = await openHotel(holdfast);
  const paymentMethodId = await guest.saveCard('pm_card_visa');
  const { reservationId } = (await guest.book({ ...room, paymentMethodId })).body;
  await guest.awaitStatus(reservationId, 'paid');
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  await prisma.reservation.updateMany({ where: { reservationId }, data: { createdAt: daysAgo(3) } });
  // Compared long ago; and then somebody refunds a part of it by hand, in silence.
  await prisma.reconciliationState.updateMany({
    data: {
      comparedUntil: new Date(Date.now() - 120_000),
      lookbackStartedAt: daysAgo(0.9),
      lookbackAt: daysAgo(0.9),
      lookbackUntil: daysAgo(0.9),
    },
  });
  const [payment] = await readBooks(holdfast, reservationId);
  const refund = await fetch(`${holdfast.sandbox.url}/_sandbox/payments/${payment?.id}/refund`, {
    method: 'POST',
    body: JSON.stringify({ amount: 300, webhooks: false }),
  });
  expect(refund.status).toBe(200);

  const scheduled = {
    isStopping: () => false,
    trigger: 'schedule',
    actor: jobActor('reconcile'),
  } as const;
  const early = await runner().runDue({ ...scheduled, holder: 'early' });
  expect(early).toMatchObject({ status: 'complete', counts: { opened: 0 } });
  await prisma.reconciliationState.updateMany({ data: { lookbackStartedAt: daysAgo(1.1) } });
  const due = await runner().runDue({ ...scheduled, holder: 'due' });
  expect(due).toMatchObject({ status: 'complete', counts: { opened: 1 } });
  expect(await overview()).toMatchObject({ open: [{ kind: 'refund_unknown_here', count: 1 }] });
  const [open] = await allDifferences();
  expect(open).toMatchObject({ kind: 'refund_unknown_here', reservationId });
  const lookedBackAt = async () => (await prisma.reconciliationState.findFirstOrThrow()).lookbackStartedAt;
  const once = await lookedBackAt();
  const again = await runner().runDue({ ...scheduled, holder: 'again' });
  expect(again).toMatchObject({ status: 'complete', counts: { opened: 0 } });
  expect(await lookedBackAt()).toEqual(once);
});

// Last, since its schedule stays in the queue.
test('a worker compares by itself, soon after it has started', async () => {
  const before = (await overview()).latestRun?.runId;
  const scheduled = await startTestApp({
    beside: holdfast,
    env: { ROLE: 'worker', RECONCILE_EVERY_MINUTES: '1' },
  });
  try {
    await eventually(async () => {
      const { latestRun } = await overview();
      expect(latestRun).toMatchObject({ trigger: 'schedule', status: 'complete' });
      expect(latestRun?.runId).not.toBe(before);
    }, 75_000);
  } finally {
    await scheduled.close();
  }
});
