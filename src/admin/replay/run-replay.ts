import type { INestApplicationContext } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { PrismaService } from '../../database/prisma.service.js';
import type { LedgerDifference } from '../../inventory/ledger.queries.js';
import { nightIn } from '../../stays/night.js';
import { CliError } from '../cli/cli-error.js';
import { verifyLedger } from '../cli/check-ledger.js';
import type { Progress } from '../cli/progress.js';
import type { Booking } from './booking-file.js';
import { runInOrder } from './ordered-run.js';
import { compareBooks, type BooksComparison } from './payment-books.js';
import { ReplayClient } from './replay-client.js';
import { signInGuests } from './replay-guests.js';
import { setUpReplayHotel, type ReplayHotel } from './replay-hotel.js';
import { findPredecessors, medianPrices, orderSteps, shiftDates } from './replay-plan.rules.js';
import { Replayer, type ReplayError, type ReplayTally } from './replayer.js';

export interface ReplayRun {
  readonly runId: string;
  readonly url: string;
  readonly bookings: readonly Booking[];
  /** Rooms by room type, and of those not named. */
  readonly totals: ReadonlyMap<string, number>;
  readonly defaultTotal: number;
  readonly overbookingPercent: number;
  readonly guests: number;
  readonly concurrency: number;
}

export interface ReplayResult extends ReplayTally {
  readonly runId: string;
  readonly hotelId: number;
  readonly bookings: number;
  readonly errorDetails: readonly ReplayError[];
  readonly seconds: number;
  readonly bookingsPerSecond: number;
  readonly requests: number;
  readonly repeats: number;
  readonly requestsPerSecond: number;
  readonly ledgerDifferences: readonly LedgerDifference[];
  /** Null when payments go to the real provider. */
  readonly books: BooksComparison | null;
}

/** What a night costs in a room type nobody has paid for. */
const fallbackPriceMinor = 10_000;

/**
 * Replays bookings against the server at `url` and checks what became of it: the ledger, and the sandbox's books.
 * Throws when the run cannot begin; what fails in it is in the result.
 */
export async function runReplay(
  services: INestApplicationContext,
  run: ReplayRun,
  progress: Progress,
): Promise<ReplayResult> {
  const config = services.get(AppConfig);
  const prisma = services.get(PrismaService);
  const { bookings, runId, concurrency } = run;
  const { bookingHorizonDays: horizonDays } = config;
  const shift = shiftDates(bookings, { today: nightIn('UTC', new Date()), horizonDays });
  if ('tooLong' in shift) throw new CliError(shift.tooLong);

  const client = new ReplayClient(run.url);
  await assertRunning(client);
  const hotel = await setUp(prisma, run, horizonDays);
  await assertSameDatabase(client, hotel);
  const guests = await signInGuests(config, client, { runId, count: run.guests, concurrency });

  const replayer = new Replayer({ client, hotel, bookings, guests, runId, shiftDays: shift.days });
  const [requestsBefore, repeatsBefore] = [client.requests, client.repeats];
  const seconds = await replay(replayer, run, progress);
  const [requests, repeats] = [client.requests - requestsBefore, client.repeats - repeatsBefore];
  const { differences } = await verifyLedger(services, progress);
  const books =
    config.stripeApiKey === undefined
      ? await compareBooks(prisma, { sandboxUrl: config.paymentProviderUrl, ...hotel })
      : null;
  return {
    runId,
    hotelId: hotel.hotelId,
    bookings: bookings.length,
    ...replayer.tally,
    errorDetails: replayer.errors,
    seconds,
    bookingsPerSecond: bookings.length / seconds,
    requests,
    repeats,
    requestsPerSecond: requests / seconds,
    ledgerDifferences: differences,
    books,
  };
}

/** Runs all steps in their order; returns how long it took, in seconds. */
async function replay(
  replayer: Replayer,
  { bookings, concurrency }: ReplayRun,
  progress: Progress,
): Promise<number> {
  const steps = orderSteps(bookings);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  let done = 0;
  try {
    await runInOrder(findPredecessors(steps), concurrency, async (index, letNextGo) => {
      const step = steps[index];
      if (step !== undefined) await replayer.perform(step, letNextGo);
      done += 1;
      progress.update('Replaying', done, steps.length, `${Math.round(done / seconds())} steps/s`);
    });
  } finally {
    progress.stop();
  }
  return seconds();
}

function setUp(prisma: PrismaService, run: ReplayRun, horizonDays: number): Promise<ReplayHotel> {
  const prices = medianPrices(run.bookings, { fallbackMinor: fallbackPriceMinor });
  const unknown = [...run.totals.keys()].filter((roomType) => !prices.has(roomType));
  if (unknown.length > 0) throw new CliError(`No booking is for a room type ${unknown.join(', ')}.`);
  const totals = new Map([...prices.keys()].map((type) => [type, run.totals.get(type) ?? run.defaultTotal]));
  const { runId, overbookingPercent } = run;
  return setUpReplayHotel(prisma, { runId, prices, totals, overbookingPercent, horizonDays });
}

async function assertRunning(client: ReplayClient): Promise<void> {
  const impatient = new ReplayClient(client.baseUrl, 0);
  const answer = await impatient.send({ method: 'GET', path: '/ping' }).catch((error: unknown) => {
    throw new CliError(
      `Nothing answers at ${client.baseUrl}: start Holdfast with npm start, or name it with --url.`,
      {
        cause: error,
      },
    );
  });
  if (answer.body['message'] !== 'pong') throw new CliError(`${client.baseUrl} is not a Holdfast server.`);
}

/** A server on another database would refuse every single booking. */
async function assertSameDatabase(client: ReplayClient, { hotelId }: ReplayHotel): Promise<void> {
  const { body } = await client.send({ method: 'GET', path: `/v1/hotels/${hotelId}/rooms` });
  const isKnown = JSON.stringify(body).includes('"roomTypeId"');
  if (!isKnown)
    throw new CliError(`The server at ${client.baseUrl} does not use the database of this command.`);
}
