import { checkSeats } from './i2-seats.js';
import { aHold, anEvent, messages } from './made-up.js';

const seat = [{ skuId: 7, isSeat: true, quantity: 1 }];
const holds = [aHold({ holdId: 'h1', items: seat }), aHold({ holdId: 'h2', items: seat })];

test('two live claims on one seat are reported', () => {
  const events = [anEvent('h1', 'hold.created', 1), anEvent('h2', 'hold.created', 2)];
  expect(messages(checkSeats({ holds, events }))).toEqual([
    'seat 1/7/2027-01-01 (listing/SKU/date) was claimed by h1 and h2 at once',
  ]);
});

test('one after the other is no violation, two in one hold is', () => {
  const events = [
    anEvent('h1', 'hold.created', 1),
    anEvent('h1', 'hold.released', 2),
    anEvent('h2', 'hold.created', 2),
  ];
  expect(checkSeats({ holds, events })).toEqual([]);
  const twice = aHold({ items: [{ skuId: 7, isSeat: true, quantity: 2 }] });
  expect(checkSeats({ holds: [twice], events })).toHaveLength(1);
});

test('a claim inside a longer one is reported although another lies between them', () => {
  const third = aHold({ holdId: 'h3', items: seat });
  const events = [
    anEvent('h1', 'hold.created', 1),
    anEvent('h2', 'hold.created', 2),
    anEvent('h2', 'hold.released', 3),
    anEvent('h3', 'hold.created', 4),
  ];
  expect(checkSeats({ holds: [...holds, third], events })).toHaveLength(2);
});

test('rooms are not seats', () => {
  const rooms = [aHold({ holdId: 'h1' }), aHold({ holdId: 'h2' })];
  const events = [anEvent('h1', 'hold.created', 1), anEvent('h2', 'hold.created', 2)];
  expect(checkSeats({ holds: rooms, events })).toEqual([]);
});
