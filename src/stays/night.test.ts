import fc from 'fast-check';
import { addDays, countNights, isNight, listNights, nightIn } from './night.js';
import { findStayFaults, getStayNights, maxNightsPerStay } from './stay-rules.js';

const days = fc.integer({ min: 0, max: 200_000 }).map((day) => addDays('1970-01-01', day));

describe('a night', () => {
  test.each(['2028-02-29', '2027-12-31', '1970-01-01'])('can be %s', (night) => {
    expect(isNight(night)).toBe(true);
  });

  test.each([
    '2027-02-29',
    '2100-02-29',
    '2027-04-31',
    '2027-00-10',
    '2027-1-1',
    '1969-12-31',
    '',
    20270101,
    null,
  ])('cannot be %s', (value) => {
    expect(isNight(value)).toBe(false);
  });

  test('of a hotel is the one of its clock', () => {
    const instant = new Date('2027-03-14T11:30:00Z');
    expect([nightIn('Pacific/Auckland', instant), nightIn('America/Los_Angeles', instant)]).toEqual([
      '2027-03-15',
      '2027-03-14',
    ]);
  });

  test('that many days later is that many nights away', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 400 }), (night, count) => {
        const end = addDays(night, count);
        const nights = listNights(night, end);
        expect(isNight(end)).toBe(true);
        expect(countNights(night, end)).toBe(count);
        expect(nights).toHaveLength(count);
        expect(nights.toSorted()).toEqual(nights);
        expect(nights).not.toContain(end);
      }),
    );
  });
});

describe('a stay', () => {
  const bounds = { today: '2027-03-14', horizonDays: 730 };
  const faults = (startDate: string, endDate: string) =>
    findStayFaults({ startDate, endDate }, bounds).map(({ field, code }) => `${field} ${code}`);

  test('may begin today and end on the horizon', () => {
    expect(faults('2027-03-14', '2027-03-15')).toEqual([]);
    expect(faults(addDays('2027-03-14', 729), addDays('2027-03-14', 730))).toEqual([]);
    expect(getStayNights({ startDate: '2027-03-30', endDate: '2027-04-02' }, bounds)).toEqual([
      '2027-03-30',
      '2027-03-31',
      '2027-04-01',
    ]);
  });

  test('does not begin in the past', () => {
    expect(faults('2027-03-13', '2027-03-15')).toEqual(['startDate in_the_past']);
  });

  test('has a night, at most sixty', () => {
    expect(faults('2027-03-20', '2027-03-20')).toEqual(['endDate not_after_start']);
    expect(faults('2027-03-20', '2027-03-19')).toEqual(['endDate not_after_start']);
    expect(faults('2027-03-20', addDays('2027-03-20', maxNightsPerStay))).toEqual([]);
    expect(faults('2027-03-20', addDays('2027-03-20', maxNightsPerStay + 1))).toEqual(['endDate too_long']);
  });

  test('ends within the horizon', () => {
    expect(faults(addDays('2027-03-14', 730), addDays('2027-03-14', 731))).toEqual(['endDate too_far']);
  });

  test('that may not be asked for is refused with every fault', () => {
    expect(() => getStayNights({ startDate: '2020-01-01', endDate: '2040-01-01' }, bounds)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        details: { errors: [expect.anything(), expect.anything(), expect.anything()] },
      }),
    );
  });
});
