import { Chaos, type ChaosSettings } from './chaos.js';
import { shuffled } from '../../common/seeded.js';

function chaosWith(settings: Partial<ChaosSettings>): Chaos {
  const chaos = new Chaos();
  chaos.set({
    seed: 7,
    rates: {},
    operations: null,
    metadataKey: null,
    slowMs: 10,
    webhookDelayMs: 1_000,
    ...settings,
  });
  return chaos;
}

const rates = { error_before: 0.1, timeout_after: 0.1, slow: 0.1 };
const subjects = Array.from({ length: 400 }, (_, index) => `payment ${index}`);

const faultsOf = (chaos: Chaos, order: readonly string[], operation = 'capture') =>
  new Map(order.map((subject) => [subject, chaos.call(operation, subject)?.fault]));

test('the same seed and payment give the same fault, in whatever order the payments come', () => {
  const there = faultsOf(chaosWith({ rates }), subjects);
  const back = faultsOf(chaosWith({ rates }), subjects.toReversed());
  expect(Object.fromEntries(back)).toEqual(Object.fromEntries(there));
});

test('another seed or operation gives other faults', () => {
  const first = [...faultsOf(chaosWith({ rates }), subjects).values()];
  expect([...faultsOf(chaosWith({ rates, seed: 8 }), subjects).values()]).not.toEqual(first);
  expect([...faultsOf(chaosWith({ rates }), subjects, 'refund').values()]).not.toEqual(first);
});

test('faults are as frequent as their rates say, and are counted', () => {
  const chaos = chaosWith({ rates });
  const faults = [...faultsOf(chaos, subjects).values()].filter(Boolean);
  expect(faults.length).toBeGreaterThan(80);
  expect(faults.length).toBeLessThan(160);
  expect(Object.values(chaos.hits).reduce((sum, hits) => sum + hits, 0)).toBe(faults.length);
  expect(Object.keys(chaos.hits).toSorted()).toEqual(['error_before', 'slow', 'timeout_after']);
});

test('a repeated call gets another chance, so that nothing fails for ever', () => {
  const chaos = chaosWith({ rates: { error_before: 0.5 } });
  const attempts = subjects.map((subject) => {
    let count = 1;
    while (chaos.call('capture', subject)) count += 1;
    return count;
  });
  expect(Math.max(...attempts)).toBeGreaterThan(2);
  expect(Math.max(...attempts)).toBeLessThan(30);
});

test('only the operations named fail', () => {
  const chaos = chaosWith({ rates: { error_before: 1 }, operations: ['capture'] });
  expect(chaos.call('capture', 'x')?.fault).toBe('error_before');
  expect(chaos.call('refund', 'x')).toBeUndefined();
});

test('rates of 0 and no settings at all do nothing', () => {
  const idle = new Chaos();
  const zero = chaosWith({ rates: { error_before: 0, webhook_drop: 0, late_authorise: 0 } });
  for (const chaos of [idle, zero]) {
    expect(chaos.call('capture', 'x')).toBeUndefined();
    expect(chaos.payment('x')).toBeUndefined();
    expect(chaos.webhook('charge.succeeded', 'x')).toEqual({});
  }
});

test('a webhook can come twice, late and shuffled at once, or not at all', () => {
  const all = chaosWith({ rates: { webhook_duplicate: 1, webhook_delay: 1, webhook_shuffle: 1 } });
  const plans = subjects.map((subject) => all.webhook('charge.succeeded', subject));
  for (const { copies = 0, delayMs = 0, order } of plans) {
    expect(copies).toBeGreaterThanOrEqual(2);
    expect(copies).toBeLessThanOrEqual(10);
    expect(delayMs).toBeLessThanOrEqual(1_000);
    expect(order).toBe('shuffled');
  }
  const none = chaosWith({ rates: { webhook_duplicate: 1, webhook_drop: 1 } });
  expect(none.webhook('charge.succeeded', 'x')).toEqual({ copies: 0 });
});

test('a shuffled list has the same members, in an order its seed decides', () => {
  const list = Array.from({ length: 20 }, (_, index) => index);
  const once = shuffled(list, 7, 'pool');
  expect(once.toSorted((a, b) => a - b)).toEqual(list);
  expect(once).not.toEqual(list);
  expect(shuffled(list, 7, 'pool')).toEqual(once);
  expect(shuffled(list, 8, 'pool')).not.toEqual(once);
});
