import { inDays, openSandbox, type TestSandbox } from '../../sandbox/duffel/testing/client.js';
import { sandboxPost } from '../../sandbox/duffel/testing/control.js';
import type { DuffelSandboxOptions } from '../../sandbox/duffel/server.js';
import { AppConfig } from '../../src/config/app-config.js';
import { MetricsService } from '../../src/metrics/metrics.service.js';
import { DuffelSupplier } from '../../src/suppliers/duffel/duffel-supplier.js';
import { SupplierGuards } from '../../src/suppliers/guard/supplier-guards.js';
import {
  SupplierRefused,
  SupplierUnavailable,
  SupplierUnknown,
} from '../../src/suppliers/supplier.errors.js';
import type { FoundOffers, Offer, OfferSearch } from '../../src/suppliers/supplier-offer.js';
import type { OrderRequest, SupplierOrder } from '../../src/suppliers/supplier-order.js';

/** An account at the sandbox, and the adapter that uses it: what its contract is tested with. */
export class DuffelAccount {
  private constructor(
    readonly sandbox: TestSandbox['sandbox'],
    public supplier: DuffelSupplier,
    private readonly closeSandbox: () => Promise<void>,
  ) {}

  static async open(
    options: Partial<DuffelSandboxOptions> = {},
    settings: Partial<AppConfig> = {},
  ): Promise<DuffelAccount> {
    const { sandbox, close } = await openSandbox({ laterMs: 150, slowMs: 300, ...options });
    const account = new DuffelAccount(sandbox, newSupplier(sandbox, settings), close);
    await account.control({ offers: { instantOnly: false, expireSeconds: 1_800 } });
    return account;
  }

  async close(): Promise<void> {
    this.supplier.close();
    await this.closeSandbox();
  }

  /** The adapter of another process: it knows nothing of what this one has met. */
  another(settings: Partial<AppConfig> = {}): DuffelSupplier {
    return newSupplier(this.sandbox, settings);
  }

  control(body: object): Promise<unknown> {
    return sandboxPost(this, 'control', body);
  }

  /** Has something done in the sandbox by hand. */
  byHand(path: string, body: object = {}): Promise<unknown> {
    return sandboxPost(this, path, body);
  }

  /** What there is from LIS to FRA in three weeks, or as told. */
  search(changes: Partial<OfferSearch> = {}, timeoutMs = 5_000): Promise<FoundOffers> {
    const wanted = { origin: 'LIS', destination: 'FRA', date: inDays(21), passengers: ['adult'] as const };
    return this.supplier.searchOffers({ ...wanted, ...changes }, { timeoutMs });
  }

  /** One that can be held. */
  async anOffer(changes: Partial<OfferSearch> = {}): Promise<Offer> {
    const { offers } = await this.search(changes);
    const offer = offers.find(({ canBeHeld }) => canBeHeld);
    if (offer === undefined) throw new Error('nothing can be held');
    return offer;
  }

  async aHold(familyName = 'Silva'): Promise<{ offer: Offer; order: SupplierOrder }> {
    const offer = await this.anOffer();
    return { offer, order: await this.supplier.createOrder(orderOf(offer, {}, familyName)) };
  }

  /** Held and paid. */
  async aBooking(familyName = 'Silva'): Promise<SupplierOrder> {
    const { order } = await this.aHold(familyName);
    await this.supplier.payOrder({ orderId: order.orderId, total: order.total });
    return order;
  }
}

/** The reference of every order, unless told otherwise. */
export const reference = 'hold-1';

/** A hold of an offer. The family name of its travellers decides what goes wrong (sandbox/duffel/README.md). */
export function orderOf(
  offer: Offer,
  changes: Partial<OrderRequest> = {},
  familyName = 'Silva',
): OrderRequest {
  return {
    offerId: offer.offerId,
    kind: 'hold',
    total: offer.total,
    reference,
    passengers: offer.passengers.map(({ passengerId, kind }, index) => ({
      passengerId,
      kind,
      title: 'ms',
      gender: 'f',
      givenName: ['Ana', 'Bea', 'Clara'][index] ?? 'Zoe',
      familyName,
      bornOn: '1987-07-24',
      email: 'ana@guest.example',
      phoneNumber: '+351210000000',
    })),
    ...changes,
  };
}

/** How a call ended, in one word or two. */
export async function endOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof SupplierRefused) return error.reason;
    if (error instanceof SupplierUnknown) return `unknown: ${error.why}`;
    if (error instanceof SupplierUnavailable) return `unavailable: ${error.why}`;
    throw error;
  }
}

function newSupplier(sandbox: TestSandbox['sandbox'], settings: Partial<AppConfig>): DuffelSupplier {
  const config = new AppConfig().with({
    duffelApiBase: sandbox.url,
    duffelWebhookSecrets: [sandbox.webhookSecret],
    // Long enough for a busy machine, short enough to wait for where nothing comes.
    supplierTimeoutMs: 2_000,
    supplierWriteTimeoutMs: 2_000,
    ...settings,
  });
  return new DuffelSupplier(config, new SupplierGuards(config, new MetricsService()));
}
