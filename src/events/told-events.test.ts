import fc from 'fast-check';
import { parseStreamId, toldBefore } from './stream-position.rules.js';
import { ToldEvents } from './told-events.js';

interface Event {
  readonly eventId: string;
  readonly occurredMicros: bigint;
}

/** Events in the order in which they are committed; the instant of each is the clock's, which may be set back. */
function eventsAt(instants: readonly number[]): Event[] {
  return instants.map((instant, index) => ({
    eventId: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    occurredMicros: BigInt(instant),
  }));
}

function inOrder(events: readonly Event[]): Event[] {
  return events.toSorted(
    (a, b) => Number(a.occurredMicros - b.occurredMicros) || (a.eventId < b.eventId ? -1 : 1),
  );
}

/**
 * A client that loses its stream again and again: between commits it takes so many events as `takes` says, and connects
 * anew after each with the last id it has seen. Returns the ids of what it was told.
 */
function follow(events: readonly Event[], takes: readonly number[]): string[] {
  const received: string[] = [];
  let lastId: string | undefined;
  const listen = (committed: readonly Event[], most: number): void => {
    const told = new ToldEvents();
    const rows = inOrder(committed);
    const position = lastId === undefined ? undefined : parseStreamId(lastId);
    for (const row of position === undefined ? [] : (toldBefore(rows, position) ?? [])) told.add(row);
    for (const row of rows.filter((each) => !told.has(each)).slice(0, most)) {
      lastId = told.add(row);
      received.push(row.eventId);
    }
  };
  for (const [index, most] of takes.entries()) listen(events.slice(0, index + 1), most);
  listen(events, Number.POSITIVE_INFINITY);
  return received;
}

const history = (instants: fc.Arbitrary<number[]>) =>
  instants.chain((times) =>
    fc.record({
      events: fc.constant(eventsAt(times)),
      takes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: times.length, maxLength: times.length }),
    }),
  );

test('a client that loses its stream anywhere is told every event once, in order', () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 })
    .map((steps) =>
      steps.map((_step, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0)),
    );
  fc.assert(
    fc.property(history(times), ({ events, takes }) => {
      expect(follow(events, takes)).toEqual(inOrder(events).map(({ eventId }) => eventId));
    }),
  );
});

test('and misses none even when the clock goes back and forth', () => {
  const times = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(history(times), ({ events, takes }) => {
      expect(new Set(follow(events, takes))).toEqual(new Set(events.map(({ eventId }) => eventId)));
    }),
    { numRuns: 2_000 },
  );
});

test('one that only knows the id of an event goes on behind it in order', () => {
  const events = eventsAt([1, 2, 3]);
  expect(toldBefore(events, { eventId: events[1]?.eventId ?? '' })).toEqual(events.slice(0, 2));
  expect(toldBefore(events, { eventId: '00000000-0000-7000-8000-999999999999' })).toBeUndefined();
});

test.each([
  '',
  'yesterday',
  '00000000-0000-7000-8000-000000000001.',
  '00000000-0000-7000-8000-000000000001.12345',
])('"%s" is no place in a stream', (text) => {
  expect(parseStreamId(text)).toBeUndefined();
});

test('events are counted back far enough to notice a clock that was set back', () => {
  const told = new ToldEvents();
  const hourMicros = 3_600_000_000;
  for (const event of eventsAt([hourMicros, hourMicros + 1, 2 * hourMicros + 1_000])) told.add(event);
  expect(told.recent).toEqual({ since: new Date(hourMicros / 1_000 + 1), count: 1 });
});
