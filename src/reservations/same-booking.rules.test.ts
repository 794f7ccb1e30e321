import type { CreateReservationDto } from './reservations.dto.js';
import { isSameBooking } from './same-booking.rules.js';

const holdId = '0199a2d0-6b1c-8f00-9a3e-52d700000001';
const paymentMethodId = 'pm_1';
const stay = { startDate: '2027-03-14', endDate: '2027-03-16' };
const rooms = {
  holdId,
  hotelId: 1,
  ...stay,
  items: [
    { roomTypeId: 1, quantity: 2 },
    { roomTypeId: 2, quantity: 1 },
  ],
};
const seats = { holdId, flightId: 19, ...stay, seats: ['2A', '2C'] };
const places = { holdId, flightId: 19, ...stay, cabin: 'economy', quantity: 2 };

test.each<[string, Omit<CreateReservationDto, 'paymentMethodId'>, Parameters<typeof isSameBooking>[1]]>([
  ['its hold, however written', { holdId: holdId.toUpperCase() }, rooms],
  [
    'the same rooms in another order, one type named twice',
    {
      hotelId: 1,
      ...stay,
      items: [
        { roomTypeId: 2, quantity: 1 },
        { roomTypeId: 1, quantity: 1 },
        { roomTypeId: 1, quantity: 1 },
      ],
    },
    rooms,
  ],
  ['the same seats in another order', { flightId: 19, seats: ['2C', '2A'] }, seats],
  ['the same places', { flightId: 19, cabin: 'economy', quantity: 2 }, places],
])('a request for %s is a repeat', (_what, request, booked) => {
  expect(isSameBooking({ ...request, paymentMethodId }, booked)).toBe(true);
});

test.each<[string, Omit<CreateReservationDto, 'paymentMethodId'>, Parameters<typeof isSameBooking>[1]]>([
  ['another hold', { holdId: holdId.replace('1', '2') }, rooms],
  ['another hotel', { hotelId: 2, ...stay, items: rooms.items }, rooms],
  ['another first night', { hotelId: 1, ...stay, startDate: '2027-03-13', items: rooms.items }, rooms],
  ['another last night', { hotelId: 1, ...stay, endDate: '2027-03-17', items: rooms.items }, rooms],
  ['fewer rooms', { hotelId: 1, ...stay, items: [{ roomTypeId: 1, quantity: 2 }] }, rooms],
  ['a seat more', { flightId: 19, seats: ['2A', '2C', '3A'] }, seats],
  ['a seat less', { flightId: 19, seats: ['2A'] }, seats],
  ['seats of another flight', { flightId: 20, seats: ['2A', '2C'] }, seats],
  ['places where seats were', { flightId: 19, cabin: 'economy', quantity: 2 }, seats],
  ['more places', { flightId: 19, cabin: 'economy', quantity: 3 }, places],
  ['another cabin', { flightId: 19, cabin: 'business', quantity: 2 }, places],
])('a request for %s is none', (_what, request, booked) => {
  expect(isSameBooking({ ...request, paymentMethodId }, booked)).toBe(false);
});
