import { startDuffelSandbox, type DuffelSandbox, type DuffelSandboxOptions } from '../server.js';

/** What the tests read of the API's objects. */
export interface OfferJson {
  readonly id: string;
  readonly total_amount: string;
  readonly total_currency: string;
  readonly base_amount: string;
  readonly tax_amount: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly owner: { readonly iata_code: string; readonly name: string };
  readonly passengers: readonly { readonly id: string }[];
  readonly payment_requirements: {
    readonly requires_instant_payment: boolean;
    readonly payment_required_by: string | null;
    readonly price_guarantee_expires_at: string | null;
  };
  readonly conditions: {
    readonly refund_before_departure: {
      readonly allowed: boolean;
      readonly penalty_amount: string | null;
    } | null;
  };
  readonly slices: readonly {
    readonly fare_brand_name: string;
    readonly duration: string;
    readonly segments: readonly {
      readonly id: string;
      readonly departing_at: string;
      readonly arriving_at: string;
      readonly duration: string;
      readonly marketing_carrier: { readonly iata_code: string };
      readonly marketing_carrier_flight_number: string;
      readonly origin: { readonly iata_code: string; readonly time_zone: string };
      readonly destination: { readonly iata_code: string; readonly time_zone: string };
    }[];
  }[];
}

export interface OfferRequestJson {
  readonly id: string;
  readonly offers: readonly OfferJson[];
}

export interface OrderJson {
  readonly id: string;
  readonly type: 'instant' | 'hold';
  readonly offer_id: string;
  readonly booking_reference: string;
  readonly total_amount: string;
  readonly cancelled_at: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly documents: readonly { readonly unique_identifier: string }[];
  readonly available_actions: readonly string[];
  readonly airline_initiated_changes: readonly object[];
  readonly slices: OfferJson['slices'];
  readonly payment_status: {
    readonly awaiting_payment: boolean;
    readonly payment_required_by: string | null;
    readonly price_guarantee_expires_at: string | null;
    readonly paid_at: string | null;
  };
}

export interface CancellationJson {
  readonly id: string;
  readonly order_id: string;
  readonly refund_amount: string | null;
  readonly refund_to: string;
  readonly expires_at: string;
  readonly confirmed_at: string | null;
}

export interface ErrorJson {
  readonly type: string;
  readonly code: string;
  readonly title: string;
  readonly message: string;
  readonly source?: { readonly field: string; readonly pointer: string };
}

export interface ApiAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  /** Of an answer that has none, undefined. */
  readonly data: T;
  readonly meta: { readonly after?: string | null; readonly request_id?: string } | null;
  readonly errors: readonly ErrorJson[];
}

/** What tests ask of the sandbox: plain `fetch`, with the headers Duffel's API wants. */
export class DuffelClient {
  constructor(
    readonly url: string,
    private readonly token = 'duffel_test_sandbox',
  ) {}

  get<T>(path: string): Promise<ApiAnswer<T>> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, data?: object, timeoutMs?: number): Promise<ApiAnswer<T>> {
    return this.call<T>('POST', path, data, timeoutMs);
  }

  async call<T>(method: string, path: string, data?: object, timeoutMs = 20_000): Promise<ApiAnswer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${this.token}`,
        'duffel-version': 'v2',
        accept: 'application/json',
        ...(data ? { 'content-type': 'application/json' } : {}),
      },
      ...(data ? { body: JSON.stringify({ data }) } : {}),
    });
    const text = await response.text();
    const body: { data: T; meta: ApiAnswer<T>['meta']; errors?: ErrorJson[] } = JSON.parse(text || '{}');
    const { status, headers } = response;
    return { status, headers, data: body.data, meta: body.meta, errors: body.errors ?? [] };
  }

  /** What there is from LIS to FRA in three weeks, or as told. */
  async search(wish: Partial<Search> = {}): Promise<OfferRequestJson> {
    const { origin = 'LIS', destination = 'FRA', date = inDays(21), adults = 1, cabin, query = '' } = wish;
    const { data, status } = await this.post<OfferRequestJson>(
      `/air/offer_requests?return_offers=true${query}`,
      {
        slices: [{ origin, destination, departure_date: date }],
        passengers: Array.from({ length: adults }, () => ({ type: 'adult' })),
        ...(cabin ? { cabin_class: cabin } : {}),
      },
    );
    if (status !== 201) throw new Error(`The search was answered with ${status}.`);
    return data;
  }

  /** The first offer that can be held, or cannot. */
  async findOffer(kind: 'holdable' | 'instant', wish: Partial<Search> = {}): Promise<OfferJson> {
    const { offers } = await this.search(wish);
    const isInstant = kind === 'instant';
    const found = offers.find((offer) => offer.payment_requirements.requires_instant_payment === isInstant);
    if (!found) throw new Error(`No ${kind} offer.`);
    return found;
  }

  hold(offer: OfferJson, wish: Partial<Booking> = {}): Promise<ApiAnswer<OrderJson>> {
    return this.book('hold', offer, wish);
  }

  buy(offer: OfferJson, wish: Partial<Booking> = {}): Promise<ApiAnswer<OrderJson>> {
    return this.book('instant', offer, wish);
  }

  pay(order: OrderJson, amount = order.total_amount, timeoutMs?: number): Promise<ApiAnswer<{ id: string }>> {
    const payment = { type: 'balance', amount, currency: 'EUR' };
    return this.post('/air/payments', { order_id: order.id, payment }, timeoutMs);
  }

  quote(order: OrderJson, timeoutMs?: number): Promise<ApiAnswer<CancellationJson>> {
    return this.post('/air/order_cancellations', { order_id: order.id }, timeoutMs);
  }

  confirm(quote: CancellationJson, timeoutMs?: number): Promise<ApiAnswer<CancellationJson>> {
    return this.post(`/air/order_cancellations/${quote.id}/actions/confirm`, undefined, timeoutMs);
  }

  async order(id: string): Promise<OrderJson> {
    const { data, status } = await this.get<OrderJson>(`/air/orders/${id}`);
    if (status !== 200) throw new Error(`Order ${id} was answered with ${status}.`);
    return data;
  }

  /** The orders with this reference, found as one has to: by offer, then by metadata. */
  async ordersWith(reference: string, offer: OfferJson): Promise<OrderJson[]> {
    const { data } = await this.get<OrderJson[]>(`/air/orders?offer_id=${offer.id}&limit=200`);
    return data.filter(({ metadata }) => metadata['reference'] === reference);
  }

  private book(
    type: 'hold' | 'instant',
    offer: OfferJson,
    {
      familyName = 'Silva',
      reference = 'ref',
      timeoutMs,
      services = [],
      amount = offer.total_amount,
    }: Partial<Booking>,
  ): Promise<ApiAnswer<OrderJson>> {
    return this.post(
      '/air/orders',
      {
        type,
        selected_offers: [offer.id],
        passengers: offer.passengers.map(({ id }, index) => passenger(id, index, familyName)),
        metadata: { reference },
        ...(services.length > 0 ? { services: services.map((id) => ({ id, quantity: 1 })) } : {}),
        ...(type === 'instant' ? { payments: [{ type: 'balance', amount, currency: 'EUR' }] } : {}),
      },
      timeoutMs,
    );
  }
}

interface Search {
  readonly origin: string;
  readonly destination: string;
  readonly date: string;
  readonly adults: number;
  readonly cabin: string;
  /** More of the query, from `&` on. */
  readonly query: string;
}

interface Booking {
  readonly familyName: string;
  readonly reference: string;
  readonly timeoutMs: number;
  readonly services: readonly string[];
  readonly amount: string;
}

function passenger(id: string, index: number, familyName: string): object {
  return {
    id,
    title: 'ms',
    gender: 'f',
    given_name: ['Ana', 'Bea', 'Clara', 'Dora', 'Eva', 'Flora', 'Gil', 'Hana', 'Ines'][index] ?? 'Zoe',
    family_name: familyName,
    born_on: '1987-07-24',
    email: 'ana@guest.example',
    phone_number: '+351210000000',
  };
}

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export interface TestSandbox {
  readonly sandbox: DuffelSandbox;
  readonly duffel: DuffelClient;
  readonly close: () => Promise<void>;
}

export async function openSandbox(options: Partial<DuffelSandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await startDuffelSandbox({ port: 0, host: '127.0.0.1', ...options });
  return { sandbox, duffel: new DuffelClient(sandbox.url), close: () => sandbox.close() };
}
