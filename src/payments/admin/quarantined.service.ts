import { Injectable } from '@nestjs/common';
import { signatureOf, type Actor } from '../../audit/actor.js';
import { writeAudit } from '../../audit/write-audit.js';
import { inTransaction } from '../../database/in-transaction.js';
import { PrismaService } from '../../database/prisma.service.js';
import { cursorCodec } from '../../http/cursor.js';
import { toPage, type Page } from '../../http/page.dto.js';
import {
  paymentNotSettled,
  quarantinedMessageNotFound,
  quarantinedMessageResolved,
} from './payments-admin.errors.js';
import type { QuarantinedMessageDto, QuarantineQuery } from './quarantined.dto.js';
import { resolveQuarantined } from './quarantined.queries.js';
import { SettlementsService, type Settlement } from './settlements.service.js';
import { findQuarantined, listQuarantined, type QuarantinedRow } from './quarantined.views.js';

const cursor = cursorCodec('quarantined messages', ['integer', 'instant', 'uuid']);

/** What an administrator does about messages that were put aside: reads them, and says what became of them. */
@Injectable()
export class QuarantinedService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly settlements: SettlementsService,
  ) {}

  /** What is open first. Error: `invalid_cursor`. */
  async list(query: QuarantineQuery): Promise<Page<QuarantinedMessageDto>> {
    const [flag, receivedAt, messageId] = query.cursor === undefined ? [] : cursor.decode(query.cursor);
    const rows = await listQuarantined(this.prisma, {
      isResolved: query.state === undefined ? undefined : query.state === 'resolved',
      reservationId: query.reservationId,
      after:
        flag === undefined || receivedAt === undefined || messageId === undefined
          ? undefined
          : { isResolved: flag === 1, receivedAt, messageId },
      limit: query.limit + 1,
    });
    const page = toPage(rows, query.limit, (last) =>
      cursor.encode([last.resolvedAt === null ? 0 : 1, last.receivedAtText, last.messageId]),
    );
    return { ...page, data: page.data.map(toDto) };
  }

  /** Error: `quarantined_message_not_found`. */
  async get(messageId: string): Promise<QuarantinedMessageDto> {
    const row = await findQuarantined(this.prisma, messageId);
    if (row === undefined) throw quarantinedMessageNotFound();
    return toDto(row);
  }

  /** Errors: `quarantined_message_not_found`, `quarantined_message_resolved`, `payment_not_settled`. */
  async resolve(resolved: {
    readonly messageId: string;
    readonly resolution: string;
    readonly settlement?: Settlement | undefined;
    readonly actor: Actor;
  }): Promise<QuarantinedMessageDto> {
    const { messageId, resolution, settlement, actor } = resolved;
    if (settlement !== undefined) await this.settle(messageId, settlement, actor);
    const isResolved = await inTransaction(this.prisma, async (tx) => {
      const isNew = await resolveQuarantined(tx, { messageId, resolution, resolvedBy: signatureOf(actor) });
      const row = isNew ? await findQuarantined(tx, messageId) : undefined;
      if (row !== undefined) {
        await writeAudit(tx, actor, {
          action: 'settled',
          kind: 'quarantined_message',
          id: messageId,
          listingId: row.listingId,
          before: { state: 'open' },
          after: { state: 'resolved', resolution, reservationId: row.reservationId },
        });
      }
      return isNew;
    });
    const message = await this.get(messageId);
    if (!isResolved) throw quarantinedMessageResolved(message.resolvedBy ?? null);
    return message;
  }

  /** Before it counts as resolved, so that what a crash leaves is settled with the next try. */
  private async settle(messageId: string, settlement: Settlement, actor: Actor): Promise<void> {
    const row = await findQuarantined(this.prisma, messageId);
    if (row === undefined) throw quarantinedMessageNotFound();
    if (row.resolvedAt !== null) throw quarantinedMessageResolved(row.resolvedBy);
    if (row.subjectKind !== 'payment') throw paymentNotSettled('it is a refund');
    const { listingId, subjectId: paymentId } = row;
    await this.settlements.settle({ listingId, paymentId }, settlement, actor);
  }
}

function toDto(row: QuarantinedRow): QuarantinedMessageDto {
  return {
    messageId: row.messageId,
    reason: row.reason,
    listingId: row.listingId,
    reservationId: row.reservationId,
    ...(row.subjectKind === 'payment' ? { paymentId: row.subjectId } : { refundId: row.subjectId }),
    expected: { amount: Number(row.expectedMinor), currency: row.expectedCurrency },
    told: { amount: Number(row.toldMinor), currency: row.toldCurrency },
    ...(row.providerObjectId !== null && { providerObjectId: row.providerObjectId }),
    ...(row.providerEventId !== null && { providerEventId: row.providerEventId }),
    receivedAt: row.receivedAt.toISOString(),
    ...(row.resolvedAt !== null && { resolvedAt: row.resolvedAt.toISOString() }),
    ...(row.resolvedBy !== null && { resolvedBy: row.resolvedBy }),
    ...(row.resolution !== null && { resolution: row.resolution }),
  };
}
