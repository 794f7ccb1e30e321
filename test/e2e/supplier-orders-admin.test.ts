import { ordersOf } from '../../sandbox/duffel/testing/books.js';
import type { SupplierOrderDto } from '../../src/suppliers/orders/supplier-orders.dto.js';
import { apiClient, type ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { cliEnv } from '../support/cli-env.js';
import { eventually } from '../support/eventually.js';
import {
  atSupplier,
  controlSupplier,
  expectSupplierToAgree,
  holdFlight,
  supplierOf,
} from '../support/flights.js';
import { expectBooksToAgree } from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';
import { runCli } from '../support/run-cli.js';

let holdfast: TestApp;
let admin: ApiClient;

// Nothing is found out by waiting here.
beforeAll(async () => {
  const env = { SUPPLIER_WRITE_TIMEOUT_MS: '500', SUPPLIER_SETTLE_SECONDS: '3600' };
  holdfast = await startTestApp({ env, flights: true });
  admin = await apiClient(holdfast, 'root', 'admin');
  await controlSupplier(holdfast, {
    laterMs: 600_000,
    offers: { expireSeconds: 1_800, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 },
  });
});
afterAll(async () => {
  try {
    await expectSupplierToAgree(holdfast);
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

test('an administrator sees what is unknown and settles it: it is there', async () => {
  const held = await holdFlight(holdfast, 'Lost-Unseen');
  const { holdId } = held.hold;
  const { body } = await admin.get<{ data: SupplierOrderDto[] }>('/v1/admin/supplier-orders?state=unknown');
  expect(body.data).toContainEqual(expect.objectContaining({ holdId, status: 'creating' }));
  const listed = await runCli(['suppliers:unknown', '--json'], cliEnv(holdfast));
  expect([listed.exitCode, listed.stdout.includes(holdId)]).toEqual([0, true]);

  const [order] = await ordersOf(supplierOf(holdfast), `${holdId}-1`);
  await atSupplier(holdfast, `orders/${order?.id ?? ''}/reveal`);
  const settled = await admin.post<SupplierOrderDto>(`/v1/admin/supplier-orders/${holdId}/settle`, {
    outcome: 'booked',
    orderId: order?.id,
  });
  expect([settled.status, settled.body]).toEqual([
    200,
    expect.objectContaining({ status: 'awaiting_payment', orderId: order?.id }),
  ]);
  const again = await admin.post(`/v1/admin/supplier-orders/${holdId}/settle`, { outcome: 'not_made' });
  expect([again.status, again.body.code]).toEqual([409, 'supplier_order_not_settled']);
});

test('an administrator settles it: it is not there, so that the guest can pay; nor then, and the money goes back', async () => {
  const held = await holdFlight(holdfast, 'Lost-Request');
  const { holdId } = held.hold;
  const run = await runCli(
    ['suppliers:settle', holdId, '--not-made', '--by', 'ada', '--yes'],
    cliEnv(holdfast),
  );
  expect([run.exitCode, run.stderr]).toEqual([0, '']);
  const trail = await holdfast.prisma.auditEntry.findMany({ where: { subjectId: holdId } });
  expect(trail).toMatchObject([{ action: 'settled', kind: 'supplier_order', via: 'command_line' }]);
  const paymentMethodId = await held.guest.saveCard('pm_card_visa');
  const { status, body } = await held.guest.book({ holdId, paymentMethodId });
  expect([status, body.status]).toEqual([202, 'pending']);

  const settled = await admin.post<SupplierOrderDto>(`/v1/admin/supplier-orders/${holdId}/settle`, {
    outcome: 'not_made',
  });
  expect([settled.status, settled.body]).toEqual([
    200,
    expect.objectContaining({ attempt: 2, status: 'not_made' }),
  ]);
  const { timeline, cause } = await held.guest.awaitStatus(body.reservationId, 'rejected', 20_000);
  expect(cause).toBe('supplier_refused');
  const byHand = timeline.filter(({ type }) => type === 'supplier_order.not_made');
  expect(byHand.map(({ data }) => data)).toEqual([
    { attempt: 1, by: 'ada' },
    { attempt: 2, by: 'root' },
  ]);
  await eventually(async () => {
    expect(await readBooks(holdfast, body.reservationId)).toMatchObject([{ captured: 0, capturable: 0 }]);
  });
});
