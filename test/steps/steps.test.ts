import { rmSync } from 'node:fs';
import { compileSources } from '../support/compile-sources.js';
import { flows } from './flows.js';
import { runMatrix } from './matrix.js';
import type { FailPoint } from './mortal-process.js';
import { runCase } from './run-case.js';
import { Trip } from './trip.js';
import { startWorld } from './world.js';

// A few of the kills; `npm run steps` tries them all.
const tried: Readonly<Record<string, readonly string[]>> = {
  hold: ['before holds_take', 'after holds_take'],
  'booked directly': [
    'after reservation_begin',
    'after provider POST /v1/payment_intents',
    'after payment_authorise',
    'after provider POST /v1/payment_intents/:id/capture',
  ],
  'canceled, refunded in part': [
    'after reservation_cancel',
    'after provider POST /v1/refunds',
    'before refund_move',
  ],
  'flight booked directly': ['before supplier POST /air/orders', 'after supplier POST /air/orders'],
};

const nameOf = ({ moment, name }: FailPoint) => `${moment} ${name}`;

function flowCalled(wanted: string) {
  const flow = flows.find(({ name }) => name === wanted);
  if (flow === undefined) throw new Error(`no flow is called ${wanted}`);
  return flow;
}

test('killed at a step and started again, the process ends what it had begun within five seconds', async () => {
  const results = await runMatrix({
    flows: Object.keys(tried).map(flowCalled),
    lanes: 2,
    occurrences: 1,
    isTried: (flow, point) => tried[flow.name]?.includes(nameOf(point)) ?? false,
  });
  expect(results.filter(({ outcome }) => outcome !== 'recovered')).toEqual([]);
  // A step that is called otherwise by now would be left out without a word.
  const reached = results.map(({ flow, point }) => `${flow}: ${nameOf(point)}`);
  expect(reached.toSorted()).toEqual(
    Object.entries(tried)
      .flatMap(([flow, points]) => points.map((point) => `${flow}: ${point}`))
      .toSorted(),
  );
}, 300_000);

describe('one process', () => {
  let sources: string;
  beforeAll(() => {
    sources = compileSources();
  });
  afterAll(() => rmSync(sources, { recursive: true, force: true }));

  test('control: where nothing recovers, a kill after the authorisation is found out', async () => {
    const world = await startWorld(sources, { ROLE: 'api' });
    try {
      const point = { name: 'payment_authorise', occurrence: 1, moment: 'after' } as const;
      const { outcome, why } = await runCase(world, flowCalled('booked directly'), point);
      expect([outcome, why]).toEqual(['wrong', expect.stringContaining('still says')]);
    } finally {
      await world.close();
    }
  }, 120_000);

  test('an answer stored before a crash is the answer after it, byte for byte', async () => {
    const world = await startWorld(sources, {});
    try {
      const trip = await Trip.plan(world);
      const paymentMethodId = await trip.saveCard('pm_card_visa');
      await world.process.arm({ name: 'idempotency_keep', occurrence: 1, moment: 'after' });
      const body = { ...trip.hotel.room, paymentMethodId };
      await trip.guest.send('POST', '/v1/reservations', { body, expected: [201] });
      expect(world.process.diedAt).toBeDefined();
      const stored = await world.prisma.$queryRaw<{ status: number; text: string }[]>`
        SELECT k.status_code AS status, k.body AS text FROM idempotency_key k
        ORDER BY k.created_at`;
      expect(trip.guest.answers()).toEqual(stored);
      expect(await trip.guest.repeatAll()).toEqual([]);
    } finally {
      await world.close();
    }
  }, 120_000);
});
