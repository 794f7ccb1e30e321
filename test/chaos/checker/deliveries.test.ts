import { checkDeliveries } from './deliveries.js';
import { anEvent, messages } from './made-up.js';

const events = [anEvent('h1', 'hold.created', 10, { eventId: 'e1' })];
const got = { webhookId: 'w1', eventId: 'e1', type: 'hold.created', isTaken: true };
const check = (received: (typeof got)[], since = 0) => messages(checkDeliveries(events, received, since));

test('an event that came twice under one id is in order', () => {
  expect(check([{ ...got, isTaken: false }, got, got])).toEqual([]);
});

test('an event that never came, or was only refused, is reported', () => {
  expect(check([])).toEqual(['hold.created of h1 was never delivered']);
  expect(check([{ ...got, isTaken: false }])).toEqual(['hold.created of h1 was never delivered']);
  expect(check([], 10)).toEqual([]);
});

test('a repeat under another id, an event that never happened and one of another type are reported', () => {
  expect(check([got, { ...got, webhookId: 'w2' }])).toEqual(['event e1 came under 2 ids']);
  expect(check([got, { ...got, eventId: 'e9', webhookId: 'w9' }])).toEqual([
    'hold.created was delivered and never happened',
  ]);
  expect(check([{ ...got, type: 'hold.expired' }])).toEqual(['an event was delivered as hold.expired']);
});
