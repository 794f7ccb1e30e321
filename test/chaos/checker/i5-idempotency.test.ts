import type { Operation } from '../history.js';
import { checkIdempotency } from './i5-idempotency.js';
import { aHeldOffer, aHold, aReservation, anOperation, messages } from './made-up.js';

const check = (operations: Operation[], holds = [aHold()]) =>
  messages(checkIdempotency(operations, { holds, reservations: [aReservation()] }));
const keyed = { key: 'k', intent: 'one' };

test('the same answer twice for one key is in order', () => {
  expect(check([anOperation(keyed), anOperation({ ...keyed, isReplayed: true })])).toEqual([]);
});

test('another answer for the same key is reported', () => {
  const operations = [anOperation(keyed), anOperation({ ...keyed, bodyHash: 'other' })];
  expect(check(operations)).toEqual(['key alice k was answered in 2 ways']);
  expect(
    check([anOperation(keyed), anOperation({ ...keyed, status: 404, outcome: 'failed', bodyHash: 'no' })]),
  ).toEqual(['key alice k was answered in 2 ways']);
});

test('conflicts, limits and errors of the server are no kept answers', () => {
  const passing = [409, 429, 503].map((status) =>
    anOperation({ ...keyed, status, outcome: 'failed', bodyHash: `${status}` }),
  );
  expect(check([...passing, anOperation(keyed)])).toEqual([]);
});

test('one key that did two things is reported, one that refused the second is not', () => {
  const other = { ...keyed, asked: 'POST /v1/holds {"hotelId":2}' };
  expect(check([anOperation(keyed), anOperation({ ...other, intent: 'two' })])).toContain(
    'key alice k did 2 different things',
  );
  const refused = { status: 422, code: 'idempotency_key_reused', outcome: 'failed' } as const;
  expect(check([anOperation(keyed), anOperation({ ...other, ...refused, seen: [] })])).toEqual([]);
});

test('the same key of two guests is two keys', () => {
  const his = anOperation({ ...keyed, guest: 'bob', bodyHash: 'his', seen: [{ holdId: 'h2' }] });
  expect(check([anOperation(keyed), his], [aHold(), aHold({ holdId: 'h2', guestId: 'bob' })])).toEqual([]);
});

test("another guest's hold or reservation in an answer is reported", () => {
  expect(check([anOperation(), anOperation({ guest: 'bob' })])).toEqual([
    "bob was shown h1, which is alice's",
  ]);
  const told = anOperation({ kind: 'readReservation', guest: 'bob', seen: [{ reservationId: 'r1' }] });
  expect(check([anOperation(), told])).toEqual(["bob was shown r1, which is alice's"]);
});

test('a hold more than was asked for is reported', () => {
  const holds = [aHold(), aHold({ holdId: 'h2' })];
  expect(check([anOperation(keyed), anOperation(keyed)], holds)).toEqual([
    '2 holds of shape alice/1/2027-01-01/1 came of 1 request(s)',
  ]);
  expect(check([anOperation(), anOperation()], holds)).toEqual([]);
});

test('a request without an answer may have made a hold, a refused one may not', () => {
  const unknown = anOperation({ outcome: 'unknown', status: null, seen: [] });
  const soldOut = anOperation({ outcome: 'failed', status: 409, code: 'sold_out', seen: [] });
  expect(check([unknown])).toEqual([]);
  expect(check([soldOut])).toHaveLength(1);
  expect(check([{ ...unknown, outcome: 'notSent' }])).toHaveLength(1);
});

test('a direct booking that was declined has made its hold', () => {
  const declined = {
    kind: 'book',
    outcome: 'failed',
    status: 402,
    code: 'payment_declined',
    seen: [],
  } as const;
  expect(check([anOperation(declined)])).toEqual([]);
});

test('a booking whose hold lapsed before it could be paid for may be tried again under its key', () => {
  const booked = { ...keyed, kind: 'book' } as const;
  const lost = anOperation({ ...booked, outcome: 'unknown', status: null, seen: [] });
  const lapsed = aHold({ holdId: 'h0', status: 'expired' });
  expect(check([lost, anOperation(booked)], [lapsed, aHold()])).toEqual([]);
  // Not sent again; not a booking; the first was paid for, too; it lives still.
  expect(check([anOperation(booked)], [lapsed, aHold()])).toHaveLength(1);
  expect(check([anOperation(keyed), anOperation(keyed)], [lapsed, aHold()])).toHaveLength(1);
  expect(
    check([lost, anOperation(booked)], [aHold({ status: 'expired' }), aHold({ holdId: 'h2' })]),
  ).toHaveLength(1);
  expect(check([lost, anOperation(booked)], [aHold(), aHold({ holdId: 'h2' })])).toHaveLength(1);
});

const offer = { asked: 'POST /v1/holds {"offerId":"off_1","passengers":[]}' };
const refused = { outcome: 'failed', status: 409, code: 'supplier_refused', seen: [] } as const;
const refusedHold = aHeldOffer({ holdId: 'h0', status: 'released', endCause: 'supplier_refused' });

test('a hold of an offer that the supplier refused may be tried again under its key', () => {
  const tries = [anOperation({ ...keyed, ...offer, ...refused }), anOperation({ ...keyed, ...offer })];
  expect(check(tries, [refusedHold, aHeldOffer()])).toEqual([]);
  expect(check(tries, [aHeldOffer({ holdId: 'h0' }), aHeldOffer()])).toEqual([
    '2 holds of shape alice/off_1 came of 1 request(s)',
  ]);
  expect(check([anOperation({ ...keyed, ...offer })], [refusedHold, aHeldOffer()])).toHaveLength(1);
});

test('holds of an offer are counted by guest', () => {
  const his = anOperation({ ...offer, guest: 'bob', seen: [] });
  expect(check([his], [aHeldOffer()])).toEqual(['1 holds of shape alice/off_1 came of 0 request(s)']);
});
