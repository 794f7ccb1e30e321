import { setTimeout as delay } from 'node:timers/promises';
import { AppConfig } from '../config/app-config.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { ProviderGate, type ProviderPlace } from './provider-gate.js';

const isBusy = expect.objectContaining({ kind: 'unavailable', code: 'busy' });

function gateOf(maxPaymentsInFlight: number): ProviderGate {
  return new ProviderGate(new AppConfig().with({ maxPaymentsInFlight }), new MetricsService());
}

async function fill(gate: ProviderGate, count: number): Promise<ProviderPlace[]> {
  return Promise.all(Array.from({ length: count }, () => gate.enter()));
}

/** Lets everything happen that is due. */
const settle = () => delay(0);

test('a place that is left goes to who has waited longest, and no further one is given', async () => {
  const gate = gateOf(2);
  const [first] = await fill(gate, 2);
  const admitted: string[] = [];
  const waiting = ['a', 'b'].map(async (name) => {
    const place = await gate.enter();
    admitted.push(name);
    return place;
  });
  await settle();
  expect(admitted).toEqual([]);
  first?.leave();
  await settle();
  expect(admitted).toEqual(['a']);
  const a = await waiting[0];
  a?.leave();
  await settle();
  expect(admitted).toEqual(['a', 'b']);
});

test('as many may wait as there are places; one more is busy at once', async () => {
  const gate = gateOf(3);
  const places = await fill(gate, 3);
  const waiting = Array.from({ length: 3 }, () => gate.enter());
  await expect(gate.enter()).rejects.toEqual(isBusy);
  for (const place of places) place.leave();
  expect(await Promise.all(waiting)).toHaveLength(3);
});

test('who has waited a second is busy, and takes no place that becomes free later', async () => {
  const gate = gateOf(1);
  const [place] = await fill(gate, 1);
  await expect(gate.enter()).rejects.toEqual(isBusy);
  place?.leave();
  const next = await gate.enter();
  next.leave();
});

test('a place stays taken until the payment has ended, however it ends, also when its request is over', async () => {
  const gate = gateOf(1);
  const [place] = await fill(gate, 1);
  let fail: (error: Error) => void = () => {};
  place?.keepFor(
    new Promise((_resolve, reject) => {
      fail = reject;
    }),
  );
  place?.leave();
  let isAdmitted = false;
  const next = gate.enter().then((it) => {
    isAdmitted = true;
    return it;
  });
  await settle();
  expect(isAdmitted).toBe(false);
  fail(new Error('no answer'));
  (await next).leave();
});
