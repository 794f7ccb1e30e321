import type { OfferPassenger } from '../supplier-offer.js';
import type { OfferPassengerRequestDto } from './offer-passenger.dto.js';
import { matchPassengers } from './passengers.rules.js';

const adult = { passengerId: 'pas_1', kind: 'adult' } as const;
const second = { passengerId: 'pas_2', kind: 'adult' } as const;
const infant = { passengerId: 'pas_3', kind: 'infant' } as const;

const journey = { needsIdentityDocuments: false, departsOn: '2027-03-14', today: '2027-03-01' };
const baby = { bornOn: '2026-09-01' };

function named(givenName: string, more: Partial<OfferPassengerRequestDto> = {}): OfferPassengerRequestDto {
  return {
    title: 'ms',
    gender: 'f',
    givenName,
    familyName: 'Silva',
    bornOn: '1987-07-24',
    email: 'a@example.com',
    phoneNumber: '+442080160509',
    ...more,
  };
}

function match(
  requests: readonly OfferPassengerRequestDto[],
  offered: readonly OfferPassenger[],
  needsDocuments = false,
): string {
  const matched = matchPassengers(requests, offered, {
    ...journey,
    needsIdentityDocuments: needsDocuments,
  });
  return 'faults' in matched
    ? matched.faults.map(({ field, code }) => `${field} ${code}`).join()
    : matched.passengers
        .map(({ givenName, passengerId, kind, infantPassengerId = '' }) =>
          [givenName, passengerId, kind, infantPassengerId].join(' ').trim(),
        )
        .join();
}

test.each([
  [
    'nobody says who is who: in the offer’s order',
    [named('Ada'), named('Eva')],
    'Ada pas_1 adult,Eva pas_2 adult',
  ],
  [
    'everybody says it: in any order',
    [named('Ada', { passengerId: 'pas_2' }), named('Eva', { passengerId: 'pas_1' })],
    'Ada pas_2 adult,Eva pas_1 adult',
  ],
  [
    'only some say it',
    [named('Ada', { passengerId: 'pas_1' }), named('Eva')],
    'passengers.1.passengerId unknown_passenger',
  ],
  [
    'two are the same traveller',
    [named('Ada', { passengerId: 'pas_1' }), named('Eva', { passengerId: 'pas_1' })],
    'passengers.1.passengerId unknown_passenger',
  ],
  ['one too few', [named('Ada')], 'passengers count'],
])('two travellers, %s', (_what, requests, expected) => {
  expect(match(requests, [adult, second])).toBe(expected);
});

test.each([
  [
    'an infant without a lap sits on the first adult’s',
    [named('Ada'), named('Eva'), named('Tom', baby)],
    'Ada pas_1 adult pas_3,Eva pas_2 adult,Tom pas_3 infant',
  ],
  [
    'an infant sits where it is said',
    [named('Ada'), named('Eva', { infantPassengerId: 'pas_3' }), named('Tom', baby)],
    'Ada pas_1 adult,Eva pas_2 adult pas_3,Tom pas_3 infant',
  ],
  [
    'one infant sits on one lap only',
    [
      named('Ada', { infantPassengerId: 'pas_3' }),
      named('Eva', { infantPassengerId: 'pas_3' }),
      named('Tom', baby),
    ],
    'passengers unknown_infant',
  ],
  [
    'an adult is no infant',
    [named('Ada', { infantPassengerId: 'pas_2' }), named('Eva'), named('Tom', baby)],
    'passengers unknown_infant',
  ],
])('%s', (_what, requests, expected) => {
  expect(match(requests, [adult, second, infant])).toBe(expected);
});

test('each infant needs an adult', () => {
  const other = { passengerId: 'pas_4', kind: 'infant' } as const;
  expect(match([named('Ada'), named('Tom', baby), named('Tim', baby)], [adult, infant, other])).toBe(
    'passengers too_many_infants',
  );
});

test.each([
  ['an infant is below two on the day of departure', 'infant', '2025-03-15', ''],
  ['and not two', 'infant', '2025-03-14', 'passengers.1.bornOn other_age'],
  ['nor grown up', 'infant', '1987-07-24', 'passengers.1.bornOn other_age'],
  ['nor still to be born', 'infant', '2027-03-02', 'passengers.1.bornOn other_age'],
  ['who has a seat is two', 'child', '2025-03-14', ''],
  ['or older', 'adult', '1927-01-01', ''],
  ['and not below', 'child', '2025-03-15', 'passengers.1.bornOn other_age'],
  ['a baby is no adult', 'adult', '2026-09-01', 'passengers.1.bornOn other_age'],
] as const)('%s', (_what, kind, bornOn, expected) => {
  const other = { passengerId: 'pas_5', kind };
  const found = match([named('Ada'), named('Tom', { bornOn })], [adult, other]);
  expect(found.startsWith('passengers') ? found : '').toBe(expected);
});

test('a passport is asked for where the offer needs one', () => {
  expect(match([named('Ada')], [adult], true)).toBe('passengers.0.identityDocument required');
  const identityDocument = { number: '19KL56147', issuingCountry: 'PT', expiresOn: '2031-06-25' };
  expect(match([named('Ada', { identityDocument })], [adult], true)).toBe('Ada pas_1 adult');
});

test('a passport is kept, and told to the airline, where the offer needs one and nowhere else', () => {
  const identityDocument = { number: '19KL56147', issuingCountry: 'PT', expiresOn: '2031-06-25' };
  const documentsOf = (isNeeded: boolean) => {
    const matched = matchPassengers([named('Ada', { identityDocument })], [adult], {
      ...journey,
      needsIdentityDocuments: isNeeded,
    });
    return 'passengers' in matched ? matched.passengers.map((each) => each.identityDocument) : [];
  };
  expect([documentsOf(true), documentsOf(false)]).toEqual([[identityDocument], [undefined]]);
});
