import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { retryOnSerialization } from '../database/sql-error.js';
import { HorizonMetrics } from './horizon-metrics.js';
import { rollForward } from './horizon.queries.js';

/**
 * Nights opened beyond the last that can be booked: hotels are rolled forward within an hour of their midnight, and in
 * that hour the last night is there already.
 */
const spareNights = 1;
/** Rows one statement writes, a tenth of a second or two: rooms of its hotels cannot be changed for that long. */
const rowsPerStatement = 2_000;
/** Hotels somebody is changing are tried again, so often and with this pause; then they wait for the next run. */
const maxRounds = 5;
const pauseMs = 1_000;

export interface HorizonReport {
  /** Hotels that were given nights, or had some retired. */
  readonly hotels: number;
  readonly nightsOpened: number;
  readonly nightsRetired: number;
  /** Hotels whose rooms were being changed all the while; the next run sees to them. */
  readonly hotelsLeft: number;
}

/** What a run has done so far. */
type Tally = { -readonly [Field in keyof HorizonReport]: HorizonReport[Field] };

export interface RollOptions {
  /** Looked at between two statements. */
  readonly isStopping?: () => boolean;
  readonly onProgress?: (soFar: { readonly hotels: number; readonly nightsOpened: number }) => void;
}

/** Keeps the nights of every hotel open up to the booking horizon and some weeks more, and retires those long past. */
@Injectable()
export class HorizonService {
  private readonly logger = new Logger('Horizon');

  constructor(
    private readonly prisma: PrismaService,
    private readonly config: AppConfig,
    private readonly metrics: HorizonMetrics,
  ) {}

  /**
   * Rolls every hotel forward whose day has come since it was rolled last, however long ago that was. In short
   * statements, each complete in itself; two runs at a time share the work. A run that did something leaves one entry in
   * the audit trail, also when it fails half way.
   */
  async rollForward(actor: Actor, options: RollOptions = {}): Promise<HorizonReport> {
    const sum: Tally = { hotels: 0, nightsOpened: 0, nightsRetired: 0, hotelsLeft: 0 };
    try {
      await this.rollAll(sum, options);
    } finally {
      await this.tell(sum, actor);
    }
    this.report(sum);
    return sum;
  }

  /** Adds to `sum` what each statement did, once it did it. */
  private async rollAll(sum: Tally, { isStopping = () => false, onProgress }: RollOptions): Promise<void> {
    for (let round = 1; round <= maxRounds && !isStopping(); round += 1) {
      if (round > 1) await delay(pauseMs);
      sum.hotelsLeft = 0;
      let after: number | null = 0;
      while (after !== null && !isStopping()) {
        const step = await this.rollSome(after);
        sum.hotels += step.hotels;
        sum.nightsOpened += step.opened;
        sum.nightsRetired += step.retired;
        sum.hotelsLeft += step.busy;
        after = step.lastListingId;
        onProgress?.(sum);
      }
      if (sum.hotelsLeft === 0) break;
    }
  }

  /** One entry for all of it: a line for each room type of each hotel, every day, would bury what people did. */
  private async tell({ hotels, nightsOpened, nightsRetired }: HorizonReport, actor: Actor): Promise<void> {
    if (nightsOpened + nightsRetired === 0) return;
    const after = { hotels, nightsOpened, nightsRetired };
    await writeAudit(this.prisma, actor, { action: 'set', kind: 'inventory', id: 'horizon', after });
  }

  private async rollSome(afterListingId: number) {
    const { bookingHorizonDays, inventoryKeptDays } = this.config;
    const step = await retryOnSerialization(() =>
      rollForward(this.prisma, {
        afterListingId,
        nightsAhead: bookingHorizonDays + spareNights,
        nightsKept: inventoryKeptDays,
        maxRows: rowsPerStatement,
      }),
    );
    this.metrics.count(step);
    return step;
  }

  private report({ hotels, nightsOpened, nightsRetired, hotelsLeft }: HorizonReport): void {
    if (nightsOpened + nightsRetired > 0) {
      this.logger.log(`${nightsOpened} night(s) of ${hotels} hotel(s) opened, ${nightsRetired} retired`);
    }
    if (hotelsLeft > 0)
      this.logger.warn(`${hotelsLeft} hotel(s) were being changed and wait for the next run`);
  }
}
