import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../audit/actor.js';
import { writeAudit } from '../../../audit/write-audit.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { sqlState, sqlStates } from '../../../database/sql-error.js';
import { DomainError } from '../../../errors/domain-error.js';
import { invalidFields } from '../../../errors/invalid-request.js';
import { cursorCodec } from '../../../http/cursor.js';
import { assertCurrent } from '../../../http/etag.js';
import { toPage, type Page } from '../../../http/page.dto.js';
import type { ChangeBy } from '../change-by.js';
import type {
  CabinPlanDto,
  NewSeatMapDto,
  SeatMapChangesDto,
  SeatMapsQuery,
  SeatMapTemplateDto,
} from './aircraft.dto.js';
import {
  insertSeatMap,
  listSeatMaps,
  lockSeatMap,
  updateSeatMap,
  lockAircraft,
  type SeatMapRow,
} from './aircraft.queries.js';
import { aircraftNotFound, takenBy } from './aircraft.service.js';
import { readPlan } from './read-plan.js';
import { capacityOf, faultsOf, type CabinPlan } from './seat-map.rules.js';

const seatMapCursor = cursorCodec('seat maps', ['text']);

/** How aircraft are fitted. Flights are made from a seat map, and keep what they were made with. */
@Injectable()
export class SeatMapsService {
  constructor(private readonly prisma: PrismaService) {}

  /** Seat maps by code. Error: `invalid_cursor`. */
  async list({ limit, cursor, aircraft }: SeatMapsQuery): Promise<Page<SeatMapTemplateDto>> {
    const after = cursor === undefined ? '' : seatMapCursor.decode(cursor)[0];
    const rows = await listSeatMaps(this.prisma, { aircraft, after, limit: limit + 1 });
    return toPage(rows.map(toSeatMapDto), limit, (last) => seatMapCursor.encode([last.code]));
  }

  /** Error: `seat_map_not_found`. */
  async get(code: string): Promise<SeatMapTemplateDto> {
    const row = await this.prisma.seatMap.findUnique({ where: { code } });
    if (row === null) throw seatMapNotFound(code);
    const cabins = row.cabins as unknown as CabinPlan[];
    return toSeatMapDto({ code, aircraft: row.aircraftCode, name: row.name, cabins });
  }

  /** Errors: `aircraft_not_found`, `code_taken`, 400 for cabins that do not fit. */
  async add(map: NewSeatMapDto, actor: Actor): Promise<SeatMapTemplateDto> {
    const cabins = map.cabins.map(planAt);
    const row = { code: map.code, aircraft: map.aircraft, name: map.name, cabins };
    try {
      await inTransaction(this.prisma, async (tx) => {
        const aircraft = await lockAircraft(tx, row.aircraft);
        if (aircraft === undefined) throw aircraftNotFound(row.aircraft);
        assertFits(cabins, aircraft.seats);
        await insertSeatMap(tx, row);
        await writeAudit(tx, actor, { action: 'created', kind: 'seat_map', id: row.code, after: row });
      });
    } catch (error) {
      if (sqlState(error) !== sqlStates.uniqueViolation) throw error;
      throw takenBy(error, row.code);
    }
    return toSeatMapDto(row);
  }

  /** Changes what was read. Errors: `seat_map_not_found`, 412, 400 for cabins that do not fit. */
  async change(
    code: string,
    changes: SeatMapChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<SeatMapTemplateDto> {
    return inTransaction(this.prisma, async (tx) => {
      const before = await lockSeatMap(tx, code);
      if (before === undefined) throw seatMapNotFound(code);
      assertCurrent(ifMatch, toSeatMapDto(before));
      const aircraft = await lockAircraft(tx, before.aircraft);
      const cabins = changes.cabins?.map(planAt) ?? before.cabins;
      if (changes.cabins !== undefined) assertFits(cabins, aircraft?.seats ?? 0);
      const after = { ...before, name: changes.name ?? before.name, cabins };
      await updateSeatMap(tx, after);
      await writeAudit(tx, actor, { action: 'changed', kind: 'seat_map', id: code, before, after });
      return toSeatMapDto(after);
    });
  }

  /** Flights that were made from it stay. Errors: `seat_map_not_found`, 412. */
  async remove(code: string, { actor, ifMatch }: ChangeBy): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      const before = await lockSeatMap(tx, code);
      if (before === undefined) throw seatMapNotFound(code);
      assertCurrent(ifMatch, toSeatMapDto(before));
      await tx.seatMap.delete({ where: { code } });
      await writeAudit(tx, actor, { action: 'removed', kind: 'seat_map', id: code, before });
    });
  }
}

export function seatMapNotFound(code: string): DomainError {
  return new DomainError('not_found', 'seat_map_not_found', `There is no seat map ${code}`, { code });
}

function toSeatMapDto({ cabins, ...map }: SeatMapRow): SeatMapTemplateDto {
  const seats = cabins.reduce((sum, cabin) => sum + capacityOf(cabin), 0);
  return { ...map, cabins: cabins.map((cabin) => ({ ...cabin }) as CabinPlanDto), seats };
}

function planAt(cabin: CabinPlanDto, index: number): CabinPlan {
  return readPlan(cabin, `cabins.${index}.`);
}

function assertFits(cabins: readonly CabinPlan[], seats: number): void {
  const faults = faultsOf(cabins, seats);
  if (faults.length > 0) throw invalidFields(faults.map((fault) => ({ ...fault, code: 'does_not_fit' })));
}
