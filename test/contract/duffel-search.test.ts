import { inDays } from '../../sandbox/duffel/testing/client.js';
import { DuffelAccount, endOf } from '../support/duffel-account.js';

let account: DuffelAccount;
beforeEach(async () => {
  account = await DuffelAccount.open();
});
afterEach(() => account.close());

describe('searching', () => {
  test('finds offers, the cheapest first, with all that is needed to choose', async () => {
    const { searchId, offers, isComplete } = await account.search();
    expect(isComplete).toBe(true);
    expect(offers.length).toBeGreaterThan(2);
    const prices = offers.map(({ total }) => total.amount);
    expect(prices).toEqual(prices.toSorted((left, right) => left - right));
    for (const { slices, total, base, tax, passengers, airline } of offers) {
      expect(slices).toHaveLength(1);
      expect(slices[0]?.origin).toMatchObject({ iata: 'LIS', timezone: 'Europe/Lisbon' });
      expect(slices[0]?.destination).toMatchObject({ iata: 'FRA', timezone: 'Europe/Berlin' });
      expect((base?.amount ?? 0) + (tax?.amount ?? 0)).toBe(total.amount);
      expect(passengers).toEqual([{ passengerId: expect.stringMatching(/^pas_/), kind: 'adult' }]);
      expect(airline.iata).toMatch(/^[A-Z\d]{2}$/);
      for (const { departsAt, arrivesAt, departsAtLocal } of slices[0]?.segments ?? []) {
        expect(arrivesAt.getTime()).toBeGreaterThan(departsAt.getTime());
        expect(departsAtLocal.slice(0, 10)).toBe(inDays(21));
      }
      const [first, last] = [slices[0]?.segments[0], slices[0]?.segments.at(-1)];
      const flownMs = Number(last?.arrivesAt) - Number(first?.departsAt);
      expect(slices[0]?.durationMinutes).toBe(flownMs / 60_000);
    }
    expect(await account.supplier.listOffers(searchId)).toEqual(offers);
  });

  test('for families, and in a cabin', async () => {
    const { offers } = await account.search({ passengers: ['adult', 7, 1], cabin: 'business' });
    expect(offers[0]?.passengers.map(({ kind }) => kind)).toEqual(['adult', 'child', 'infant']);
    expect(offers[0]?.slices[0]?.segments[0]?.cabin).toBe('business');
  });

  test('an airline that does not answer is missing, and the search says that it is not complete', async () => {
    const all = await account.search();
    const airlines = new Set(all.offers.map(({ airline }) => airline.iata));
    expect(airlines.size).toBeGreaterThan(1);
    await account.control({ search: { airlines: { LH: null } } });
    const startMs = performance.now();
    const found = await account.search({}, 3_000);
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(found.isComplete).toBe(false);
    const others = found.offers.map(({ airline }) => airline.iata);
    expect(new Set(others)).toEqual(new Set([...airlines].filter((iata) => iata !== 'LH')));
  });

  test('an airport nobody knows is named', async () => {
    await expect(account.search({ origin: 'QQQ' })).rejects.toMatchObject({
      name: 'SupplierRefused',
      field: 'origin',
    });
    await expect(account.search({ destination: 'QQQ' })).rejects.toMatchObject({ field: 'destination' });
  });

  test('a search that is forgotten is not found', async () => {
    expect(await endOf(account.supplier.listOffers('orq_nothing'))).toBe('not_found');
  });
});

describe('an offer', () => {
  test('is read at its price of the moment', async () => {
    const offer = await account.anOffer();
    expect(await account.supplier.getOffer(offer.offerId)).toEqual(offer);
    await account.byHand(`offers/${offer.offerId}/reprice`, { total: 99_900 });
    expect((await account.supplier.getOffer(offer.offerId)).total).toEqual({
      amount: 99_900,
      currency: 'EUR',
    });
  });

  test('that is gone says how', async () => {
    const expired = await account.anOffer();
    await account.byHand(`offers/${expired.offerId}/expire`);
    expect(await endOf(account.supplier.getOffer(expired.offerId))).toBe('offer_expired');
    await account.control({ operation: 'get_offer', fault: 'offer_no_longer_available' });
    expect(await endOf(account.supplier.getOffer((await account.anOffer()).offerId))).toBe('sold_out');
    expect(await endOf(account.supplier.getOffer('off_nothing'))).toBe('not_found');
  });

  test('says what may be held and until when', async () => {
    await account.control({ offers: { instantOnly: true } });
    expect((await account.search()).offers.every(({ canBeHeld }) => !canBeHeld)).toBe(true);
    await account.control({
      offers: { instantOnly: false, paymentRequiredSeconds: 300, priceGuaranteeSeconds: null },
    });
    const offer = await account.anOffer();
    const heldMs = Number(offer.spaceGuaranteedUntil) - Date.now();
    expect(heldMs).toBeGreaterThan(290_000);
    expect(heldMs).toBeLessThan(301_000);
    expect(offer.priceGuaranteedUntil).toBeNull();
  });

  test('shows its seats, and what each costs whom', async () => {
    const offer = await account.anOffer({ passengers: ['adult', 'adult'] });
    const [map] = await account.supplier.getSeatMaps(offer.offerId);
    expect(map?.segmentId).toBe(offer.slices[0]?.segments[0]?.segmentId);
    const seats = map?.cabins.flatMap(({ rows }) => rows).flatMap((row) => row.seats) ?? [];
    expect(seats.some(({ isAvailable }) => !isAvailable)).toBe(true);
    const free = seats.find(({ isAvailable }) => isAvailable);
    expect(free?.services.map(({ passengerId }) => passengerId).toSorted()).toEqual(
      offer.passengers.map(({ passengerId }) => passengerId).toSorted(),
    );
    expect(await endOf(account.supplier.getSeatMaps('off_nothing'))).toBe('not_found');
  });
});
