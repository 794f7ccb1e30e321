import fc from 'fast-check';
import { occupancyChart } from './occupancy-chart.js';
import { occupancyCsv } from './occupancy-csv.js';
import { nightFigures, sumNights, type NightSales } from './occupancy.rules.js';

const night: NightSales = {
  hotelId: 1,
  code: 'FARO',
  currency: 'EUR',
  date: '2027-03-14',
  rooms: 8,
  sold: 3,
  revenueMinor: 10_000,
  keptMinor: 50,
};

const nights = fc.array(
  fc
    .record({
      rooms: fc.oneof(fc.constant(null), fc.nat(300)),
      sold: fc.nat(330),
      revenueMinor: fc.nat(10_000_000),
      keptMinor: fc.nat(10_000),
    })
    .map((sales) => ({ ...night, ...sales })),
  { maxLength: 40 },
);

test('ratios are rounded once, half up', () => {
  expect(nightFigures(night)).toMatchObject({
    occupancyPercent: 37.5,
    averageRateMinor: 3_333,
    revenuePerRoomMinor: 1_250,
  });
  expect(nightFigures({ ...night, sold: 2, revenueMinor: 5 }).averageRateMinor).toBe(3);
});

test('what there is none of has no ratio', () => {
  expect(nightFigures({ ...night, rooms: null, sold: 0 })).toMatchObject({
    occupancyPercent: null,
    averageRateMinor: null,
    revenuePerRoomMinor: null,
  });
  expect(nightFigures({ ...night, rooms: 0 })).toMatchObject({
    occupancyPercent: null,
    revenuePerRoomMinor: null,
  });
});

test('nights together are the sums of the nights', () => {
  fc.assert(
    fc.property(nights, (all) => {
      const total = sumNights(all);
      expect(total.revenueMinor).toBe(all.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0));
      expect(total.sold).toBe(all.reduce((sum, { sold }) => sum + sold, 0));
      expect(total.averageRateMinor === null).toBe(total.sold === 0);
      const known = all.filter(({ rooms }) => rooms !== null);
      expect([total.nights, total.nightsWithRooms]).toEqual([all.length, known.length]);
      expect(total.occupancyPercent).toBe(sumNights(known).occupancyPercent);
      expect(total.revenuePerRoomMinor).toBe(sumNights(known).revenuePerRoomMinor);
    }),
  );
});

test('nights whose rooms are not known any more make a hotel neither fuller nor dearer by room', () => {
  const longPast = { ...night, rooms: null, sold: 8, revenueMinor: 80_000 };
  expect(sumNights([longPast, longPast, night])).toEqual({
    nights: 3,
    nightsWithRooms: 1,
    rooms: 8,
    sold: 19,
    revenueMinor: 170_000,
    keptMinor: 150,
    occupancyPercent: 37.5,
    averageRateMinor: 8_947,
    revenuePerRoomMinor: 1_250,
  });
  expect(sumNights([longPast])).toMatchObject({ rooms: 0, sold: 8, occupancyPercent: null });
});

test('CSV has a line for each night, amounts in minor units, and nothing where there is nothing', () => {
  const text = occupancyCsv([
    nightFigures(night),
    nightFigures({ ...night, code: 'A,"B"', rooms: null, sold: 0 }),
  ]);
  expect(text.split('\r\n')).toEqual([
    'hotel_id,hotel_code,date,rooms,sold,occupancy_percent,currency,revenue_minor,average_rate_minor,revenue_per_room_minor,kept_minor',
    '1,FARO,2027-03-14,8,3,37.5,EUR,10000,3333,1250,50',
    '1,"A,""B""",2027-03-14,,0,,EUR,10000,,,50',
    '',
  ]);
});

test('the chart stays within its frame whatever was sold, and takes any title for text', () => {
  fc.assert(
    fc.property(nights, (all) => {
      const title = '<script>alert("1 & 2")</script>';
      const chart = occupancyChart(all.map(nightFigures), { title, formatMoney: String });
      expect(chart).not.toContain('<script');
      expect(chart).not.toMatch(/NaN|Infinity|="-/);
      expect(chart.match(/<rect /g)).toHaveLength(all.length + 1);
      for (const [, y = '', size = ''] of chart.matchAll(/ y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)) {
        expect(Number(y) + Number(size)).toBeLessThanOrEqual(305);
      }
    }),
  );
});
