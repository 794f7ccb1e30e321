import { planRooms } from './room-numbers.rules.js';

function rooms(...numbers: string[]) {
  return numbers.map((number, index) => ({ roomId: index + 1, number, isAvailable: true }));
}

test('new rooms take the next free numbers, floor by floor', () => {
  const plan = planRooms({
    existing: [],
    wanted: 4,
    firstFloor: 3,
    roomsPerFloor: 2,
    taken: new Set(['302']),
  });
  expect(plan.added).toEqual([
    { floor: 3, number: '301' },
    { floor: 4, number: '401' },
    { floor: 4, number: '402' },
    { floor: 5, number: '501' },
  ]);
});

test('rooms that exist keep their numbers', () => {
  const taken = new Set(['101', '102']);
  const plan = planRooms({
    existing: rooms('101', '102'),
    wanted: 3,
    firstFloor: 1,
    roomsPerFloor: 20,
    taken,
  });
  expect(plan).toEqual({ added: [{ floor: 1, number: '103' }], removed: [], missing: 0 });
});

test('when there are too many, the highest numbers go', () => {
  const existing = rooms('1001', '99', '101');
  const taken = new Set(existing.map((room) => room.number));
  const plan = planRooms({ existing, wanted: 1, firstFloor: 1, roomsPerFloor: 20, taken });
  expect(plan.removed.map((room) => room.number)).toEqual(['101', '1001']);
  expect([...taken]).toEqual(['99']);
});

test('as many as it is already changes nothing', () => {
  const plan = planRooms({
    existing: rooms('101'),
    wanted: 1,
    firstFloor: 5,
    roomsPerFloor: 1,
    taken: new Set(['101']),
  });
  expect(plan).toEqual({ added: [], removed: [], missing: 0 });
});

const tower = (wanted: number, taken: Set<string>, roomsPerFloor: number) =>
  planRooms({ existing: [], wanted, firstFloor: 1, roomsPerFloor, taken });

test('there are rooms on every floor a room can be on, and no higher', () => {
  const taken = new Set(['U101']);
  const plan = tower(300, taken, 1);
  expect([plan.added.at(0), plan.added.at(-1)]).toEqual([
    { floor: 1, number: '101' },
    { floor: 300, number: '30001' },
  ]);
  expect(taken.size).toBe(301);
});

test('where there is no place for all of them none is built, and their numbers stay free', () => {
  const taken = new Set(['1001']);
  expect(tower(10_000, taken, 20)).toEqual({ added: [], removed: [], missing: 4_001 });
  expect([...taken]).toEqual(['1001']);
});
