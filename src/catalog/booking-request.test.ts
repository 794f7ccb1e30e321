import { readBookingShape } from './booking-request.js';

const rooms = {
  hotelId: 1,
  startDate: '2027-03-14',
  endDate: '2027-03-16',
  items: [{ roomTypeId: 1, quantity: 1 }],
};

test('each of the three shapes is told by its fields', () => {
  expect(readBookingShape(rooms).kind).toBe('rooms');
  expect(readBookingShape({ flightId: 2, seats: ['1A'] }).kind).toBe('seats');
  expect(readBookingShape({ flightId: 2, cabin: 'economy', quantity: 1 }).kind).toBe('places');
});

test.each([
  [{}, ['hotelId']],
  [{ seats: ['1A'] }, ['hotelId']],
  [{ hotelId: 1 }, ['startDate', 'endDate', 'items']],
  [{ ...rooms, flightId: 2 }, ['flightId']],
  [{ ...rooms, quantity: 2 }, ['quantity']],
  [{ flightId: 2 }, ['cabin', 'quantity']],
  [{ flightId: 2, seats: ['1A'], cabin: 'economy' as const }, ['cabin']],
  [{ flightId: 2, cabin: 'economy' as const }, ['quantity']],
  [{ flightId: 2, seats: ['1A'], startDate: '2027-03-14' }, ['startDate']],
])('%j is refused, naming what is missing or too much', (request, fields) => {
  expect(() => readBookingShape(request)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      details: { errors: fields.map((field) => expect.objectContaining({ field })) },
    }),
  );
});
