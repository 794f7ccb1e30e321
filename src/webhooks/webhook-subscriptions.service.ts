import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page, type PageQuery } from '../http/page.dto.js';
import { insertMessage } from './redelivery.queries.js';
import { generateWebhookSecret } from './signature.js';
import { findDelivery } from './webhook-deliveries.views.js';
import { toDeliveryDto, type WebhookDeliveryDto } from './webhook-deliveries.dto.js';
import { TargetRefused, WebhookSender } from './webhook-sender.js';
import {
  insertSubscription,
  markSubscriptionDeleted,
  rotateSecret,
  updateSubscription,
} from './webhook-subscriptions.queries.js';
import {
  toSubscriptionDto,
  type ChangeWebhookSubscriptionDto,
  type CreateWebhookSubscriptionDto,
  type RotateWebhookSecretDto,
  type WebhookSecretDto,
  type WebhookSubscriptionDto,
} from './webhook-subscriptions.dto.js';
import { findSubscription, listSubscriptions, type SubscriptionRow } from './webhook-subscriptions.views.js';
import {
  deliveryNotFound,
  maxSubscriptions,
  subscriptionNotActive,
  subscriptionNotFound,
  targetRefused,
  tooManySubscriptions,
} from './webhooks.errors.js';
import { defaultSecretOverlapSeconds } from './webhooks.rules.js';

const subscriptionCursor = cursorCodec('webhook subscriptions', ['uuid']);
/** The type of the message a test sends. */
export const testMessageType = 'webhook.test';

/** Who is told what happens. */
@Injectable()
export class WebhookSubscriptionsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly sender: WebhookSender,
  ) {}

  /**
   * Subscribes an endpoint; the answer is the only one that has the secret. `operationId` makes it once.
   *
   * @throws DomainError invalid_request when nothing may be sent there, too_many_webhook_subscriptions.
   */
  async create(
    { url, description = '', eventTypes = ['*'] }: CreateWebhookSubscriptionDto,
    actor: Actor,
    operationId?: string,
  ): Promise<WebhookSecretDto> {
    await this.assertAllowed(url);
    const secret = generateWebhookSecret();
    const wanted = { operationId, url, description, eventTypes, secret, maxSubscriptions };
    const row = await inTransaction(this.prisma, async (tx) => {
      const made = await insertSubscription(tx, wanted);
      if (made === undefined) throw tooManySubscriptions();
      // A repeat finds what was made, with the secret of then.
      if (made.secret === secret) {
        await writeAudit(tx, actor, { action: 'created', ...subject(made), after: termsOf(made) });
      }
      return made;
    });
    return { ...toSubscriptionDto(row), secret: row.secret };
  }

  /** Newest first. Throws `invalid_cursor`. */
  async list({ limit, cursor }: PageQuery): Promise<Page<WebhookSubscriptionDto>> {
    const [beforeId] = cursor === undefined ? [] : subscriptionCursor.decode(cursor);
    const rows = await listSubscriptions(this.prisma, { beforeId, limit: limit + 1 });
    const page = toPage(rows, limit, (last) => subscriptionCursor.encode([last.subscriptionId]));
    return { ...page, data: page.data.map(toSubscriptionDto) };
  }

  /** Throws `webhook_subscription_not_found`. */
  async get(subscriptionId: string): Promise<WebhookSubscriptionDto> {
    return toSubscriptionDto(found(await findSubscription(this.prisma, subscriptionId)));
  }

  /** Throws `webhook_subscription_not_found`, and `invalid_request` when nothing may be sent to the new address. */
  async change(
    subscriptionId: string,
    changes: ChangeWebhookSubscriptionDto,
    actor: Actor,
  ): Promise<WebhookSubscriptionDto> {
    found(await findSubscription(this.prisma, subscriptionId));
    if (changes.url !== undefined) await this.assertAllowed(changes.url);
    return inTransaction(this.prisma, async (tx) => {
      const before = found(await findSubscription(tx, subscriptionId, { lock: true }));
      const after = found(await updateSubscription(tx, subscriptionId, changes));
      const [from, to] = [termsOf(before), termsOf(after)];
      await writeAudit(tx, actor, { action: 'changed', ...subject(after), before: from, after: to });
      return toSubscriptionDto(after);
    });
  }

  /** Nothing more is sent, and nothing is kept. Throws `webhook_subscription_not_found`. */
  async delete(subscriptionId: string, actor: Actor): Promise<void> {
    await inTransaction(this.prisma, async (tx) => {
      const before = found(await findSubscription(tx, subscriptionId, { lock: true }));
      await markSubscriptionDeleted(tx, subscriptionId);
      await writeAudit(tx, actor, { action: 'removed', ...subject(before), before: termsOf(before) });
    });
  }

  /** A new secret; the one until now signs too for `overlapSeconds`. Throws `webhook_subscription_not_found`. */
  async rotateSecret(
    subscriptionId: string,
    { overlapSeconds = defaultSecretOverlapSeconds }: RotateWebhookSecretDto,
    actor: Actor,
    operationId?: string,
  ): Promise<WebhookSecretDto> {
    const secret = generateWebhookSecret();
    const row = await inTransaction(this.prisma, async (tx) => {
      const rotated = found(await rotateSecret(tx, { subscriptionId, secret, overlapSeconds, operationId }));
      if (rotated.secret === secret) {
        // That there is another one; never which.
        const after = { secret: 'another one', overlapSeconds };
        await writeAudit(tx, actor, { action: 'changed', ...subject(rotated), after });
      }
      return rotated;
    });
    return { ...toSubscriptionDto(row), secret: row.secret };
  }

  /** Sends a message that tells of nothing. Throws `webhook_subscription_not_found` and `…_not_active`. */
  async sendTest(subscriptionId: string, operationId?: string): Promise<WebhookDeliveryDto> {
    const { status } = found(await findSubscription(this.prisma, subscriptionId));
    if (status !== 'active') throw subscriptionNotActive(status);
    const deliveryId = await insertMessage(this.prisma, {
      operationId,
      subscriptionId,
      type: testMessageType,
      data: { subscriptionId },
    });
    const delivery = await findDelivery(this.prisma, deliveryId);
    if (delivery === undefined) throw deliveryNotFound();
    return toDeliveryDto(delivery);
  }

  private async assertAllowed(url: string): Promise<void> {
    try {
      await this.sender.assertAllowed(url);
    } catch (error) {
      throw error instanceof TargetRefused ? targetRefused(error.message) : error;
    }
  }
}

function found<Row extends SubscriptionRow>(row: Row | undefined): Row {
  if (row === undefined) throw subscriptionNotFound();
  return row;
}

function subject({ subscriptionId }: SubscriptionRow) {
  return { kind: 'webhook_subscription', id: subscriptionId } as const;
}

/** What the audit trail has of a subscription. */
function termsOf({ url, description, eventTypes, status }: SubscriptionRow): object {
  return { url, description, eventTypes, status };
}
