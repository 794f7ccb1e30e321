import type { PrismaService } from '../database/prisma.service.js';

/** Whether the card is one the guest has saved. */
export async function hasPaymentMethod(
  prisma: PrismaService,
  { guestId, paymentMethodId }: { guestId: string; paymentMethodId: string },
): Promise<boolean> {
  const row = await prisma.paymentMethod.findUnique({
    where: { guestId_paymentMethodId: { guestId, paymentMethodId } },
  });
  return row !== null;
}
