import { addDays } from '../../../src/stays/night.js';
import type { Random } from '../../../test/chaos/random.js';
import type { Bench } from '../../world/bench.js';
import type { Catalogue } from '../../world/catalogue.js';
import type { PayingGuest, StayWish } from './plan.js';

const nightsOfStay = 3;
const atATime = 16;

/** Guests with a saved card that pays; saved through the API, so the provider knows it, too. */
export async function payingGuests(bench: Bench, url: string, count: number): Promise<PayingGuest[]> {
  // A sandbox that was just started knows none of the customers of the one before.
  await bench.sql.query('TRUNCATE guest_customer, payment_method');
  const tokens = await bench.tokens(count);
  const guests: PayingGuest[] = [];
  for (let from = 0; from < tokens.length; from += atATime) {
    guests.push(
      ...(await Promise.all(tokens.slice(from, from + atATime).map((token) => saveCard(url, token)))),
    );
  }
  return guests;
}

async function saveCard(url: string, token: string): Promise<PayingGuest> {
  const answer = await fetch(`${url}/v1/payment-methods`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ token: 'pm_card_visa' }),
  });
  if (answer.status !== 201) throw new Error(`a card was not saved: ${answer.status} ${await answer.text()}`);
  const { paymentMethodId } = (await answer.json()) as { paymentMethodId: string };
  return { token, paymentMethodId };
}

/** Stays of three nights, spread evenly over all room types and nights. */
export function randomStays(catalogue: Catalogue, count: number, random: Random): StayWish[] {
  return Array.from({ length: count }, () => {
    const startDate = addDays(catalogue.firstNight, random.int(0, catalogue.nights - nightsOfStay));
    return { ...random.pick(catalogue.roomTypes), startDate, endDate: addDays(startDate, nightsOfStay) };
  });
}
