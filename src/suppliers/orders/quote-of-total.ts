import type { QuoteDto } from '../../pricing/quote.dto.js';
import type { Money } from '../money.js';

/** A supplier's price as a quote: one line, for all travellers together. */
export function quoteOfTotal({ amount, currency }: Money, date: string): QuoteDto {
  const total = { amount, currency };
  const line = { date, quantity: 1, basePrice: total, rate: 1, occupancyFactor: 1, amount: total };
  return { currency, total, lines: [line] };
}
