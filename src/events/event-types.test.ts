import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { holdTransitions } from '../holds/holds.rules.js';
import { paymentTransitions, refundTransitions } from '../payments/payments.rules.js';
import { reservationTransitions } from '../reservations/reservations.rules.js';
import { supplierOrderTransitions } from '../suppliers/orders/supplier-orders.rules.js';
import { eventTypes, isEventType } from './event-types.js';

const root = path.resolve(__dirname, '../..');

/** Where `'hold.' || status` may lead: every state something can move to. That it does is for test/race to say. */
const statesOf: Record<string, readonly string[]> = Object.fromEntries(
  Object.entries({
    hold: holdTransitions,
    reservation: reservationTransitions,
    payment: paymentTransitions,
    refund: refundTransitions,
    supplier_order: supplierOrderTransitions,
  }).map(([kind, transitions]) => [kind, Object.values(transitions).flat()]),
);

function files(folder: string, pattern: RegExp): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file) && !file.endsWith('.test.ts') && !file.startsWith('generated'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8'));
}

/** Every type that a statement of ours writes into `event`. */
function writtenTypes(): string[] {
  const sources = [...files('prisma/migrations', /\.sql$/), ...files('src', /\.ts$/)];
  const statements = sources.flatMap((text) =>
    [...text.matchAll(/INSERT INTO event \([^)]*\)([^;`]*)/g)].map(([, statement = '']) => statement),
  );
  expect(statements.length).toBeGreaterThan(15);
  return statements.flatMap((statement) => {
    const types = [...statement.matchAll(/'(\w+)\.(\w*)'/g)].flatMap(([, kind = '', state = '']) =>
      state === '' ? (statesOf[kind] ?? []).map((each) => `${kind}.${each}`) : [`${kind}.${state}`],
    );
    expect([statement, types]).toEqual([statement, expect.arrayContaining([expect.any(String)])]);
    return types;
  });
}

test('every type of event that is written is in the table, and none is in it that is not', () => {
  expect([...new Set(writtenTypes())].toSorted()).toEqual(Object.keys(eventTypes).toSorted());
});

test('docs/events.md lists every type with what it tells', () => {
  const text = readFileSync(path.join(root, 'docs/events.md'), 'utf8');
  const listed = [...text.matchAll(/^\| `(\w+\.\w+)`\s*\| (.*?)\s*\|$/gm)].map(([, type, tells]) => [
    type,
    tells,
  ]);
  expect(listed).toEqual(Object.entries(eventTypes));
});

test('a type is known by its name alone', () => {
  expect(['hold.created', 'hold.painted', 'toString', 7].map(isEventType)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
