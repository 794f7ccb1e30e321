import { Injectable } from '@nestjs/common';
import { writeAudit } from '../../../audit/write-audit.js';
import type { Actor } from '../../../audit/actor.js';
import { inTransaction } from '../../../database/in-transaction.js';
import { PrismaService } from '../../../database/prisma.service.js';
import { sqlState, sqlStates } from '../../../database/sql-error.js';
import { DomainError } from '../../../errors/domain-error.js';
import { cursorCodec } from '../../../http/cursor.js';
import { assertCurrent } from '../../../http/etag.js';
import { toPage, type Page, type PageQuery } from '../../../http/page.dto.js';
import type { ChangeBy } from '../change-by.js';
import { stillUsed } from '../removal.js';
import type { AircraftTypeChangesDto, AircraftTypeDto } from './aircraft.dto.js';
import { lockAircraft } from './aircraft.queries.js';

const aircraftCursor = cursorCodec('aircraft', ['text']);

/** Types of aircraft. */
@Injectable()
export class AircraftService {
  constructor(private readonly prisma: PrismaService) {}

  /** Types by code. Error: `invalid_cursor`. */
  async list({ limit, cursor }: PageQuery): Promise<Page<AircraftTypeDto>> {
    const after = cursor === undefined ? '' : aircraftCursor.decode(cursor)[0];
    const rows = await this.prisma.aircraft.findMany({
      where: { code: { gt: after } },
      orderBy: { code: 'asc' },
      take: limit + 1,
    });
    return toPage(rows, limit, (last) => aircraftCursor.encode([last.code]));
  }

  /** Error: `aircraft_not_found`. */
  async get(code: string): Promise<AircraftTypeDto> {
    const aircraft = await this.prisma.aircraft.findUnique({ where: { code } });
    if (aircraft === null) throw aircraftNotFound(code);
    return aircraft;
  }

  /** Error: `code_taken`. */
  async add(aircraft: AircraftTypeDto, actor: Actor): Promise<AircraftTypeDto> {
    try {
      return await inTransaction(this.prisma, async (tx) => {
        const { code, name, seats } = aircraft;
        const after = await tx.aircraft.create({ data: { code, name, seats } });
        await writeAudit(tx, actor, { action: 'created', kind: 'aircraft', id: code, after });
        return after;
      });
    } catch (error) {
      if (sqlState(error) !== sqlStates.uniqueViolation) throw error;
      throw takenBy(error, aircraft.code);
    }
  }

  /** Changes what was read; seat maps and flights that are there keep their seats. Errors: `aircraft_not_found`, 412. */
  async change(
    code: string,
    changes: AircraftTypeChangesDto,
    { actor, ifMatch }: ChangeBy,
  ): Promise<AircraftTypeDto> {
    return inTransaction(this.prisma, async (tx) => {
      const before = await lockAircraft(tx, code);
      if (before === undefined) throw aircraftNotFound(code);
      assertCurrent(ifMatch, before);
      const after = await tx.aircraft.update({ where: { code }, data: { ...changes } });
      await writeAudit(tx, actor, { action: 'changed', kind: 'aircraft', id: code, before, after });
      return after;
    });
  }

  /** Errors: `aircraft_not_found`, `still_used` while it has flights or seat maps, 412. */
  async remove(code: string, { actor, ifMatch }: ChangeBy): Promise<void> {
    try {
      await inTransaction(this.prisma, async (tx) => {
        const before = await lockAircraft(tx, code);
        if (before === undefined) throw aircraftNotFound(code);
        assertCurrent(ifMatch, before);
        await tx.aircraft.delete({ where: { code } });
        await writeAudit(tx, actor, { action: 'removed', kind: 'aircraft', id: code, before });
      });
    } catch (error) {
      throw stillUsed(error) ?? error;
    }
  }
}

export function aircraftNotFound(code: string): DomainError {
  return new DomainError('not_found', 'aircraft_not_found', `There is no aircraft ${code}`, { code });
}

/** The refusal of a code that is in use. */
export function takenBy(cause: unknown, code: string): DomainError {
  return new DomainError('conflict', 'code_taken', `The code ${code} is taken`, { code }, { cause });
}
