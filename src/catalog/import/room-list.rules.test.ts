import { planRoomList, type ListedRoom, type StandingRoom } from './room-list.rules.js';

const [double, single] = [1, 2];

function standing(number: string, changes: Partial<StandingRoom> = {}): StandingRoom {
  const room = { skuId: double, floor: 1, name: 'Sea view', isAvailable: false, isOccupied: false };
  return { roomId: Number(number), number, ...room, ...changes };
}

function listed(number: string, changes: Partial<ListedRoom> = {}): ListedRoom {
  return { line: 2, skuId: double, number, floor: 1, name: null, isAvailable: null, ...changes };
}

function plan(rooms: StandingRoom[], list: ListedRoom[], spared: string[] = []) {
  const planned = planRoomList({
    standing: rooms,
    listed: list,
    skuIds: new Set([double]),
    spared: new Set(spared),
  });
  const numbers = (of: readonly { readonly number: string }[]) => of.map(({ number }) => number);
  return {
    added: planned.added,
    changed: planned.changed.map(({ after }) => after),
    removed: numbers(planned.removed),
    refused: numbers(planned.refused),
    kept: numbers(planned.kept),
  };
}

const nothing = { added: [], changed: [], removed: [], refused: [], kept: [] };

test('what a line does not say of a room stays; of a new one it is the default', () => {
  expect(plan([standing('101')], [listed('101')])).toEqual(nothing);
  expect(plan([standing('101')], [listed('101', { floor: 2 })]).changed).toEqual([
    standing('101', { floor: 2 }),
  ]);
  expect(plan([], [listed('101')]).added).toEqual([
    { skuId: double, number: '101', floor: 1, name: '', isAvailable: true },
  ]);
});

test('what a line says is what the room is then', () => {
  const said = { floor: 3, name: 'Corner', isAvailable: true, skuId: single };
  expect(plan([standing('101')], [listed('101', said)]).changed).toEqual([standing('101', said)]);
});

test('rooms of the types named that are not in the list go, but for those whose lines are bad', () => {
  const rooms = [standing('101'), standing('102'), standing('103'), standing('201', { skuId: single })];
  expect(plan(rooms, [listed('101')], ['102'])).toEqual({ ...nothing, removed: ['103'] });
});

test('a room with a guest neither goes nor becomes another type; the rest of it can change', () => {
  const rooms = [standing('101', { isOccupied: true }), standing('102', { isOccupied: true })];
  expect(plan(rooms, [listed('101', { skuId: single, name: 'New' })])).toEqual({
    ...nothing,
    refused: ['101'],
    kept: ['102'],
  });
  expect(plan(rooms.slice(0, 1), [listed('101', { isAvailable: true })]).changed).toEqual([
    standing('101', { isOccupied: true, isAvailable: true }),
  ]);
});
