import { Fields, UnreadableAnswer } from './answer-fields.js';
import { readOffer } from './read-offer.rules.js';
import { readSeatMap } from './read-seat-maps.rules.js';

const lisbon = {
  iata_code: 'LIS',
  name: 'Humberto Delgado',
  city_name: 'Lisbon',
  time_zone: 'Europe/Lisbon',
};
const frankfurt = { iata_code: 'FRA', name: 'Frankfurt', city_name: 'Frankfurt', time_zone: 'Europe/Berlin' };
const airline = { id: 'arl_tp', iata_code: 'TP', name: 'TAP Air Portugal' };

const segment = {
  id: 'seg_1',
  origin: lisbon,
  destination: frankfurt,
  departing_at: '2027-01-15T13:20:00',
  arriving_at: '2027-01-15T17:15:00',
  aircraft: { name: 'Airbus A320', iata_code: '320' },
  marketing_carrier: airline,
  marketing_carrier_flight_number: '570',
  operating_carrier: { iata_code: 'LH', name: 'Lufthansa' },
  passengers: [{ passenger_id: 'pas_1', cabin_class: 'economy' }],
};

function offer(changes: Record<string, unknown> = {}): Fields {
  return Fields.of(
    {
      id: 'off_1',
      live_mode: false,
      expires_at: '2026-11-22T12:30:00Z',
      owner: airline,
      total_amount: '190.80',
      total_currency: 'EUR',
      base_amount: '150.00',
      base_currency: 'EUR',
      tax_amount: null,
      tax_currency: null,
      passengers: [
        { id: 'pas_1', type: 'adult', age: null },
        { id: 'pas_2', type: null, age: 7 },
        { id: 'pas_3', type: 'infant_without_seat', age: null },
      ],
      slices: [{ id: 'sli_1', duration: 'PT2H55M', segments: [segment] }],
      conditions: {
        refund_before_departure: { allowed: true, penalty_amount: '50.00', penalty_currency: 'EUR' },
        change_before_departure: null,
      },
      payment_requirements: {
        requires_instant_payment: false,
        payment_required_by: '2026-11-22T13:00:00Z',
        price_guarantee_expires_at: null,
      },
      ...changes,
    },
    'offer',
  );
}

test('an offer is read in our words', () => {
  const read = readOffer(offer());
  expect(read).toMatchObject({
    offerId: 'off_1',
    supplier: 'duffel',
    airline: { iata: 'TP', name: 'TAP Air Portugal' },
    total: { amount: 19_080, currency: 'EUR' },
    base: { amount: 15_000, currency: 'EUR' },
    tax: null,
    expiresAt: new Date('2026-11-22T12:30:00Z'),
    passengers: [
      { passengerId: 'pas_1', kind: 'adult' },
      { passengerId: 'pas_2', kind: 'child' },
      { passengerId: 'pas_3', kind: 'infant' },
    ],
    canBeHeld: true,
    spaceGuaranteedUntil: new Date('2026-11-22T13:00:00Z'),
    priceGuaranteedUntil: null,
    conditions: {
      refundBeforeDeparture: { isAllowed: true, penalty: { amount: 5_000, currency: 'EUR' } },
      changeBeforeDeparture: null,
    },
    needsIdentityDocuments: false,
    isLive: false,
  });
  expect(read.slices).toEqual([
    {
      origin: { iata: 'LIS', name: 'Humberto Delgado', city: 'Lisbon', timezone: 'Europe/Lisbon' },
      destination: { iata: 'FRA', name: 'Frankfurt', city: 'Frankfurt', timezone: 'Europe/Berlin' },
      durationMinutes: 175,
      segments: [
        {
          segmentId: 'seg_1',
          airline: { iata: 'TP', name: 'TAP Air Portugal' },
          flightNumber: 'TP570',
          operatedBy: { iata: 'LH', name: 'Lufthansa' },
          origin: expect.objectContaining({ iata: 'LIS' }),
          destination: expect.objectContaining({ iata: 'FRA' }),
          departsAt: new Date('2027-01-15T13:20:00Z'),
          arrivesAt: new Date('2027-01-15T16:15:00Z'),
          departsAtLocal: '2027-01-15T13:20',
          arrivesAtLocal: '2027-01-15T17:15',
          aircraft: 'Airbus A320',
          cabin: 'economy',
        },
      ],
    },
  ]);
});

test('an offer to be paid at once cannot be held, whatever deadlines it names', () => {
  const instant = { requires_instant_payment: true, payment_required_by: '2026-11-22T13:00:00Z' };
  expect(readOffer(offer({ payment_requirements: instant }))).toMatchObject({
    canBeHeld: false,
    spaceGuaranteedUntil: null,
    priceGuaranteedUntil: null,
  });
});

test('what an offer does not say about payment is not taken for a promise', () => {
  expect(readOffer(offer({ payment_requirements: null })).canBeHeld).toBe(false);
  expect(readOffer(offer({ payment_requirements: {} })).canBeHeld).toBe(false);
});

test('without a duration it takes from the first departure to the last arrival', () => {
  const slices = [{ duration: null, segments: [segment] }];
  expect(readOffer(offer({ slices })).slices[0]?.durationMinutes).toBe(175);
});

test.each<[string, Record<string, unknown>]>([
  ['without a price', { total_amount: null }],
  ['without an end', { expires_at: null }],
  ['without flights', { slices: [] }],
  [
    'from an airport without a time zone',
    { slices: [{ segments: [{ ...segment, origin: { ...lisbon, time_zone: null } }] }] },
  ],
])('an offer %s is none', (_what, changes) => {
  expect(() => readOffer(offer(changes))).toThrow(UnreadableAnswer);
});

test('a seat without a service is taken, and where it is follows from walls and aisles', () => {
  const seat = (designator: string, services: object[] = []) => ({
    type: 'seat',
    designator,
    name: null,
    disclosures: [],
    available_services: services,
  });
  const service = { id: 'ase_1', passenger_id: 'pas_1', total_amount: '12.00', total_currency: 'EUR' };
  const elements = (...names: string[]) => ({ elements: names.map((name) => seat(name)) });
  const map = readSeatMap(
    Fields.of(
      {
        segment_id: 'seg_1',
        cabins: [
          {
            deck: 0,
            cabin_class: 'economy',
            aisles: 2,
            rows: [
              { sections: [{ elements: [{ type: 'exit_row' }] }] },
              {
                sections: [
                  { elements: [seat('14A', [service]), { type: 'empty' }, seat('14B')] },
                  elements('14D', '14E', '14F'),
                  elements('14J', '14K'),
                ],
              },
            ],
          },
        ],
      },
      'seat map',
    ),
  );
  const [row, ...others] = map.cabins[0]?.rows ?? [];
  expect(others).toEqual([]);
  expect(row?.seats.map(({ designator, position }) => `${designator} ${position}`)).toEqual([
    '14A window',
    '14B aisle',
    '14D aisle',
    '14E middle',
    '14F aisle',
    '14J aisle',
    '14K window',
  ]);
  expect(row?.seats.filter(({ isAvailable }) => isAvailable).map(({ designator }) => designator)).toEqual([
    '14A',
  ]);
  expect(row?.seats[0]?.services).toEqual([
    { serviceId: 'ase_1', passengerId: 'pas_1', price: { amount: 1_200, currency: 'EUR' } },
  ]);
});
