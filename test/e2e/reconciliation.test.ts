import { randomUUID } from 'node:crypto';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { commandLineActor, type Actor } from '../../src/audit/actor.js';
import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import { RefundsService } from '../../src/payments/refunds.service.js';
import { queueNames } from '../../src/queue/queue-names.js';
import type { DifferenceDto } from '../../src/reconciliation/reconciliation.dto.js';
import type { DifferenceState } from '../../src/reconciliation/reconciliation.views.js';
import { ReconciliationRunner } from '../../src/reconciliation/reconciliation-runner.js';
import { requestedJobName, type ReconciliationJob } from '../../src/reconciliation/reconciliation.service.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { newGuest, openHotel, setPrice } from '../support/paying-guest.js';
import { setPolicy } from '../support/policy.js';
import { armFault, disarmFaults, providerClient, readBooks, silenceWebhooks } from '../support/provider.js';
import { runCli } from '../support/run-cli.js';

/** A difference counts when it stands that much and five seconds longer. */
const env = { PAYMENT_TIMEOUT_MS: '1000' };

let holdfast: TestApp;
let admin: ApiClient;
// Without workers, so that nothing but the reconciliation can set anything right.
beforeAll(async () => {
  holdfast = await startTestApp({ env: { ...env, ROLE: 'api' } });
  admin = await apiClient(holdfast, 'root', 'admin');
  await silenceWebhooks(holdfast);
});
afterAll(() => holdfast.close());

function reconcile({ heal, actor = commandLineActor() }: { heal: boolean; actor?: Actor | undefined }) {
  const until = new Date(Date.now() + 60_000);
  const from = new Date(until.getTime() - 3_600_000);
  return holdfast.app.get(ReconciliationRunner).runRange({ from, until, heal, actor, progress: () => {} });
}

/** Has the administrator ask for a run, and returns as whom the worker that takes it up is to do it. */
async function requestRun(): Promise<Actor | undefined> {
  expect((await admin.post('/v1/admin/reconciliation/runs')).status).toBe(202);
  const token = getQueueToken(queueNames.reconciliation);
  const queue = holdfast.app.get<Queue<ReconciliationJob>>(token, { strict: false });
  const job = await queue.getJob(requestedJobName);
  await job?.remove();
  return job?.data.actor;
}

async function listDifferences(state: DifferenceState): Promise<DifferenceDto[]> {
  const path = `/v1/admin/reconciliation/differences?limit=100&state=${state}`;
  return (await admin.get<Page<DifferenceDto>>(path)).body.data;
}

interface Paid {
  readonly reservationId: string;
  readonly paymentId: string;
  readonly providerPaymentId: string;
  cancel(): Promise<string>;
}

/** Books a room with the card; a fault hits the call of that kind while it is paid for. */
async function pay(
  card = 'pm_card_visa',
  {
    fault,
    feePercent = 0,
    price,
  }: { fault?: string; feePercent?: number; price?: { currency: string; baseMinor: number } } = {},
): Promise<Paid> {
  const guest = await newGuest(holdfast);
  const hotel = await openHotel(holdfast);
  const { hotelId, room } = hotel;
  if (price !== undefined) await setPrice(holdfast, hotel, price);
  await setPolicy(holdfast, hotelId, { freeHours: 8_760, feePercent });
  const paymentMethodId = await guest.saveCard(card);
  if (fault !== undefined) await armFault(holdfast, { operation: fault, fault: 'error_before' });
  const hold = await guest.hold(room);
  await guest.book({ holdId: hold.holdId, paymentMethodId });
  await disarmFaults(holdfast);
  const [row] = await holdfast.prisma.$queryRaw<{ reservationId: string; paymentId: string }[]>`
    SELECT r.reservation_id::text AS "reservationId", p.payment_id::text AS "paymentId"
    FROM reservation r JOIN payment p ON p.reservation_id = r.reservation_id
    WHERE r.hold_id = ${hold.holdId}::uuid`;
  const { reservationId = '', paymentId = '' } = row ?? {};
  const [booked] = await readBooks(holdfast, reservationId);
  return {
    reservationId,
    paymentId,
    providerPaymentId: booked?.id ?? '',
    // Sends the refund itself: nobody else does here.
    cancel: async () => {
      const { status } = await guest.delete(`/v1/reservations/${reservationId}`);
      expect(status).toBe(200);
      const refund = await holdfast.prisma.refund.findFirstOrThrow({ where: { reservationId } });
      await holdfast.app.get(RefundsService).send(refund);
      return refund.refundId;
    },
  };
}

/** What somebody does in the provider's dashboard, without a message about it. */
async function byHand(path: string, body: object = {}): Promise<void> {
  const answer = await fetch(`${holdfast.sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    body: JSON.stringify({ ...body, webhooks: false }),
  });
  expect(answer.status).toBe(200);
}

/** Finds reservations by the name the test gave them. */
const names = new Map<string, string>();

async function showOpen(): Promise<string[]> {
  const open = await listDifferences('open');
  return open
    .map(({ kind, reservationId, subjectId }) => `${names.get(reservationId ?? subjectId) ?? '?'}: ${kind}`)
    .toSorted();
}

const healable = [
  'authorised by a lost answer: payment_state_differs',
  'canceled by hand: payment_canceled_there',
  'captured by hand: payment_captured_there',
  'declined, then authorised: payment_held_there',
  'refund came back: refund_state_differs',
  'refund succeeded in silence: refund_state_differs',
];
const lasting = [
  'captured for less: payment_amount_differs',
  'captured for less: payment_captured_there',
  'counter: ledger_counter_wrong',
  'made by hand: payment_unknown_here',
  'never captured: payment_captured_for_nothing',
  'never captured: payment_captured_here',
  'not there: payment_duplicate',
  'not there: payment_missing_there',
  'refund never sent: refund_missing_there',
  'refund of another amount: refund_amount_differs',
  'refunded by hand: refund_unknown_here',
  'refunded twice: refund_duplicate',
];
const everything = [...healable, ...lasting].toSorted();

describe('whatever differs', () => {
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const { prisma } = holdfast;
    const name = ({ reservationId }: Paid, text: string) => names.set(reservationId, text);

    const fine = await pay();
    name(fine, 'fine');
    await (await pay('pm_card_visa', { feePercent: 50 })).cancel();
    // The provider counts these in hundredths, and never hears of those that cost nothing.
    const inKronur = await pay('pm_card_visa', {
      price: { currency: 'ISK', baseMinor: 12_501 },
      feePercent: 50,
    });
    name(inKronur, 'in krónur');
    await inKronur.cancel();
    name(await pay('pm_card_visa', { price: { currency: 'EUR', baseMinor: 0 } }), 'for nothing');
    // Somebody else's, on the same account.
    const foreign = { amount: 700, currency: 'eur', payment_method: 'pm_card_visa', confirm: true } as const;
    await providerClient(holdfast).paymentIntents.create(foreign);

    const captured = await pay('pm_card_visa', { fault: 'capture' });
    name(captured, 'captured by hand');
    await byHand(`payments/${captured.providerPaymentId}/capture`);
    const canceled = await pay('pm_card_visa', { fault: 'capture' });
    name(canceled, 'canceled by hand');
    await byHand(`payments/${canceled.providerPaymentId}/cancel`);
    name(await pay('pm_sandbox_error_after_charge'), 'authorised by a lost answer');
    const late = await pay('pm_sandbox_declined_then_pays');
    name(late, 'declined, then authorised');
    await byHand(`payments/${late.providerPaymentId}/decide`, { outcome: 'approve' });
    name(await pay('pm_sandbox_captures_less'), 'captured for less');

    const madeByHand = await providerClient(holdfast).paymentIntents.create({
      ...foreign,
      metadata: { listing_id: '1', payment_id: randomUUID() },
    });
    names.set(madeByHand.id, 'made by hand');
    const missing = await pay();
    name(missing, 'not there');
    const { providerPaymentId } = missing;
    await prisma.payment.updateMany({
      where: { paymentId: missing.paymentId },
      data: { providerPaymentId: 'pi_nobodyknows' },
    });
    undo.push(() =>
      prisma.payment.updateMany({ where: { paymentId: missing.paymentId }, data: { providerPaymentId } }),
    );
    const uncaptured = await pay('pm_card_visa', { fault: 'capture' });
    name(uncaptured, 'never captured');
    const ofUncaptured = { where: { paymentId: uncaptured.paymentId } };
    await prisma.payment.updateMany({ ...ofUncaptured, data: { status: 'captured' } });
    undo.push(() => prisma.payment.updateMany({ ...ofUncaptured, data: { status: 'authorised' } }));

    const refunded = await pay();
    name(refunded, 'refunded by hand');
    await byHand(`payments/${refunded.providerPaymentId}/refund`, { amount: 300 });
    const pending = await pay('pm_sandbox_refund_stays_pending');
    name(pending, 'refund succeeded in silence');
    await settleRefund(pending, await pending.cancel(), 'succeeded');
    const back = await pay();
    name(back, 'refund came back');
    await settleRefund(back, await back.cancel(), 'failed');
    const twice = await pay('pm_card_visa', { feePercent: 50 });
    name(twice, 'refunded twice');
    const refundId = await twice.cancel();
    await byHand(`payments/${twice.providerPaymentId}/refund`, {
      amount: 5_000,
      metadata: { refund_id: refundId },
    });
    const unsent = await pay();
    name(unsent, 'refund never sent');
    await armFault(holdfast, { operation: 'refund', fault: 'error_before' });
    const ofUnsent = { where: { refundId: await unsent.cancel() } };
    await prisma.refund.updateMany({ ...ofUnsent, data: { status: 'succeeded' } });
    undo.push(() => prisma.refund.updateMany({ ...ofUnsent, data: { status: 'created' } }));
    const other = await pay('pm_card_visa', { feePercent: 50 });
    name(other, 'refund of another amount');
    const ofOther = { where: { refundId: await other.cancel() } };
    await prisma.refund.updateMany({ ...ofOther, data: { amountMinor: 4_999 } });
    undo.push(() => prisma.refund.updateMany({ ...ofOther, data: { amountMinor: 5_000 } }));

    const { hotelId } = await openHotel(holdfast);
    names.set(String(hotelId), 'counter');
    await prisma.$executeRaw`
      UPDATE inventory SET held = 1 WHERE listing_id = ${hotelId} AND date = (
        SELECT min(date) FROM inventory WHERE listing_id = ${hotelId}
      )`;
    undo.push(() => prisma.$executeRaw`UPDATE inventory SET held = 0 WHERE listing_id = ${hotelId}`);
  });

  async function settleRefund(
    { reservationId }: Paid,
    refundId: string,
    outcome: 'succeeded' | 'failed',
  ): Promise<void> {
    const { providerRefundId } = await holdfast.prisma.refund.findFirstOrThrow({
      where: { reservationId, refundId },
    });
    await byHand(`refunds/${providerRefundId}/settle`, { outcome });
  }

  test('is found, and nothing else, also by two at once, and told once', async () => {
    const runs = await Promise.all([reconcile({ heal: false }), reconcile({ heal: false })]);
    expect(runs.map(({ status, failure }) => [status, failure])).toEqual([
      ['complete', undefined],
      ['complete', undefined],
    ]);
    expect(await showOpen()).toEqual(everything);
    expect(runs.reduce((sum, { counts }) => sum + counts.opened, 0)).toBe(everything.length);
    expect(await toldOf('reconciliation.difference')).toBe(everything.length);
  });

  test('stays open and untold while it lasts, and makes the command fail', async () => {
    const run = await runCli(['payments:reconcile', '--no-heal', '--json'], { ...cliEnv(holdfast), ...env });
    expect([run.exitCode, run.stderr]).toEqual([1, expect.stringMatching(/^$/)]);
    const { opened, healed, resolved, open } = JSON.parse(run.stdout) as Record<string, unknown>;
    expect([opened, healed, resolved]).toEqual([0, 0, 0]);
    expect(open).toHaveLength(everything.length);
    expect(await toldOf('reconciliation.difference')).toBe(everything.length);
  });

  test('is healed where the protocol can, and no money is moved twice', async () => {
    const { counts } = await reconcile({ heal: true, actor: await requestRun() });
    expect(counts).toMatchObject({ opened: 0, healed: healable.length });
    expect(await showOpen()).toEqual(lasting);
    const resolved = await listDifferences('resolved');
    expect(resolved.map(({ resolution }) => resolution)).toEqual(healable.map(() => 'healed'));
    const { body: trail } = await admin.get<Page<AuditEntryDto>>(
      '/v1/admin/audit?kind=difference&action=repaired&limit=100',
    );
    expect(trail.data.map(({ subjectId }) => subjectId).toSorted()).toEqual(
      resolved.map(({ differenceId }) => differenceId).toSorted(),
    );
    // Of whoever asked for the run.
    expect(new Set(trail.data.map(({ actor, via }) => `${actor} ${via}`))).toEqual(new Set(['root api']));
    const statuses = await Promise.all(
      [...names].map(async ([reservationId, name]) => {
        const row = await holdfast.prisma.reservation.findFirst({
          where: { reservationId: /^[\da-f-]{36}$/.test(reservationId) ? reservationId : randomUUID() },
        });
        return [name, row?.status];
      }),
    );
    expect(Object.fromEntries(statuses)).toMatchObject({
      'captured by hand': 'paid',
      'canceled by hand': 'rejected',
      'authorised by a lost answer': 'paid',
      'declined, then authorised': 'pending',
      'refund succeeded in silence': 'refunded',
    });
    const late = (await readBooks(holdfast)).find(
      ({ metadata }) => names.get(metadata['reservation_id'] ?? '') === 'declined, then authorised',
    );
    expect(late).toMatchObject({ status: 'canceled', captured: 0 });
  });

  test('alarms nobody any more when an administrator says why it may stay', async () => {
    const open = await listDifferences('open');
    const find = (wanted: DifferenceDto['kind']) =>
      open.find(({ kind }) => kind === wanted)?.differenceId ?? '';
    const path = '/v1/admin/reconciliation/differences';
    const accept = (differenceId: string, body: object, client = admin) =>
      client.post(`${path}/${differenceId}/accept`, body);
    const byHandId = find('refund_unknown_here');
    expect(await accept(byHandId, { note: ' ' })).toMatchObject({ status: 400 });
    expect(await accept(byHandId, { note: 'x' }, await newGuest(holdfast))).toMatchObject({ status: 403 });
    expect(await accept(randomUUID(), { note: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'difference_not_found' },
    });
    expect(await accept(byHandId, { note: 'as agreed' })).toMatchObject({
      status: 200,
      body: { note: 'as agreed', acceptedBy: 'root' },
    });
    expect(await accept(byHandId, { note: 'once more' })).toMatchObject({
      status: 409,
      body: { code: 'difference_not_open', differenceState: 'accepted' },
    });
    const run = await runCli(
      ['reconciliation:accept', find('refund_duplicate'), '--note', 'the guest keeps it'],
      cliEnv(holdfast),
    );
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    const accepted = await listDifferences('accepted');
    expect(accepted.map(({ note = '' }) => note).toSorted()).toEqual(['as agreed', 'the guest keeps it']);
    expect(await showOpen()).toEqual(lasting.filter((text) => !/^refunded (by hand|twice)/.test(text)));
  });

  test('is over when it is mended', async () => {
    for (const mend of undo) await mend();
    const [message] = await holdfast.prisma.quarantinedMessage.findMany();
    const resolution = { resolution: 'the rest was paid at the desk' };
    const answer = await admin.post(
      `/v1/admin/payments/quarantine/${message?.messageId}/resolve`,
      resolution,
    );
    expect(answer.status).toBe(200);

    const { counts } = await reconcile({ heal: false });
    const kept = ['captured for less: payment_captured_there', 'made by hand: payment_unknown_here'];
    expect(await showOpen()).toEqual(kept);
    expect(await listDifferences('accepted')).toHaveLength(2);
    expect(counts).toMatchObject({ opened: 0, healed: 0, resolved: lasting.length - kept.length - 2 });
    expect(await toldOf('reconciliation.resolved')).toBe(everything.length - kept.length - 2);
  });

  async function toldOf(type: string): Promise<number> {
    const events = await holdfast.prisma.event.findMany({ where: { type } });
    const told = new Set(events.map(({ data }) => (data as { differenceId: string }).differenceId));
    expect(told.size).toBe(events.length);
    return told.size;
  }
});
