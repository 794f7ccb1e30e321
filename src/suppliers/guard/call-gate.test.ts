import { setTimeout as delay } from 'node:timers/promises';
import { CallGate } from './call-gate.js';

const settle = () => delay(0);

function newGate({ maxInside = 1, maxWaiting = 2, maxWaitMs = 1_000 } = {}): CallGate {
  return new CallGate({ maxInside, maxWaiting, maxWaitMs });
}

test('a place that is left goes to who has waited longest', async () => {
  const gate = newGate();
  const leave = await gate.enter();
  const admitted: string[] = [];
  const waiting = ['a', 'b'].map(async (name) => {
    const left = await gate.enter();
    admitted.push(name);
    return left;
  });
  await settle();
  expect(admitted).toEqual([]);
  leave?.();
  await settle();
  expect(admitted).toEqual(['a']);
  (await waiting[0])?.();
  (await waiting[1])?.();
  expect(admitted).toEqual(['a', 'b']);
  expect(gate.inside).toBe(0);
});

test('one more than may wait is turned away at once', async () => {
  const gate = newGate();
  const leave = await gate.enter();
  const waiting = [gate.enter(), gate.enter()];
  expect(await gate.enter()).toBeUndefined();
  leave?.();
  (await waiting[0])?.();
  (await waiting[1])?.();
  expect(gate.inside).toBe(0);
});

test('who has waited long enough is turned away, and takes no place later', async () => {
  const gate = newGate({ maxWaitMs: 20 });
  const leave = await gate.enter();
  expect(await gate.enter()).toBeUndefined();
  leave?.();
  expect(gate.inside).toBe(0);
});

test('who gives up takes no place', async () => {
  const gate = newGate();
  const leave = await gate.enter();
  const giveUp = new AbortController();
  const waiting = gate.enter(giveUp.signal);
  giveUp.abort();
  expect(await waiting).toBeUndefined();
  leave?.();
  expect(gate.inside).toBe(0);
  expect(await gate.enter(giveUp.signal)).toBeUndefined();
});

test('a place is given back once, however often one leaves', async () => {
  const gate = newGate({ maxInside: 2 });
  const [first] = [await gate.enter(), await gate.enter()];
  first?.();
  first?.();
  expect(gate.inside).toBe(1);
});
