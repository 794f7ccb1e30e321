import { setTimeout as delay } from 'node:timers/promises';
import type { PrismaService } from '../../database/prisma.service.js';
import { CliError } from '../cli/cli-error.js';
import { listReservationMoney } from './reservation-money.views.js';

/** A reservation for which the provider has other money than our database says. */
export interface MoneyMismatch {
  readonly reservationId: string;
  /** In minor units: what our database says is kept, and what the provider's books say. */
  readonly expectedMinor: number;
  readonly actualMinor: number;
}

export interface BooksComparison {
  readonly reservations: number;
  readonly payments: number;
  readonly mismatches: readonly MoneyMismatch[];
}

export interface HotelBooks {
  readonly sandboxUrl: string;
  readonly hotelId: number;
  /** Payments before it are not this hotel's: an older database may have used its number. */
  readonly createdAt: Date;
}

interface BookEntry {
  readonly captured: number;
  readonly refunded: number;
  readonly created: number;
  readonly metadata: Readonly<Record<string, string | undefined>>;
}

/** Refunds are sent by a worker after the cancellation: the books are given this long without any change. */
const patienceMs = 30_000;
const lookEveryMs = 500;
/** The sandbox counts in whole seconds, by its own clock. */
const clockToleranceSeconds = 60;

/**
 * Compares the sandbox's books with the database for every reservation of a hotel: captured less refunded. Waits for
 * refunds that are still on their way.
 */
export async function compareBooks(prisma: PrismaService, books: HotelBooks): Promise<BooksComparison> {
  let comparison = await compareOnce(prisma, books);
  let lastChange = performance.now();
  while (comparison.mismatches.length > 0 && performance.now() - lastChange < patienceMs) {
    await delay(lookEveryMs);
    const next = await compareOnce(prisma, books);
    if (next.mismatches.length !== comparison.mismatches.length) lastChange = performance.now();
    comparison = next;
  }
  return comparison;
}

async function compareOnce(
  prisma: PrismaService,
  { sandboxUrl, hotelId, createdAt }: HotelBooks,
): Promise<BooksComparison> {
  const since = createdAt.getTime() / 1_000 - clockToleranceSeconds;
  const entries = (await readBooks(sandboxUrl)).filter(
    ({ created, metadata }) => metadata['listing_id'] === String(hotelId) && created >= since,
  );
  const actual = new Map<string, number>();
  for (const { captured, refunded, metadata } of entries) {
    const reservationId = metadata['reservation_id'] ?? '';
    actual.set(reservationId, (actual.get(reservationId) ?? 0) + captured - refunded);
  }
  const reservations = await listReservationMoney(prisma, hotelId);
  const expected = new Map(reservations.map(({ reservationId, keptMinor }) => [reservationId, keptMinor]));
  // Both sides: money for a reservation that does not exist is a mismatch too.
  const mismatches = [...new Set([...expected.keys(), ...actual.keys()])]
    .map((reservationId) => ({
      reservationId,
      expectedMinor: expected.get(reservationId) ?? 0,
      actualMinor: actual.get(reservationId) ?? 0,
    }))
    .filter(({ expectedMinor, actualMinor }) => expectedMinor !== actualMinor);
  return { reservations: reservations.length, payments: entries.length, mismatches };
}

async function readBooks(sandboxUrl: string): Promise<readonly BookEntry[]> {
  try {
    const response = await fetch(`${sandboxUrl}/_sandbox/books`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    const books = (await response.json()) as { payments: BookEntry[] };
    return books.payments;
  } catch (error) {
    throw new CliError(`The books of the payment sandbox at ${sandboxUrl} cannot be read`, { cause: error });
  }
}
