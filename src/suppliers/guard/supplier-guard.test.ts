import { setTimeout as delay } from 'node:timers/promises';
import { MetricsService } from '../../metrics/metrics.service.js';
import { SupplierRefused, SupplierUnavailable, SupplierUnknown } from '../supplier.errors.js';
import { lanes, SupplierGuard, type GuardedCall } from './supplier-guard.js';
import { SupplierMetrics } from './supplier-metrics.js';

const facts = { supplier: 'duffel', call: 'getOffer' };
const read: GuardedCall = { call: 'getOffer', lane: 'question' };
const refused = new SupplierRefused({ reason: 'sold_out', supplierCode: 'x', supplierMessage: 'y' }, facts);
const unknown = new SupplierUnknown('timeout', 'z', facts);

function newGuard({ maxInside = 2, maxWaitMs = 50, openMs = 10_000 } = {}) {
  const service = new MetricsService();
  const metrics = new SupplierMetrics(service, lanes);
  const limits = {
    maxInside: { search: 1, question: maxInside, order: maxInside },
    maxWaitMs,
    failuresToOpen: 2,
    openMs,
    maxOpenMs: 10_000,
  };
  const guard = new SupplierGuard('duffel', limits, metrics);
  metrics.watch('duffel', guard);
  return { guard, text: () => service.registry.metrics() };
}

const failing = (error: Error) => async () => {
  throw error;
};

test('an answer and a failure go through as they are', async () => {
  const { guard } = newGuard();
  expect(await guard.run(read, () => Promise.resolve('answer'))).toBe('answer');
  await expect(guard.run(read, failing(refused))).rejects.toBe(refused);
});

test('no more than so many are under way; one that cannot begin in time was not sent', async () => {
  const { guard } = newGuard();
  const ends: (() => void)[] = [];
  const slow = () =>
    new Promise<void>((resolve) => {
      ends.push(resolve);
    });
  const running = [guard.run(read, slow), guard.run(read, slow)];
  await expect(guard.run(read, slow)).rejects.toMatchObject({ why: 'busy' });
  expect(ends).toHaveLength(2);
  for (const end of ends) end();
  await Promise.all(running);
  expect(guard.stateOf('question')).toEqual({ circuit: 'closed', inside: 0, waiting: 0 });
});

test('a search that hangs takes no place of a question', async () => {
  const { guard } = newGuard();
  let find: (found: string) => void = () => {};
  const hanging = new Promise<string>((resolve) => {
    find = resolve;
  });
  const search = guard.run({ ...read, lane: 'search' }, () => hanging);
  expect(await guard.run(read, () => Promise.resolve('booked'))).toBe('booked');
  find('found');
  expect(await search).toBe('found');
});

test('failures open the circuit of their lane; a refusal is no failure', async () => {
  const { guard } = newGuard();
  await expect(guard.run(read, failing(unknown))).rejects.toBe(unknown);
  await expect(guard.run(read, failing(refused))).rejects.toBe(refused);
  await expect(guard.run(read, failing(unknown))).rejects.toBe(unknown);
  expect(guard.stateOf('question').circuit).toBe('closed');
  await expect(guard.run(read, failing(unknown))).rejects.toBe(unknown);
  let isSent = false;
  const send = async () => {
    isSent = true;
  };
  await expect(guard.run(read, send)).rejects.toMatchObject({ why: 'circuit_open' });
  expect(isSent).toBe(false);
  expect(guard.stateOf('search').circuit).toBe('closed');
});

test.each(['accepted', 'conflict'] as const)(
  'whoever answers without saying what became of it (%s) has answered: the circuit stays closed',
  async (why) => {
    const { guard } = newGuard();
    const order: GuardedCall = { call: 'createOrder', lane: 'order' };
    const undecided = new SupplierUnknown(why, 'z', facts);
    for (let time = 0; time < 5; time += 1) {
      await expect(guard.run(order, failing(undecided))).rejects.toBe(undecided);
    }
    expect(guard.stateOf('order').circuit).toBe('closed');
  },
);

test('nothing is ordered while questions are not answered, and a question tries first', async () => {
  const { guard } = newGuard({ openMs: 50 });
  const order: GuardedCall = { call: 'createOrder', lane: 'order' };
  for (let time = 0; time < 2; time += 1) {
    await expect(guard.run(read, failing(unknown))).rejects.toBe(unknown);
  }
  const send = () => Promise.resolve('ordered');
  await expect(guard.run(order, send)).rejects.toMatchObject({ why: 'circuit_open' });
  while (guard.stateOf('question').circuit === 'open') await delay(5);
  await expect(guard.run(order, send)).rejects.toMatchObject({ why: 'circuit_open' });
  expect(await guard.run(read, () => Promise.resolve('answer'))).toBe('answer');
  expect(await guard.run(order, send)).toBe('ordered');
});

test('orders that fail each time are not sent any more, while questions are answered', async () => {
  const { guard } = newGuard();
  const order: GuardedCall = { call: 'createOrder', lane: 'order' };
  for (let time = 0; time < 2; time += 1) {
    await expect(guard.run(order, failing(unknown))).rejects.toBe(unknown);
    expect(await guard.run(read, () => Promise.resolve('answer'))).toBe('answer');
  }
  await expect(guard.run(order, () => Promise.resolve('ordered'))).rejects.toMatchObject({
    why: 'circuit_open',
  });
  expect(await guard.run(read, () => Promise.resolve('answer'))).toBe('answer');
});

test('a short wait for the supplier’s next window is waited for, a long one is not', async () => {
  const { guard } = newGuard({ maxWaitMs: 200 });
  guard.noticeRate({ limit: 10, remaining: 0, resetMs: 100 });
  const startMs = performance.now();
  expect(await guard.run(read, () => Promise.resolve('answer'))).toBe('answer');
  expect(performance.now() - startMs).toBeGreaterThan(80);
  guard.noticeRate({ limit: 10, remaining: 0, resetMs: 60_000 });
  await expect(guard.run(read, () => Promise.resolve('answer'))).rejects.toMatchObject({
    why: 'rate_limited',
  });
});

test('every way a call can end is counted', async () => {
  const { guard, text } = newGuard();
  await guard.run(read, () => Promise.resolve('answer'));
  await guard.run(read, failing(refused)).catch(() => {});
  await guard.run(read, failing(new SupplierUnavailable('unreachable', 1, facts))).catch(() => {});
  await guard.run(read, failing(unknown)).catch(() => {});
  await guard.run(read, () => Promise.resolve('answer')).catch(() => {});
  const figures = await text();
  for (const outcome of ['answered', 'refused', 'not_done', 'unknown', 'turned_away']) {
    const series = `holdfast_supplier_calls_total{supplier="duffel",call="getOffer",outcome="${outcome}"} 1`;
    expect(figures).toContain(series);
  }
  expect(figures).toContain('holdfast_supplier_circuit{supplier="duffel",lane="question",state="open"} 1');
  expect(figures).toContain('holdfast_supplier_call_seconds_count{supplier="duffel",call="getOffer"} 4');
});
