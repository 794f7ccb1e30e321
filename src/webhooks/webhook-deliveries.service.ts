import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { invalidField } from '../errors/invalid-request.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { redeliverOne, redeliverPage } from './redelivery.queries.js';
import {
  toDeliveryDto,
  type RedeliverDto,
  type RedeliveredDto,
  type WebhookDeliveriesQuery,
  type WebhookDeliveryDto,
} from './webhook-deliveries.dto.js';
import { findDelivery, listDeliveries } from './webhook-deliveries.views.js';
import { findSubscription } from './webhook-subscriptions.views.js';
import { deliveryNotFound, subscriptionNotFound } from './webhooks.errors.js';

const deliveryCursor = cursorCodec('webhook deliveries', ['instant', 'uuid']);
const rowsPerStatement = 500;
/** A call sends no more than this again, so that it ends in time; it says where to go on. */
const maxRedelivered = 20_000;
const beginning = '1970-01-01T00:00:00Z';
const end = '9999-12-31T00:00:00Z';

/** What became of the messages, and sending them again. */
@Injectable()
export class WebhookDeliveriesService {
  constructor(private readonly prisma: PrismaService) {}

  /** Those of the latest events first. Throws `webhook_subscription_not_found` and `invalid_cursor`. */
  async list(
    subscriptionId: string,
    { limit, cursor, status }: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryDto>> {
    await this.assertSubscription(subscriptionId);
    const [occurredAt, eventId] = cursor === undefined ? [] : deliveryCursor.decode(cursor);
    const before = occurredAt === undefined || eventId === undefined ? undefined : { occurredAt, eventId };
    const rows = await listDeliveries(this.prisma, { subscriptionId, status, before, limit: limit + 1 });
    const page = toPage(rows, limit, (last) => deliveryCursor.encode([last.occurredAtText, last.eventId]));
    return { ...page, data: page.data.map(toDeliveryDto) };
  }

  /** Throws `webhook_delivery_not_found`. */
  async get(deliveryId: string): Promise<WebhookDeliveryDto> {
    const row = await findDelivery(this.prisma, deliveryId);
    if (row === undefined) throw deliveryNotFound();
    return toDeliveryDto(row);
  }

  /** Sends one again, whatever became of it, with 72 hours of its own. Throws `webhook_delivery_not_found`. */
  async redeliver(deliveryId: string, actor: Actor): Promise<WebhookDeliveryDto> {
    const { status, attempts } = await this.get(deliveryId);
    await inTransaction(this.prisma, async (tx) => {
      if (!(await redeliverOne(tx, deliveryId))) throw deliveryNotFound();
      await writeAudit(tx, actor, {
        action: 'repeated',
        kind: 'webhook_delivery',
        id: deliveryId,
        before: { status, attempts },
        after: { status: 'waiting', attempts: 0 },
      });
    });
    return this.get(deliveryId);
  }

  /**
   * Sends those again that were given up, or all of a time; what waits already is left alone.
   *
   * @throws DomainError webhook_subscription_not_found; invalid_request when neither or half a time is named.
   */
  async redeliverAll(
    subscriptionId: string,
    { status, from, to }: RedeliverDto,
    actor: Actor,
  ): Promise<RedeliveredDto> {
    if ((from === undefined || to === undefined) && status === undefined) {
      throw invalidField(
        'status',
        'required',
        'status, or from and to, must say which deliveries to send again',
      );
    }
    await this.assertSubscription(subscriptionId);
    const statuses = status === undefined ? (['delivered', 'dead'] as const) : ([status] as const);
    let next = { from: from ?? beginning, afterEventId: null as string | null };
    let redelivered = 0;
    while (redelivered < maxRedelivered) {
      const wanted = { subscriptionId, statuses, ...next, to: to ?? end, limit: rowsPerStatement };
      const page = await inTransaction(this.prisma, async (tx) => {
        const sent = await redeliverPage(tx, wanted);
        if (sent.redelivered > 0) {
          const after = { redelivered: sent.redelivered, statuses, from: next.from, to: to ?? null };
          const about = { kind: 'webhook_subscription', id: subscriptionId } as const;
          await writeAudit(tx, actor, { action: 'repeated', ...about, after });
        }
        return sent;
      });
      redelivered += page.redelivered;
      if (page.redelivered < rowsPerStatement || page.lastOccurredAt === null) return { redelivered };
      next = { from: page.lastOccurredAt, afterEventId: page.lastEventId };
    }
    return { redelivered, continueFrom: next.from };
  }

  private async assertSubscription(subscriptionId: string): Promise<void> {
    if ((await findSubscription(this.prisma, subscriptionId)) === undefined) throw subscriptionNotFound();
  }
}
