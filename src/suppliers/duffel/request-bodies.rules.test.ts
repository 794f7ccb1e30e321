import type { OrderRequest } from '../supplier-order.js';
import { orderBody, searchBody } from './request-bodies.rules.js';

const ana: OrderRequest['passengers'][number] = {
  passengerId: 'pas_1',
  kind: 'adult',
  title: 'ms',
  gender: 'f',
  givenName: 'Ana',
  familyName: 'Silva',
  bornOn: '1987-07-24',
  email: 'ana@guest.example',
  phoneNumber: '+351210000000',
};
const order: OrderRequest = {
  offerId: 'off_1',
  kind: 'hold',
  passengers: [ana],
  services: [],
  total: { amount: 9_080, currency: 'GBP' },
  reference: 'hold-1',
};

test('a search names the day, the travellers and the cabin', () => {
  const passengers = ['adult', 7, 1] as const;
  const search = { origin: 'LIS', destination: 'FRA', date: '2027-03-01', passengers };
  expect(searchBody(search)).toEqual({
    slices: [{ origin: 'LIS', destination: 'FRA', departure_date: '2027-03-01' }],
    passengers: [{ type: 'adult' }, { age: 7 }, { age: 1 }],
    max_connections: 1,
  });
  expect(searchBody({ ...search, cabin: 'business' })).toMatchObject({ cabin_class: 'business' });
});

test('a hold carries our reference, and neither payment nor services', () => {
  expect(orderBody(order)).toEqual({
    type: 'hold',
    selected_offers: ['off_1'],
    passengers: [
      {
        id: 'pas_1',
        title: 'ms',
        gender: 'f',
        given_name: 'Ana',
        family_name: 'Silva',
        born_on: '1987-07-24',
        email: 'ana@guest.example',
        phone_number: '+351210000000',
      },
    ],
    metadata: { reference: 'hold-1' },
  });
});

test('an instant order pays the total, seats included', () => {
  const services = [{ serviceId: 'ase_1', quantity: 1 }];
  expect(orderBody({ ...order, kind: 'instant', services })).toMatchObject({
    type: 'instant',
    payments: [{ type: 'balance', amount: '90.80', currency: 'GBP' }],
    services: [{ id: 'ase_1', quantity: 1 }],
  });
});

test('an adult may have an infant on the lap, and a passport', () => {
  const identityDocument = { number: 'P123', issuingCountry: 'PT', expiresOn: '2030-01-01' };
  const passengers = [{ ...ana, infantPassengerId: 'pas_2', identityDocument }];
  expect(orderBody({ ...order, passengers })).toMatchObject({
    passengers: [
      {
        infant_passenger_id: 'pas_2',
        identity_documents: [
          {
            type: 'passport',
            unique_identifier: 'P123',
            issuing_country_code: 'PT',
            expires_on: '2030-01-01',
          },
        ],
      },
    ],
  });
});
