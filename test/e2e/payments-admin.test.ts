import { randomUUID } from 'node:crypto';
import type { AuditEntryDto } from '../../src/audit/audit.dto.js';
import type { QuarantinedMessageDto } from '../../src/payments/admin/quarantined.dto.js';
import type { RefundDto } from '../../src/payments/admin/refunds.dto.js';
import type { Page } from '../../src/http/page.dto.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import { newGuest, openHotel, type PayingGuest } from '../support/paying-guest.js';
import { setPolicy } from '../support/policy.js';
import { armFault, disarmFaults, readBooks } from '../support/provider.js';
import { runCli } from '../support/run-cli.js';

let holdfast: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  holdfast = await startTestApp();
  admin = await apiClient(holdfast, 'root', 'admin');
});
afterEach(() => disarmFaults(holdfast));
afterAll(() => holdfast.close());

async function book(card: string): Promise<{ guest: PayingGuest; reservationId: string }> {
  const guest = await newGuest(holdfast);
  const { hotelId, room } = await openHotel(holdfast);
  await setPolicy(holdfast, hotelId, { freeHours: 0, feePercent: 100 });
  const paymentMethodId = await guest.saveCard(card);
  const { body } = await guest.book({ ...room, paymentMethodId });
  return { guest, reservationId: body.reservationId };
}

async function readMetric(name: string): Promise<number> {
  const text = await (await fetch(`${holdfast.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function cliJson<Output>(...args: string[]): Promise<Output> {
  const run = await runCli([...args, '--json'], cliEnv(holdfast));
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  return JSON.parse(run.stdout) as Output;
}

describe('messages of other money than was asked for', () => {
  const path = '/v1/admin/payments/quarantine';

  async function list(query = ''): Promise<QuarantinedMessageDto[]> {
    const { status, body } = await admin.get<Page<QuarantinedMessageDto>>(`${path}?limit=100${query}`);
    expect(status).toBe(200);
    return body.data;
  }

  /** The provider captures less than it was asked to. */
  async function quarantineOne(): Promise<QuarantinedMessageDto> {
    const { reservationId } = await book('pm_sandbox_captures_less');
    return eventually(async () => {
      const [message] = await list(`&reservationId=${reservationId}`);
      if (message === undefined) throw new Error('nothing was put aside');
      return message;
    });
  }

  test('are seen by administrators with both amounts, and counted', async () => {
    const message = await quarantineOne();
    expect(message).toMatchObject({
      reason: 'other_amount',
      paymentId: expect.any(String),
      expected: { amount: 10_000, currency: 'EUR' },
      told: { amount: 9_900, currency: 'EUR' },
      providerObjectId: expect.stringMatching(/^pi_/),
    });
    expect(message).not.toHaveProperty('resolvedAt');
    expect((await admin.get(`${path}/${message.messageId}`)).body).toEqual(message);
    expect(await list('&state=open')).toContainEqual(message);
    expect(await readMetric('holdfast_payments_quarantined')).toBe((await list('&state=open')).length);
  });

  test('are resolved once, by an administrator who says how', async () => {
    const { messageId } = await quarantineOne();
    const open = await readMetric('holdfast_payments_quarantined');
    const resolve = (body: object) => admin.post(`${path}/${messageId}/resolve`, body);
    for (const body of [{}, { resolution: ' ' }, { resolution: 'x'.repeat(1_001) }, { resolution: null }]) {
      expect(await resolve(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    expect(await resolve({ resolution: 'the rest was forgiven' })).toMatchObject({
      status: 200,
      body: { resolution: 'the rest was forgiven', resolvedBy: 'root', resolvedAt: expect.any(String) },
    });
    expect(await resolve({ resolution: 'otherwise' })).toMatchObject({
      status: 409,
      body: { code: 'quarantined_message_resolved' },
    });
    expect(await admin.get(`${path}/${messageId}`)).toMatchObject({
      body: { resolution: 'the rest was forgiven' },
    });
    expect(await readMetric('holdfast_payments_quarantined')).toBe(open - 1);
  });

  test('about a captured payment are accepted as the whole price, or given back with what it had paid for', async () => {
    const [accepted, returned] = [await quarantineOne(), await quarantineOne()];
    const settle = ({ messageId }: QuarantinedMessageDto, settlement: string) =>
      admin.post(`${path}/${messageId}/resolve`, { resolution: 'told the guest', settlement });
    const readReservation = async ({ reservationId }: QuarantinedMessageDto) =>
      (await admin.get<object>(`/v1/admin/reservations/${reservationId}`)).body;
    expect(await settle(accepted, 'both')).toMatchObject({ status: 400 });
    expect(await readReservation(accepted)).toMatchObject({ status: 'pending' });

    expect(await settle(accepted, 'accept')).toMatchObject({ status: 200 });
    expect(await readReservation(accepted)).toMatchObject({ status: 'paid' });
    expect(await settle(accepted, 'give_back')).toMatchObject({
      status: 409,
      body: { code: 'quarantined_message_resolved' },
    });

    expect(await settle(returned, 'give_back')).toMatchObject({ status: 200 });
    await eventually(async () => {
      expect(await readReservation(returned)).toMatchObject({
        status: 'rejected',
        payments: [{ status: 'captured' }],
        refund: { status: 'succeeded' },
      });
    });
    expect(await readBooks(holdfast, returned.reservationId)).toMatchObject([
      { captured: 9_900, refunded: 9_900 },
    ]);
  });

  test('about a payment that was let go settle nothing', async () => {
    const { reservationId } = await book('pm_sandbox_authorises_less');
    const [message] = await eventually(async () => {
      const found = await list(`&reservationId=${reservationId}`);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(
      await admin.post(`${path}/${message?.messageId}/resolve`, { resolution: 'x', settlement: 'accept' }),
    ).toMatchObject({ status: 409, body: { code: 'payment_not_settled' } });
    expect(await list('&state=open')).toContainEqual(message);
  });

  test('are listed open ones first, page by page, each once', async () => {
    await quarantineOne();
    const whole = await list();
    const states = whole.map(({ resolvedAt }) => (resolvedAt === undefined ? 'open' : 'resolved'));
    expect(states).toEqual([...states].toSorted());
    expect(new Set(states)).toEqual(new Set(['open', 'resolved']));
    const paged: QuarantinedMessageDto[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await admin.get<Page<QuarantinedMessageDto>>(`${path}?limit=1${query}`);
      paged.push(...body.data);
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(whole);
    expect(await admin.get(`${path}?cursor=nonsense`)).toMatchObject({ body: { code: 'invalid_cursor' } });
  });

  test('that do not exist are not found; guests see none', async () => {
    expect(await admin.get(`${path}/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'quarantined_message_not_found' },
    });
    expect(await admin.post(`${path}/${randomUUID()}/resolve`, { resolution: 'x' })).toMatchObject({
      status: 404,
    });
    const guest = await newGuest(holdfast);
    expect((await guest.get(path)).status).toBe(403);
    expect((await guest.post(`${path}/${randomUUID()}/resolve`, { resolution: 'x' })).status).toBe(403);
  });

  test('are listed and resolved from the command line', async () => {
    const { messageId } = await quarantineOne();
    const { data } = await cliJson<{ data: QuarantinedMessageDto[] }>(
      'payments:quarantine',
      '--state',
      'open',
    );
    expect(data.map((message) => message.messageId)).toContain(messageId);
    const run = await runCli(
      ['payments:quarantine:resolve', messageId, '--resolution', 'told the guest'],
      cliEnv(holdfast),
    );
    expect(run).toEqual({ exitCode: 0, stdout: `Message ${messageId} is resolved.\n`, stderr: '' });
    expect(await admin.get(`${path}/${messageId}`)).toMatchObject({
      body: { resolution: 'told the guest', resolvedBy: expect.stringMatching(/\(command line\)$/) },
    });
    const trail = await admin.get<Page<AuditEntryDto>>(
      `/v1/admin/audit?kind=quarantined_message&subjectId=${messageId}`,
    );
    expect(trail.body.data).toMatchObject([
      { action: 'settled', via: 'command_line', changes: { resolution: { to: 'told the guest' } } },
    ]);
    const again = await runCli(
      ['payments:quarantine:resolve', messageId, '--resolution', 'again'],
      cliEnv(holdfast),
    );
    expect([again.exitCode, again.stderr]).toEqual([
      1,
      expect.stringMatching(/^error: It was resolved before/),
    ]);
  });
});

describe('refunds', () => {
  const path = '/v1/admin/refunds';

  async function refundOf(reservationId: string): Promise<RefundDto> {
    const { body } = await admin.get<Page<RefundDto>>(`${path}?reservationId=${reservationId}`);
    expect(body.data).toHaveLength(1);
    return body.data[0] as RefundDto;
  }

  /** Cancels a reservation that was paid with the card; the refund comes to `status`. */
  async function cancel(card: string, status: string): Promise<RefundDto> {
    const { guest, reservationId } = await book(card);
    await guest.awaitStatus(reservationId, 'paid');
    await guest.delete(`/v1/reservations/${reservationId}`);
    return eventually(async () => {
      const refund = await refundOf(reservationId);
      expect(refund.status).toBe(status);
      return refund;
    }, 10_000);
  }

  async function eventuallyIs(refundId: string, expected: Partial<RefundDto>): Promise<void> {
    await eventually(async () => {
      expect((await admin.get(`${path}/${refundId}`)).body).toMatchObject(expected);
    }, 10_000);
  }

  test('that failed are seen with the provider’s reason, and counted', async () => {
    const refund = await cancel('pm_sandbox_refund_disputed', 'failed');
    expect(refund).toMatchObject({
      cause: 'cancellation',
      amount: { amount: 10_000, currency: 'EUR' },
      attempt: 1,
      failureCode: 'charge_disputed',
    });
    const { body } = await admin.get<Page<RefundDto>>(`${path}?status=failed&limit=100`);
    expect(body.data).toContainEqual(refund);
    expect(body.data.every(({ status }) => status === 'failed')).toBe(true);
    expect(await readMetric('holdfast_refunds_failed')).toBe(body.data.length);
  });

  test('that failed are sent again, each time as another attempt, until the money is back', async () => {
    const { refundId, reservationId } = await cancel('pm_sandbox_refund_no_balance', 'failed');
    for (const [attempt, status] of [
      [2, 'failed'],
      [3, 'succeeded'],
    ] as const) {
      expect(await admin.post(`${path}/${refundId}/retry`)).toMatchObject({ status: 202, body: { attempt } });
      await eventuallyIs(refundId, { attempt, status });
    }
    expect(await readBooks(holdfast, reservationId)).toMatchObject([
      { captured: 10_000, refunded: 10_000, refunds: [{ amount: 10_000 }] },
    ]);
    expect(await admin.get(`/v1/admin/reservations/${reservationId}`)).toMatchObject({
      body: { status: 'refunded' },
    });
  });

  test('are sent again once, by however many at once', async () => {
    const { refundId, reservationId } = await cancel('pm_sandbox_refund_fails', 'failed');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.post(`${path}/${refundId}/retry`)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409, 409]);
    await eventuallyIs(refundId, { attempt: 2, status: 'failed' });
    const [payment] = await readBooks(holdfast, reservationId);
    expect(payment?.refunds).toHaveLength(2);
  });

  test('that have not failed are not sent again', async () => {
    const { refundId } = await cancel('pm_card_visa', 'succeeded');
    expect(await admin.post(`${path}/${refundId}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'refund_not_failed', refundStatus: 'succeeded' },
    });
    await eventuallyIs(refundId, { attempt: 1, status: 'succeeded' });
  });

  test('are not sent again when the provider has made them after all, nor unasked', async () => {
    const { refundId, reservationId } = await cancel('pm_card_visa', 'succeeded');
    // As if the provider's refusal had been a lie.
    await holdfast.prisma.refund.updateMany({ where: { refundId }, data: { status: 'failed' } });
    await armFault(holdfast, { operation: 'list_refunds', fault: 'error_before' });
    expect(await admin.post(`${path}/${refundId}/retry`)).toMatchObject({
      status: 503,
      body: { code: 'payment_provider_unavailable' },
    });
    expect(await admin.post(`${path}/${refundId}/retry`)).toMatchObject({
      status: 409,
      body: { code: 'refund_not_failed', detail: expect.stringContaining('would pay twice') },
    });
    expect(await readBooks(holdfast, reservationId)).toMatchObject([{ refunds: [{ amount: 10_000 }] }]);
  });

  test('that do not exist are not found; guests see none', async () => {
    for (const refundId of [randomUUID(), mintListingUuid(1)]) {
      expect(await admin.get(`${path}/${refundId}`)).toMatchObject({
        status: 404,
        body: { code: 'refund_not_found' },
      });
      expect(await admin.post(`${path}/${refundId}/retry`)).toMatchObject({ status: 404 });
    }
    const guest = await newGuest(holdfast);
    expect((await guest.get(path)).status).toBe(403);
    expect((await guest.post(`${path}/${randomUUID()}/retry`)).status).toBe(403);
  });

  test('are listed newest first, page by page, each once', async () => {
    const { body: whole } = await admin.get<Page<RefundDto>>(`${path}?limit=100`);
    const times = whole.data.map(({ createdAt }) => createdAt);
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual([...times].toSorted().toReversed());
    const paged: RefundDto[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await admin.get<Page<RefundDto>>(`${path}?limit=2${query}`);
      paged.push(...body.data);
      cursor = body.nextCursor;
    }
    expect(paged.map(({ refundId }) => refundId)).toEqual(whole.data.map(({ refundId }) => refundId));
  });

  test('are listed and sent again from the command line', async () => {
    const { refundId } = await cancel('pm_sandbox_refund_disputed', 'failed');
    const { data } = await cliJson<{ data: RefundDto[] }>('refunds:list', '--status', 'failed');
    expect(data.map((refund) => refund.refundId)).toContain(refundId);
    const run = await runCli(['refunds:retry', refundId, '--yes'], cliEnv(holdfast));
    expect(run).toEqual({
      exitCode: 0,
      stdout: `Refund ${refundId} of 100.00 EUR is sent again (attempt 2).\n`,
      stderr: '',
    });
    await eventuallyIs(refundId, { attempt: 2, status: 'failed', failureCode: 'charge_disputed' });
    const trail = await admin.get<Page<AuditEntryDto>>(`/v1/admin/audit?kind=refund&subjectId=${refundId}`);
    expect(trail.body.data).toMatchObject([
      { action: 'repeated', via: 'command_line', changes: { attempt: { from: 1, to: 2 } } },
    ]);
    const unknown = await runCli(['refunds:retry', randomUUID(), '--yes'], cliEnv(holdfast));
    expect([unknown.exitCode, unknown.stderr]).toEqual([1, 'error: There is no such refund.\n']);
  });
});
