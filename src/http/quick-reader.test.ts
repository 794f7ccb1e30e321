import { Expose, Type, plainToInstance } from 'class-transformer';
import {
  IsArray,
  IsInt,
  IsString,
  ValidateNested,
  validateSync,
  ValidatorConstraint,
  Validate,
} from 'class-validator';
import fc from 'fast-check';
import { AvailabilityQuery } from '../catalog/hotels.dto.js';
import { HoldsQuery, TakeHoldDto } from '../holds/hold-requests.dto.js';
import { compileQuickReader } from './quick-reader.js';
import { readQuickly } from './validation.js';

/** What the two libraries make of a value: an instance, or undefined for a refusal. */
function readClosely<Dto extends object>(target: new () => Dto, value: object): Dto | undefined {
  const made = plainToInstance(target, value);
  const faults = validateSync(made, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  return faults.length === 0 ? made : undefined;
}

const rooms = {
  hotelId: 1,
  startDate: '2027-03-14',
  endDate: '2027-03-16',
  items: [{ roomTypeId: 1, quantity: 1 }],
};

test.each([
  [TakeHoldDto, rooms],
  [TakeHoldDto, { ...rooms, expectedTotal: { amount: 0, currency: 'EUR' } }],
  [
    TakeHoldDto,
    { flightId: 19, seats: ['2A', '14C'], replacesHoldId: '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11' },
  ],
  [TakeHoldDto, { flightId: 19, cabin: 'economy', quantity: 9 }],
  [TakeHoldDto, {}],
  [HoldsQuery, { status: 'live', limit: '7', cursor: 'abc' }],
  [AvailabilityQuery, { startDate: '2027-03-14', endDate: '2027-03-16', explain: 'true' }],
])('a plainly valid %p is read as the libraries read it: %j', (target: new () => object, value) => {
  const quick = readQuickly(target, value);
  expect(quick).toEqual(readClosely(target, value));
  expect(quick).toBeInstanceOf(target);
});

/** Values that are right somewhere, and some that are right nowhere. */
const anything = fc.oneof(
  fc.integer({ min: -1, max: 12 }),
  fc.constantFrom<unknown>(
    2_147_483_647,
    2_147_483_648,
    1.5,
    '1',
    '',
    null,
    true,
    'true',
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom('2027-03-14', '2027-02-29', '2027-3-1', '1A', '0A', 'economy', 'EUR', 'eur', 'live'),
  fc.constantFrom(
    '7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11',
    '7F0A3C1E-5A55-8A8E-9D0C-2F3F1F8F0A11',
    'x'.repeat(1_001),
  ),
  fc.array(fc.constantFrom<unknown>('1A', '1A', '14C', 1, {}), { maxLength: 11 }),
);
const mostly = (...values: unknown[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: anything });
const optional = { requiredKeys: [] };
const item = fc.record({ roomTypeId: mostly(1), quantity: mostly(1, 10) });
const room = fc.record(
  {
    hotelId: mostly(1),
    startDate: mostly('2027-03-14'),
    endDate: mostly('2027-03-16'),
    items: fc.array(fc.oneof({ weight: 9, arbitrary: item }, anything), { maxLength: 11 }),
    expectedTotal: fc.record({ amount: mostly(0, 12_500), currency: mostly('EUR') }, optional),
    replacesHoldId: mostly('7f0a3c1e-5a55-4a8e-9d0c-2f3f1f8f0a11'),
  },
  optional,
);
const seat = fc.record(
  {
    flightId: mostly(19),
    seats: mostly(['1A', '14C']),
    cabin: mostly('economy'),
    quantity: mostly(2),
    unknown: anything,
  },
  optional,
);
const page = fc.record(
  { limit: mostly('1', '100'), cursor: mostly('abc'), status: mostly('live') },
  optional,
);
const stay = fc.record(
  { startDate: mostly('2027-03-14'), endDate: mostly('2027-03-16'), explain: mostly('true', 'false') },
  optional,
);

test.each([
  [TakeHoldDto, room],
  [TakeHoldDto, seat],
  [HoldsQuery, page],
  [AvailabilityQuery, stay],
])(
  'whatever comes as %p, nothing is accepted that the libraries refuse, or read otherwise',
  (target, values) => {
    let accepted = 0;
    fc.assert(
      fc.property(values, (value) => {
        const quick = readQuickly<object>(target, value);
        if (quick === undefined) return;
        accepted += 1;
        expect(quick).toStrictEqual(readClosely<object>(target, value));
      }),
      { numRuns: 2_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  },
);

test('nothing the request gave is shared with what was read', () => {
  const seats = ['1A'];
  const read = readQuickly(TakeHoldDto, { flightId: 1, seats });
  seats.push('nonsense');
  expect(read?.seats).toEqual(['1A']);
});

describe('a class is left to the libraries when it has', () => {
  class Part {
    @IsString()
    name: string;
  }

  test('names of its own for fields', () => {
    class Renamed {
      @Expose({ name: 'other' })
      @IsInt()
      one: number;
    }
    expect(compileQuickReader(Renamed)).toBeUndefined();
  });

  test('parts whose class is not known', () => {
    class Whole {
      @IsArray()
      @ValidateNested({ each: true })
      parts: Part[];
    }
    expect(compileQuickReader(Whole)).toBeUndefined();
  });

  test('values that are made into something else', () => {
    class Dated {
      @Type(() => Date)
      @IsInt()
      at: Date;
    }
    expect(compileQuickReader(Dated)).toBeUndefined();
  });

  test('no rules at all', () => {
    class Bare {
      name: string;
    }
    expect(compileQuickReader(Bare)).toBeUndefined();
  });
});

test('a rule that answers later accepts nothing quickly', () => {
  @ValidatorConstraint()
  class Later {
    validate(): Promise<boolean> {
      return Promise.resolve(true);
    }
  }
  class Slow {
    @Validate(Later)
    one: number;
  }
  expect(compileQuickReader(Slow)?.({ one: 1 })).toBeUndefined();
});
