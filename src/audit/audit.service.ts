import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import type { AuditEntryDto, AuditQuery } from './audit.dto.js';
import { listAuditEntries, type AuditEntryRow } from './audit.views.js';

const auditCursor = cursorCodec('audit entries', ['instant', 'uuid']);

/** What was changed, and by whom. */
@Injectable()
export class AuditService {
  constructor(private readonly prisma: PrismaService) {}

  /** Changes, newest first. Errors: `invalid_cursor`, 400 for two listings at once. */
  async list({ cursor, hotelId, flightId, ...query }: AuditQuery): Promise<Page<AuditEntryDto>> {
    if (hotelId !== undefined && flightId !== undefined) {
      throw invalidField('flightId', 'not_together', 'flightId does not go with hotelId');
    }
    const [occurredAt, entryId] = cursor === undefined ? [] : auditCursor.decode(cursor);
    const rows = await listAuditEntries(this.prisma, {
      ...query,
      listingId: hotelId ?? flightId,
      after: occurredAt === undefined || entryId === undefined ? undefined : { occurredAt, entryId },
      limit: query.limit + 1,
    });
    const page = toPage(rows, query.limit, (last) => auditCursor.encode([last.occurredAt, last.entryId]));
    return { ...page, data: page.data.map(toAuditEntryDto) };
  }
}

function toAuditEntryDto({ listingId, requestId, ...entry }: AuditEntryRow): AuditEntryDto {
  return {
    ...entry,
    ...(listingId > 0 && { listingId }),
    ...(requestId !== null && { requestId }),
  };
}
