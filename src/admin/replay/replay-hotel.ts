import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLineActor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import { importCatalogue } from '../../catalog/import/import-catalogue.js';
import type { PrismaService } from '../../database/prisma.service.js';
import { CliError } from '../cli/cli-error.js';

export interface ReplayHotelPlan {
  /** Names the run; the same run finds its hotel again. */
  readonly runId: string;
  /** Price of a night by room type. */
  readonly prices: ReadonlyMap<string, number>;
  /** Rooms by room type. */
  readonly totals: ReadonlyMap<string, number>;
  readonly overbookingPercent: number;
  readonly horizonDays: number;
}

export interface ReplayHotel {
  readonly hotelId: number;
  readonly roomTypeIds: ReadonlyMap<string, number>;
  readonly createdAt: Date;
}

/**
 * A hotel of the run's own, by the same import any hotel comes by: a room type for each of the file's, all nights up
 * to the horizon open, cancellation free until arrival. In UTC, so that its today is ours.
 */
export async function setUpReplayHotel(prisma: PrismaService, plan: ReplayHotelPlan): Promise<ReplayHotel> {
  const code = `REPLAY-${plan.runId}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-replay-'));
  try {
    writeFileSync(path.join(folder, 'hotels.csv'), hotelCsv(code, plan));
    writeFileSync(path.join(folder, 'room_types.csv'), roomTypeCsv(code, plan));
    const report = await importCatalogue(prisma, { folder, horizonDays: plan.horizonDays });
    const [problem] = report.problems;
    if (problem !== undefined) throw new CliError(`The hotel cannot be set up: ${problem.reason}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { listingId, createdAt } = await prisma.listing.findUniqueOrThrow({
    where: { code },
    select: { listingId: true, createdAt: true },
  });
  await writeAudit(prisma, commandLineActor(), {
    action: 'imported',
    kind: 'hotel',
    id: listingId,
    listingId,
    after: { code },
  });
  const types = await prisma.roomType.findMany({ where: { listingId }, select: { code: true, skuId: true } });
  return {
    hotelId: listingId,
    createdAt,
    roomTypeIds: new Map(types.map((type) => [type.code, type.skuId])),
  };
}

function hotelCsv(code: string, { runId, overbookingPercent }: ReplayHotelPlan): string {
  return csv({
    code,
    name: `Replay ${runId}`,
    description: 'Made by the replay command for the bookings of one run.',
    city: 'Replay',
    country: 'ZZ',
    timezone: 'UTC',
    currency: 'EUR',
    overbooking_percent: overbookingPercent,
    free_cancellation_hours: 0,
    cancellation_fee_percent: 0,
  });
}

function roomTypeCsv(code: string, { prices, totals, overbookingPercent }: ReplayHotelPlan): string {
  return csv(
    ...[...prices].map(([roomType, priceMinor]) => ({
      hotel_code: code,
      code: roomType,
      name: `Room ${roomType}`,
      max_guests: 50,
      base_price: (priceMinor / 100).toFixed(2),
      rooms: totals.get(roomType) ?? 0,
      overbooking_percent: overbookingPercent,
    })),
  );
}

/** None of the values has a comma, a quote or a line break. */
function csv(...rows: Record<string, string | number>[]): string {
  const head = Object.keys(rows[0] ?? {}).join(',');
  return [head, ...rows.map((row) => Object.values(row).join(','))].join('\n');
}
