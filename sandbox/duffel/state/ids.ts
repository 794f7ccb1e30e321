import { randomText } from '../../common/random-text.js';

/** An id as Duffel writes it: `ord_0000…`. */
export function newId(prefix: string): string {
  return `${prefix}_0000${randomText(18)}`;
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A booking reference of an airline: six characters. */
export function newBookingReference(): string {
  return [...randomText(6)].map((letter) => letters[letter.charCodeAt(0) % letters.length]).join('');
}

/** The number of an electronic ticket: thirteen digits. */
export function newTicketNumber(): string {
  return [...randomText(13)].map((letter) => letter.charCodeAt(0) % 10).join('');
}
