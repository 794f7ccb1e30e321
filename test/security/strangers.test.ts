import { randomUUID } from 'node:crypto';
import type { HoldDto } from '../../src/holds/holds.dto.js';
import { mintListingUuid } from '../../src/inventory/listing-uuid.js';
import type { CancellationQuoteDto } from '../../src/reservations/cancellation-quote.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { controlSupplier, findOffer, traveller } from '../support/flights.js';
import {
  expectBooksToAgree,
  openHotel,
  payingGuest,
  type OwnHotel,
  type PayingGuest,
} from '../support/paying-guest.js';
import { readBooks } from '../support/provider.js';
import { fillPath, listOperations, nameOf, type Operation } from './api-operations.js';

interface Page {
  readonly data: readonly Record<string, unknown>[];
  readonly nextCursor: string | null;
}

let holdfast: TestApp;
let alice: PayingGuest;
let mallory: PayingGuest;
let hotel: OwnHotel;
let operations: Operation[];
let hold: HoldDto;
let reservation: ReservationDto;
/** Of a supplier's flights, which she has also asked to cancel. */
let flightHold: HoldDto;
let flight: ReservationDto;
let flightQuote: CancellationQuoteDto;
let aliceCard: string;
let malloryCard: string;
let before: unknown;

/** All that Alice can see, but for the clock in it. */
async function everythingOfAlice(): Promise<unknown> {
  const paths = [
    `/v1/holds/${hold.holdId}`,
    `/v1/reservations/${reservation.reservationId}`,
    `/v1/holds/${flightHold.holdId}`,
    `/v1/reservations/${flight.reservationId}`,
    '/v1/holds',
    '/v1/reservations',
    '/v1/payment-methods',
  ];
  const bodies = await Promise.all(paths.map(async (path) => (await alice.get(path)).body));
  return JSON.parse(JSON.stringify(bodies).replaceAll(/"(serverTime|expiresInSeconds)":[^,}]*/g, '"$1":0'));
}

beforeAll(async () => {
  holdfast = await startTestApp({ flights: true });
  operations = await listOperations(holdfast);
  alice = await payingGuest(holdfast, 'alice');
  mallory = await payingGuest(holdfast, 'mallory');
  hotel = await openHotel(holdfast, { rooms: 20 });
  [aliceCard, malloryCard] = [
    await alice.saveCard('pm_card_visa'),
    await mallory.saveCard('pm_card_mastercard'),
  ];
  hold = await alice.hold(hotel.room);
  await alice.hold(hotel.room);
  const answer = await alice.book({ ...hotel.room, paymentMethodId: aliceCard });
  expect(answer.status).toBe(201);
  reservation = answer.body;
  await controlSupplier(holdfast, {
    offers: { expireSeconds: 1_800, paymentRequiredSeconds: 86_400, priceGuaranteeSeconds: 86_400 },
  });
  flightHold = await holdOfFlight(alice, await findOffer(alice));
  const { holdId } = await holdOfFlight(alice, await findOffer(alice));
  flight = (await alice.book({ holdId, paymentMethodId: aliceCard })).body;
  expect(flight.status).toBe('paid');
  const quoted = await alice.get<CancellationQuoteDto>(
    `/v1/reservations/${flight.reservationId}/cancellation-quote`,
  );
  expect(quoted.status).toBe(200);
  flightQuote = quoted.body;
  before = await everythingOfAlice();
});
afterAll(async () => {
  try {
    expect(await everythingOfAlice()).toEqual(before);
    await expectBooksToAgree(holdfast);
  } finally {
    await holdfast.close();
  }
});

function holdOfFlight(guest: PayingGuest, { offerId }: { offerId: string | null }): Promise<HoldDto> {
  return guest.hold({ offerId, passengers: [traveller('Earhart')] });
}

/** All of an answer that could tell one thing from another; it may repeat what was asked for. */
async function shownBy(answer: Response, asked: string): Promise<unknown> {
  const body = (await answer.text()).replace(/"instance":"[^"]*"/, '"instance":""');
  const changing = /^(date|x-request-id|ratelimit|content-length)$/;
  const headers = [...answer.headers].filter(([name]) => !changing.test(name));
  return { status: answer.status, headers, body: body.replaceAll(asked, '(asked)') };
}

async function asMallory(
  operation: Operation,
  asked: string,
  path: string,
  body: object = {},
): Promise<unknown> {
  const credentials = await holdfast.signIn('mallory');
  return shownBy(
    await fetch(`${holdfast.url}${path}`, {
      method: operation.method,
      headers: operation.takesBody ? { ...credentials, 'content-type': 'application/json' } : credentials,
      ...(operation.takesBody ? { body: JSON.stringify(body) } : {}),
    }),
    asked,
  );
}

describe('what belongs to another guest', () => {
  test('answers like what does not exist, at every address that names it', async () => {
    const ofGuests = operations.filter(
      ({ path, isPublic }) => !isPublic && !path.startsWith('/v1/admin/') && path.includes('{'),
    );
    expect(ofGuests.length).toBeGreaterThan(4);
    const theirs: Readonly<Record<string, readonly string[]>> = {
      holdId: [hold.holdId, flightHold.holdId],
      reservationId: [reservation.reservationId, flight.reservationId],
    };
    const named = ofGuests.flatMap((operation) => {
      const name = /\{(\w+)\}/.exec(operation.path)?.[1] ?? '';
      const ids = theirs[name];
      if (ids === undefined) throw new Error(`nothing of Alice is called ${name}: give her one`);
      return ids.map((id) => ({ operation, id }));
    });
    for (const { operation, id } of named) {
      const ask = (asked: string) =>
        asMallory(
          operation,
          asked,
          fillPath(operation.path, () => asked),
        );
      const other = await ask(id);
      expect([nameOf(operation), other]).toEqual([
        nameOf(operation),
        expect.objectContaining({ status: 404 }),
      ]);
      for (const unknown of [mintListingUuid(hotel.hotelId), mintListingUuid(2_000_000_000), randomUUID()]) {
        expect([nameOf(operation), other]).toEqual([nameOf(operation), await ask(unknown)]);
      }
    }
  });

  test.each<[string, string, (value: string) => Promise<object>, () => string, () => string]>([
    [
      'a hold to be paid for',
      'POST /v1/reservations',
      (holdId) => Promise.resolve({ holdId, paymentMethodId: malloryCard }),
      () => hold.holdId,
      () => mintListingUuid(hotel.hotelId),
    ],
    [
      'a hold to be replaced',
      'POST /v1/holds',
      (replacesHoldId) => Promise.resolve({ ...hotel.room, replacesHoldId }),
      () => hold.holdId,
      () => mintListingUuid(hotel.hotelId),
    ],
    [
      'a card to pay with',
      'POST /v1/reservations',
      async (paymentMethodId) => ({ holdId: (await mallory.hold(hotel.room)).holdId, paymentMethodId }),
      () => aliceCard,
      () => `${aliceCard.slice(0, -3)}xyz`,
    ],
  ])('answers like what does not exist, as %s', async (_what, name, bodyWith, theirs, unknown) => {
    const operation = operations.find((candidate) => nameOf(candidate) === name);
    if (operation === undefined) throw new Error(`${name} is gone`);
    const ask = async (asked: string) => asMallory(operation, asked, operation.path, await bodyWith(asked));
    const other = await ask(theirs());
    expect(other).toMatchObject({ status: 404 });
    expect(other).toEqual(await ask(unknown()));
  });

  test('answers like what does not exist, as a flight to be canceled by the quote its guest was given', async () => {
    const path = `/v1/reservations/${flight.reservationId}`;
    const answer = await mallory.delete(`${path}?quoteId=${flightQuote.quoteId}`);
    expect([answer.status, answer.body.code]).toEqual([404, 'reservation_not_found']);
  });

  test('cancels nothing of one’s own: neither a quote for another’s flight, nor a flight in it', async () => {
    const { holdId } = await holdOfFlight(mallory, await findOffer(mallory));
    const { body } = await mallory.book({ holdId, paymentMethodId: malloryCard });
    const answer = await mallory.delete(
      `/v1/reservations/${body.reservationId}?quoteId=${flightQuote.quoteId}`,
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'cancellation_quote_required']);
    expect((await mallory.read(body.reservationId)).status).toBe('paid');
  });

  test('is not seen by who holds the same offer', async () => {
    const offerId = flightHold.offer?.offerId ?? null;
    const own = await holdOfFlight(mallory, { offerId });
    expect(own.holdId).not.toBe(flightHold.holdId);
    const { body } = await mallory.get(`/v1/flight-offers/${offerId}`);
    for (const shown of [own, body]) {
      expect(JSON.stringify(shown)).not.toMatch(
        new RegExp(`${flightHold.holdId}|${flightHold.supplier?.orderId ?? 'no order'}|alice`),
      );
    }
  });

  test('a card cannot be saved a second time by somebody who has learnt its name', async () => {
    const answer = await mallory.post('/v1/payment-methods', { token: aliceCard });
    expect([answer.status, answer.body.code]).toEqual([402, 'payment_method_declined']);
    const { body } = await mallory.get<Page>('/v1/payment-methods');
    expect(body.data.map(({ paymentMethodId }) => paymentMethodId)).toEqual([malloryCard]);
  });

  test('is in nobody else’s lists, also not behind the cursor of its owner', async () => {
    for (const path of ['/v1/holds', '/v1/reservations', '/v1/payment-methods']) {
      const own = await mallory.get<Page>(path);
      expect(JSON.stringify(own.body)).not.toMatch(
        new RegExp(
          [hold.holdId, reservation.reservationId, flightHold.holdId, flight.reservationId, aliceCard].join(
            '|',
          ),
        ),
      );
      const { body } = await alice.get<Page>(`${path}?limit=1`);
      const behind = await mallory.get<Page>(`${path}?cursor=${body.nextCursor ?? ''}`);
      const ownIds = new Set(own.body.data.map((entry) => JSON.stringify(Object.values(entry)[0])));
      const seen = behind.status === 200 ? behind.body.data : [];
      expect(seen.filter((entry) => !ownIds.has(JSON.stringify(Object.values(entry)[0])))).toEqual([]);
      for (const filter of ['guestId=alice', 'sub=alice', 'guest_id=alice']) {
        expect([filter, (await mallory.get(`${path}?${filter}`)).status]).toEqual([filter, 400]);
      }
    }
  });
});

test('a reservation id somebody else chose says that it is taken, and nothing of theirs', async () => {
  const bob = await payingGuest(holdfast, 'bob');
  const body = { ...hotel.room, reservationId: randomUUID() };
  const own = await bob.book({ ...body, paymentMethodId: await bob.saveCard('pm_card_visa') });
  const answer = await mallory.book({ ...body, paymentMethodId: malloryCard });
  expect([own.status, answer.status, answer.body.code]).toEqual([201, 409, 'reservation_id_taken']);
  expect(Object.keys(answer.body).toSorted()).toEqual([
    'code',
    'detail',
    'instance',
    'status',
    'title',
    'type',
  ]);
  // Nor has she paid for it.
  expect(await readBooks(holdfast, body.reservationId)).toHaveLength(1);
});

test('an idempotency key somebody else used is another key, and tells nothing of theirs', async () => {
  const headers = { 'idempotency-key': 'booking-1' };
  const theirs = await alice.post<HoldDto>('/v1/quotes', hotel.room, headers);
  const own = await mallory.post<HoldDto>('/v1/quotes', hotel.room, headers);
  expect([theirs.status, own.status]).toEqual([200, 200]);
  expect(own.headers.get('idempotency-replayed')).toBeNull();
  const other = await mallory.post('/v1/quotes', { ...hotel.room, items: [] }, headers);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('an administrator’s token is nobody’s guest token, also under a guest’s name', async () => {
  const credentials = await holdfast.signIn('admin:alice', 'guest');
  const answer = await fetch(`${holdfast.url}/v1/admin/holds`, { headers: credentials });
  expect(answer.status).toBe(403);
  const asAdmin = await fetch(`${holdfast.url}/v1/holds/${hold.holdId}`, {
    headers: await holdfast.signIn('root', 'admin'),
  });
  expect(asAdmin.status).toBe(404);
});
