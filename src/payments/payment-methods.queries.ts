import type { PrismaService } from '../database/prisma.service.js';
import type { SavedCard } from './provider-answers.js';

/** The guest's name at the provider, or undefined. */
export async function findCustomer(prisma: PrismaService, guestId: string): Promise<string | undefined> {
  const row = await prisma.guestCustomer.findUnique({ where: { guestId } });
  return row?.providerCustomerId;
}

/** Remembers the guest's name at the provider; of two at once the first stays, and is returned. */
export async function keepCustomer(
  prisma: PrismaService,
  { guestId, providerCustomerId }: { guestId: string; providerCustomerId: string },
): Promise<string> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    INSERT INTO guest_customer (guest_id, provider_customer_id) VALUES (${guestId}, ${providerCustomerId})
    ON CONFLICT (guest_id) DO UPDATE SET provider_customer_id = guest_customer.provider_customer_id
    RETURNING provider_customer_id AS id`;
  return rows[0]?.id ?? providerCustomerId;
}

export interface SavedPaymentMethod extends SavedCard {
  readonly createdAt: Date;
}

/** Saves a card for a guest; a card saved before keeps its date. */
export async function savePaymentMethod(
  prisma: PrismaService,
  guestId: string,
  card: SavedCard,
): Promise<SavedPaymentMethod> {
  const { paymentMethodId, ...shown } = card;
  return prisma.paymentMethod.upsert({
    where: { guestId_paymentMethodId: { guestId, paymentMethodId } },
    create: { guestId, paymentMethodId, ...shown },
    update: shown,
  });
}

/** The guest's cards after the one named by `after`, oldest first. */
export async function listPaymentMethods(
  prisma: PrismaService,
  { guestId, after, limit }: { guestId: string; after: string; limit: number },
): Promise<SavedPaymentMethod[]> {
  return prisma.paymentMethod.findMany({
    where: { guestId, paymentMethodId: { gt: after } },
    orderBy: { paymentMethodId: 'asc' },
    take: limit,
  });
}
