import { providerClient } from '../support/provider.js';
import type { World } from './world.js';

/**
 * What we sent to the provider for a payment and gave up on, as if it had been on its way all the time: it arrives
 * now, and the money is blocked. Stands for the packet that was stuck.
 */
export async function letStuckRequestArrive(world: World, reservationId: string): Promise<void> {
  const [payment] = await world.prisma.$queryRaw<
    {
      listingId: number;
      paymentId: string;
      amount: number;
      currency: string;
      card: string;
      customer: string;
    }[]
  >`
    SELECT p.listing_id AS "listingId", p.payment_id::text AS "paymentId", p.amount_minor::integer AS amount,
      p.currency, p.payment_method_id AS card, c.provider_customer_id AS customer
    FROM payment p
    JOIN reservation r ON r.listing_id = p.listing_id AND r.reservation_id = p.reservation_id
    JOIN guest_customer c ON c.guest_id = r.guest_id
    WHERE r.reservation_id = ${reservationId}::uuid`;
  if (payment === undefined) throw new Error(`nothing was ever sent for ${reservationId}`);
  await providerClient(world).paymentIntents.create(
    {
      amount: payment.amount,
      currency: payment.currency.toLowerCase(),
      customer: payment.customer,
      payment_method: payment.card,
      allowed_payment_method_types: ['card'],
      capture_method: 'manual',
      confirm: true,
      return_url: `http://localhost:${world.config.port}/docs`,
      metadata: {
        listing_id: String(payment.listingId),
        reservation_id: reservationId,
        payment_id: payment.paymentId,
      },
    },
    { idempotencyKey: `authorise-${payment.paymentId}` },
  );
}
