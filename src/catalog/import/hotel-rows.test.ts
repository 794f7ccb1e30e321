import { basePriceMinor, readHotelRow, readRateRow, readRoomTypeRow } from './hotel-rows.js';

const timeZones = new Set(['Europe/Lisbon']);
const hotel = {
  code: 'A-1',
  name: 'A hotel',
  city: 'Faro',
  country: 'PT',
  timezone: 'Europe/Lisbon',
  currency: 'EUR',
};

test('of what a line leaves empty, and of columns that are not there, nothing is said', () => {
  const empty = { description: '', check_in: '', free_cancellation_hours: '', occupancy_rules: '' };
  for (const fields of [hotel, { ...hotel, ...empty }]) {
    expect(readHotelRow({ line: 2, fields }, timeZones)).toMatchObject({
      description: null,
      address: null,
      checkInTime: null,
      checkOutTime: null,
      overbookingPercent: null,
      overbookingCap: null,
      heldWeightPercent: null,
      cancellation: null,
      isActive: null,
      occupancyRules: undefined,
    });
  }
});

test('a cancellation policy may be said in part', () => {
  const cells = { free_cancellation_hours: '24', cancellation_fee_nights: '1' };
  const read = (fields: Record<string, string>) =>
    readHotelRow({ line: 2, fields: { ...hotel, ...fields } }, timeZones).cancellation;
  expect(read(cells)).toEqual({ hours: 24, fee: { nights: 1 } });
  expect(read({ free_cancellation_hours: '0' })).toEqual({ hours: 0, fee: null });
  expect(read({ cancellation_fee_percent: '0' })).toEqual({ hours: null, fee: { percent: 0 } });
});

test.each([
  [{ name: '' }, 'name is empty'],
  [{ country: 'Portugal' }, 'two-letter country code'],
  [{ timezone: 'Europe/Atlantis' }, 'timezone "Europe/Atlantis" is unknown'],
  [{ currency: 'XYZ' }, 'ISO 4217'],
  [{ check_in: '25:00' }, 'HH:MM'],
  [{ overbooking_percent: '101' }, 'whole number from 0 to 100'],
  [{ overbooking_percent: '1e1' }, 'whole number from 0 to 100'],
  [{ overbooking_cap: '10001' }, 'whole number from 0 to 10000'],
  [{ cancellation_fee_percent: '50', cancellation_fee_nights: '1' }, 'not both'],
  [{ occupancy_rules: '50:1.1;50:1.2' }, 'twice'],
  [{ occupancy_rules: '50' }, 'occupancy_rules'],
])('a hotel with %j is refused, saying why', (changes, reason) => {
  expect(() => readHotelRow({ line: 2, fields: { ...hotel, ...changes } }, timeZones)).toThrow(reason);
});

test('prices have the decimals of their currency', () => {
  expect(basePriceMinor('68.5', 'EUR')).toBe(6_850);
  expect(basePriceMinor('18000', 'JPY')).toBe(18_000);
  expect(basePriceMinor('1.250', 'KWD')).toBe(1_250);
  expect(() => basePriceMinor('18000.5', 'JPY')).toThrow('at most 0 decimals');
  expect(() => basePriceMinor('1.005', 'EUR')).toThrow('at most 2 decimals');
  expect(() => basePriceMinor('-1', 'EUR')).toThrow('base_price');
  expect(() => basePriceMinor('10000000.01', 'EUR')).toThrow('in range');
});

test('a room type has a number of rooms, or none is said: then they stay, or are in a file of their own', () => {
  const fields = {
    hotel_code: 'A-1',
    code: 'DBL',
    name: 'Double',
    max_guests: '2',
    base_price: '90',
    rooms: '',
  };
  expect(readRoomTypeRow({ line: 2, fields }).rooms).toBeNull();
  expect(readRoomTypeRow({ line: 2, fields: { ...fields, rooms: '3' } }).rooms).toBe(3);
  expect(() => readRoomTypeRow({ line: 2, fields: { ...fields, rooms: 'some' } })).toThrow('rooms "some"');
});

test('a rate is for a range of nights or for a month', () => {
  const month = readRateRow({ line: 2, fields: { hotel_code: 'A-1', month: '8', multiplier: '2.2658' } });
  expect(month).toMatchObject({ month: 8, startDate: null, multiplierBp: 22_658 });
  const range = { hotel_code: 'A-1', start_date: '2027-08-01', end_date: '2027-08-02', multiplier: '0.9' };
  expect(readRateRow({ line: 2, fields: range })).toMatchObject({ month: null, multiplierBp: 9_000 });
  expect(() => readRateRow({ line: 2, fields: { ...range, end_date: '2027-08-01' } })).toThrow('not after');
  expect(() => readRateRow({ line: 2, fields: { ...range, end_date: '2099-01-01' } })).toThrow('more than');
});
