import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { PrismaService } from '../database/prisma.service.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page, type PageQuery } from '../http/page.dto.js';
import type { PaymentMethodDto } from './payment-methods.dto.js';
import {
  findCustomer,
  keepCustomer,
  listPaymentMethods,
  savePaymentMethod,
  type SavedPaymentMethod,
} from './payment-methods.queries.js';
import { paymentMethodDeclined, paymentProviderUnavailable } from './payments.errors.js';
import { ProviderGate } from './provider-gate.js';
import { StripeProvider } from './stripe-provider.js';

const cursor = cursorCodec('payment methods', ['text']);

/** The cards a guest has saved at the provider. */
@Injectable()
export class PaymentMethodsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly provider: StripeProvider,
    private readonly gate: ProviderGate,
  ) {}

  /** Saves the card behind a token. Errors: `payment_method_declined`, `payment_provider_unavailable`, `busy`. */
  async save(guestId: string, token: string): Promise<PaymentMethodDto> {
    const place = await this.gate.enter();
    try {
      const customer = await this.customerOf(guestId);
      const card = await this.provider.attachCard(token, customer);
      return toDto(await savePaymentMethod(this.prisma, guestId, card));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      const isRefusal =
        error instanceof Stripe.errors.StripeCardError ||
        (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode !== 409);
      if (!isRefusal) throw paymentProviderUnavailable(error);
      throw paymentMethodDeclined(
        { code: [error.decline_code, error.code].find(Boolean) ?? 'declined', message: error.message },
        error,
      );
    } finally {
      place.leave();
    }
  }

  /** The guest's own cards. */
  async list(guestId: string, query: PageQuery): Promise<Page<PaymentMethodDto>> {
    const [after] = query.cursor === undefined ? [''] : cursor.decode(query.cursor);
    const rows = await listPaymentMethods(this.prisma, { guestId, after, limit: query.limit + 1 });
    const page = toPage(rows, query.limit, (last) => cursor.encode([last.paymentMethodId]));
    return { ...page, data: page.data.map(toDto) };
  }

  private async customerOf(guestId: string): Promise<string> {
    const known = await findCustomer(this.prisma, guestId);
    if (known !== undefined) return known;
    // Without an idempotency key: two requests at once may make two customers, of which one is kept and the other has
    // nothing. Under one key the second would be refused while the first is under way, and an error repeated for a day.
    const providerCustomerId = await this.provider.createCustomer(guestId);
    return keepCustomer(this.prisma, { guestId, providerCustomerId });
  }
}

function toDto({
  createdAt,
  paymentMethodId,
  brand,
  last4,
  expMonth,
  expYear,
}: SavedPaymentMethod): PaymentMethodDto {
  return { paymentMethodId, brand, last4, expMonth, expYear, createdAt: createdAt.toISOString() };
}
