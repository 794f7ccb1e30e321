import type { PrismaService } from '../database/prisma.service.js';
import { deliveryLifetimeSeconds } from './retry.rules.js';

export interface RelayStep {
  readonly outcome: 'busy' | 'more' | 'caught_up' | 'restarted';
  /** Events handed on. */
  readonly events: number;
  /** Deliveries written for them. */
  readonly deliveries: number;
}

/** Hands on the next events of the feed in one transaction: see `webhook_relay` in the migrations. */
export async function relayEvents(
  prisma: PrismaService,
  { events, transactions }: { events: number; transactions: number },
): Promise<RelayStep> {
  const rows = await prisma.$queryRaw<RelayStep[]>`
    SELECT r.outcome, r.events, r.deliveries
    FROM webhook_relay(${events}::integer, ${transactions}::integer, ${deliveryLifetimeSeconds}::integer) r`;
  const [step] = rows;
  if (step === undefined) throw new Error('webhook_relay returned nothing');
  return step;
}
