import fc from 'fast-check';
import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import {
  basePriceMinor,
  createFlight,
  createHotel,
  decide,
  firstNight,
  holdTaker,
  ledgerDifferences,
  letPass,
  wish,
  type TestListing,
} from '../../test/support/ledger.js';
import type { PrismaService } from '../database/prisma.service.js';
import { addDays, countNights, listNights } from '../stays/night.js';
import { listAvailability } from './availability.views.js';
import type { HoldTaker } from './hold-taker.js';
import { expireHolds, expireHoldsNowait, expireOverdueHolds } from './expiry.queries.js';
import { releaseLiveHolds, setTotal } from './ledger.queries.js';
import type { TakeRequest } from './take.js';

const nights = 9;
const hotelTotals = [1, 2, 10];
const seats = 3;
const unknownSku = 3;

let database: TestDatabase;
let prisma: PrismaService;
let taker: HoldTaker;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
  taker = holdTaker(prisma);
});

afterAll(async () => {
  await prisma.close();
  await database.drop();
});

// The model -------------------------------------------------------------------------------------------------------

interface ModelHold {
  readonly request: TakeRequest;
  status: string;
  overdue: boolean;
}

/** What the ledger must do, with one map of limits, one of holds, and no idea of locks, counters or time. */
class Model {
  readonly limits = new Map<string, number>();
  readonly holds: ModelHold[] = [];

  used(row: string, statuses: readonly string[], except?: ModelHold): number {
    return this.holds
      .filter((hold) => hold !== except && statuses.includes(hold.status))
      .filter((hold) => !(hold.overdue && hold.status === 'active'))
      .reduce((sum, { request }) => sum + (wantedRows(request).get(row) ?? 0), 0);
  }

  available(row: string, except?: ModelHold): number {
    return (this.limits.get(row) ?? 0) - this.used(row, ['active', 'paying', 'confirmed'], except);
  }

  take(request: TakeRequest): string {
    const old = this.holds.find((hold) => hold.request.holdId === request.replacesHoldId);
    if (request.replacesHoldId !== undefined) {
      if (old?.request.guestId !== request.guestId || old.request.listingId !== request.listingId)
        return 'replaced_not_found';
      if (old.status === 'active' && old.overdue) return 'replaced_expired';
      if (old.status !== 'active') return `replaced_${old.status}`;
    }
    const wanted = [...wantedRows(request)];
    if (!wanted.every(([row, quantity]) => this.available(row, old) >= quantity)) return 'sold_out';
    if (priceOf(request) > (request.expectedTotalMinor ?? Infinity)) return 'price_changed';
    if (old !== undefined) old.status = 'released';
    this.holds.push({ request, status: 'active', overdue: false });
    return 'held';
  }

  settle(hold: ModelHold, from: string, to: string): boolean {
    if (hold.status !== from) return false;
    hold.status = to;
    return true;
  }
}

function wantedRows({ listingId, items, startDate, endDate }: TakeRequest): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { skuId, quantity } of items)
    for (const date of listNights(startDate, endDate)) {
      const row = rowOf(listingId, skuId, date);
      wanted.set(row, (wanted.get(row) ?? 0) + quantity);
    }
  return wanted;
}

function rowOf(listingId: number, skuId: number, date: string): string {
  return [listingId, skuId, date].join('/');
}

function priceOf({ items, startDate, endDate }: TakeRequest): number {
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return units * countNights(startDate, endDate) * basePriceMinor;
}

// Commands --------------------------------------------------------------------------------------------------------

interface Ask {
  readonly flight: boolean;
  /** Places among the listing's SKUs; one past the last is a SKU that does not exist. */
  readonly items: readonly { readonly sku: number; readonly quantity: number }[];
  readonly from: number;
  readonly nights: number;
  /** Which of the holds so far to replace, if any. */
  readonly replaces: number | undefined;
  readonly stranger: boolean;
  /** What the guest would pay at most, relative to the price. */
  readonly surplus: number | undefined;
}

type Command =
  | { readonly kind: 'take'; readonly asks: readonly Ask[] }
  | { readonly kind: 'total'; readonly sku: number; readonly from: number; readonly total: number }
  | {
      readonly kind: 'release' | 'expire' | 'expireNowait' | 'overdue' | 'pay' | 'sweep';
      readonly hold: number;
    }
  | { readonly kind: 'settle'; readonly hold: number; readonly step: readonly [from: string, to: string] };

const steps = [
  ['paying', 'confirmed'],
  ['paying', 'expired'],
  ['paying', 'released'],
  ['confirmed', 'canceled'],
] as const;

const anyHold = fc.nat({ max: 40 });
const anySku = fc.oneof(
  { weight: 15, arbitrary: fc.nat({ max: 2 }) },
  { weight: 1, arbitrary: fc.constant(unknownSku) },
);
const anyAsk: fc.Arbitrary<Ask> = fc.record({
  flight: fc.boolean(),
  items: fc.array(fc.record({ sku: anySku, quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  from: fc.nat({ max: 4 }),
  nights: fc.integer({ min: 1, max: 7 }),
  replaces: fc.option(anyHold, { nil: undefined, freq: 3 }),
  stranger: fc.boolean(),
  surplus: fc.option(fc.integer({ min: -1, max: 1 }), { nil: undefined, freq: 4 }),
});
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('take'),
      asks: fc.array(anyAsk, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('total'),
      sku: fc.nat({ max: 2 }),
      from: fc.nat({ max: 4 }),
      total: fc.nat({ max: 12 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('release', 'expire', 'expireNowait', 'overdue', 'overdue', 'pay', 'pay', 'sweep'),
      hold: anyHold,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('settle'), hold: anyHold, step: fc.constantFrom(...steps) }),
  },
);

/** A model and the real thing side by side: each command is done to both, and each answer compared. */
class Trial {
  readonly model = new Model();

  constructor(
    private readonly hotel: TestListing,
    private readonly flight: TestListing,
  ) {
    for (const date of listNights(firstNight, addDays(firstNight, nights)))
      for (const [index, skuId] of hotel.skuIds.entries())
        this.model.limits.set(rowOf(hotel.listingId, skuId, date), limitOf(hotelTotals[index] ?? 0));
    for (const skuId of flight.skuIds) this.model.limits.set(rowOf(flight.listingId, skuId, firstNight), 1);
  }

  async run(command: Command): Promise<void> {
    if (command.kind === 'take') return this.take(command.asks);
    if (command.kind === 'total') return this.setTotal(command);
    const hold = this.model.holds[command.hold % Math.max(1, this.model.holds.length)];
    if (hold === undefined) return;
    const { holdId, listingId } = hold.request;
    switch (command.kind) {
      case 'release': {
        const [released] = await releaseLiveHolds(prisma, [{ listingId, holdId }], 'released_by_guest');
        expect(released).toBe(!hold.overdue && this.model.settle(hold, 'active', 'released'));
        return;
      }
      case 'settle': {
        const [from, to] = command.step;
        const settled = await prisma.$queryRaw<unknown[]>`
          SELECT ledger_settle(${listingId}::integer, ${[holdId, holdId]}::uuid[], ${from}, ${to}, NULL)::text`;
        expect(settled.length === 1).toBe(this.model.settle(hold, from, to));
        return;
      }
      case 'pay':
        // What reservation_begin does to a hold.
        await prisma.$executeRaw`
          UPDATE hold SET status = 'paying', grace_until = expires_at
          WHERE hold_id = ${holdId}::uuid AND status = 'active' AND expires_at > clock_timestamp()`;
        if (!hold.overdue) this.model.settle(hold, 'active', 'paying');
        return;
      case 'overdue':
        await letPass(prisma, [holdId]);
        hold.overdue = true;
        return;
      case 'expire':
        await expireHolds(prisma, [holdId]);
        this.expire((other) => other === hold);
        return;
      case 'expireNowait':
        await expireHoldsNowait(prisma, [holdId]);
        this.expire((other) => other === hold);
        return;
      case 'sweep':
        await expireOverdueHolds(prisma, { limit: 1_000 });
        this.expire(() => true);
    }
  }

  /** Everyone may see this at any moment: what is held and reserved, holds past their deadline left out. */
  async compareCounters(): Promise<void> {
    for (const { listingId, skuIds } of [this.hotel, this.flight]) {
      const endDate = addDays(firstNight, nights);
      const seen = await listAvailability(prisma, { listingId, startDate: firstNight, endDate });
      for (const skuId of skuIds)
        for (const { date, limit, held, reserved, available } of seen.get(skuId) ?? []) {
          const row = rowOf(listingId, skuId, date);
          expect({ row, limit, held, reserved, available }).toEqual({
            row,
            limit: this.model.limits.get(row) ?? 0,
            held: this.model.used(row, ['active', 'paying']),
            reserved: this.model.used(row, ['confirmed']),
            available: Math.max(0, this.model.available(row)),
          });
        }
    }
  }

  /** After a sweep the stored rows themselves agree, and so do the states of all holds. */
  async compareEnd(): Promise<void> {
    await this.run({ kind: 'sweep', hold: 0 });
    expect(await ledgerDifferences(prisma)).toEqual([]);
    const stored = await prisma.hold.findMany({
      where: { listingId: { in: [this.hotel.listingId, this.flight.listingId] } },
    });
    const statuses = new Map(stored.map(({ holdId, status }) => [holdId, status]));
    expect(statuses).toEqual(
      new Map(this.model.holds.map(({ request, status }) => [request.holdId, status])),
    );
  }

  private async take(asks: readonly Ask[]): Promise<void> {
    const requests = asks.map((ask) => this.request(ask));
    const verdicts = await decide(taker, requests);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(
      requests.map((request) => this.model.take(request)),
    );
    for (const [index, verdict] of verdicts.entries()) {
      const request = requests[index];
      if (request === undefined) continue;
      if ('quote' in verdict) expect(verdict.quote.totalMinor).toBe(priceOf(request));
      if (verdict.outcome !== 'sold_out') continue;
      // Never refused without saying by what.
      const wanted = wantedRows(request);
      expect(verdict.blocking).not.toEqual([]);
      for (const { skuId, date, available } of verdict.blocking)
        expect(available).toBeLessThan(wanted.get(rowOf(request.listingId, skuId, date)) ?? 0);
    }
  }

  private request(ask: Ask): TakeRequest {
    const { listingId, skuIds } = ask.flight ? this.flight : this.hotel;
    const old =
      ask.replaces === undefined || this.model.holds.length === 0
        ? undefined
        : this.model.holds[ask.replaces % this.model.holds.length]?.request;
    const request = wish({
      listingId,
      items: ask.items.map(({ sku, quantity }) => ({ skuId: skuIds[sku] ?? 2_147_483_647, quantity })),
      from: ask.flight ? 0 : ask.from,
      nights: ask.flight ? 1 : ask.nights,
      replacesHoldId: old?.holdId,
      ...(old !== undefined && !ask.stranger && { guestId: old.guestId }),
    });
    return ask.surplus === undefined
      ? request
      : { ...request, expectedTotalMinor: priceOf(request) + ask.surplus };
  }

  private async setTotal({ sku, from, total }: Command & { kind: 'total' }): Promise<void> {
    const { listingId, skuIds } = this.hotel;
    const skuId = skuIds[sku] ?? 0;
    const range = { startDate: addDays(firstNight, from), endDate: addDays(firstNight, from + 3) };
    expect(await setTotal(prisma, { listingId, skuId, total, ...range })).toBe(3);
    for (const date of listNights(range.startDate, range.endDate))
      this.model.limits.set(rowOf(listingId, skuId, date), limitOf(total));
  }

  private expire(isMeant: (hold: ModelHold) => boolean): void {
    for (const hold of this.model.holds)
      if (hold.overdue && isMeant(hold)) this.model.settle(hold, 'active', 'expired');
  }
}

function limitOf(total: number): number {
  return Math.floor((total * 110) / 100);
}

test('whatever is asked in whatever order, the ledger does what ten lines of arithmetic say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 25 }), async (commands) => {
      const trial = new Trial(
        await createHotel(prisma, { totals: hotelTotals, nights }),
        await createFlight(prisma, seats),
      );
      for (const command of commands) {
        await trial.run(command);
        await trial.compareCounters();
      }
      await trial.compareEnd();
    }),
    { numRuns: Number(process.env['LEDGER_RUNS'] ?? 100) },
  );
});
