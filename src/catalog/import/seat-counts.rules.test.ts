import { seatCountOf } from './seat-counts.rules.js';

const registered = [
  { model: 'A321-211', seats: 199 },
  { model: 'A321-231', seats: 379 },
  { model: '737-824', seats: 149 },
  { model: '737-832', seats: 189 },
  { model: '737-890', seats: 149 },
  { model: '737-924', seats: 191 },
  { model: '787-8', seats: 260 },
  { model: 'DC-9-82(MD-82)', seats: 172 },
  { model: 'CL-600-2D24', seats: 95 },
  { model: 'ERJ 190-100 IGW', seats: 20 },
];

test.each([
  ['Boeing 737-800', 149],
  ['Boeing 737-900', 191],
  ['Boeing 737 MAX 8', 149],
  ['McDonnell Douglas MD-82', 172],
  ['Canadair Regional Jet 900', 95],
])('%s has the seats of its own models', (name, seats) => {
  expect(seatCountOf(name, registered)).toBe(seats);
});

test('a variant nobody registered has the seats of its family', () => {
  expect(seatCountOf('Boeing 787-9', registered)).toBe(260);
});

test('one odd entry does not move the count', () => {
  expect(seatCountOf('Airbus A321', registered)).toBe(199);
});

test('a type the registry has no airliner of has what it is usually fitted with', () => {
  expect(seatCountOf('Embraer 190', registered)).toBe(98);
  expect(seatCountOf('Airbus A380-800', [])).toBe(525);
});

test('nothing is guessed for what nobody knows', () => {
  expect(seatCountOf('Antonov AN-124 Ruslan', registered)).toBeUndefined();
});
