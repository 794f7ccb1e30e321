import { ordersOf } from '../../../sandbox/duffel/testing/books.js';
import { signatureHeader } from '../../../sandbox/common/webhooks/signature.js';
import type { AdminPictureDto, AdminPicturesDto, PictureUploadDto } from '../../../src/media/pictures.dto.js';
import type { TestApp } from '../app.js';
import { apiClient } from '../api-client.js';
import { eventually } from '../eventually.js';
import { atSupplier, holdFlight, supplierOf } from '../flights.js';
import { payingGuest } from '../paying-guest.js';
import type { DocumentedOperation } from './api-document.js';
import { nowhere } from './arbitrary-values.js';
import type { PrintedExamples } from './printed-examples.js';
import { sendUpload } from './sample-files.js';
import { bookRoom, stayFromTonight } from './sample-stays.js';

/** What stands in the place of the ids a document prints, by the name of the parameter or field. */
export type Ids = Readonly<Record<string, unknown>>;
/** Makes something as the document prints it, for a guest. */
export type Maker = (examples: PrintedExamples, guestId: string) => Promise<Ids>;

/**
 * How that comes to be which an id in the document stands for, by its name. What is not here has to be in the sample
 * catalogue under the printed id.
 */
const makers: Readonly<Record<string, Maker>> = {
  paymentMethodId: (examples, guestId) => examples.make('POST /v1/payment-methods', { guestId }),
  holdId: (examples, guestId) => examples.make('POST /v1/holds', { guestId, body: 'rooms' }),
  reservationId: (examples, guestId) => examples.make('POST /v1/reservations', { guestId, body: 'rooms' }),
  /** Of the endpoint of a subscriber. */
  url: () => Promise.resolve({ url: `${nowhere}/holdfast` }),
  subscriptionId: (examples) => examples.make('POST /v1/admin/webhook-subscriptions'),
  deliveryId: (examples) => examples.make('POST /v1/admin/webhook-subscriptions/{subscriptionId}/test'),
  outageId: async (examples) => {
    const { outages } = await examples.make<{ outages: Ids[] }>('POST /v1/admin/hotels/{hotelId}/outages', {
      body: 'rooms',
    });
    return outages[0] ?? {};
  },
  pictureId: (examples) => examples.make('POST /v1/admin/hotels/{hotelId}/pictures'),
  offerId: async (examples) => {
    const { data } = await examples.make<{ data: { offerId: string }[] }>('GET /v1/flight-offers');
    return { offerId: data[0]?.offerId };
  },
  refundId: async ({ holdfast }, guestId) => {
    const reservationId = await bookRoom(holdfast, guestId, 'pm_sandbox_refund_no_balance');
    const guest = await payingGuest(holdfast, guestId);
    expect((await guest.delete(`/v1/reservations/${reservationId}`)).status).toBe(200);
    return listedOnce(holdfast, `refunds?status=failed&reservationId=${reservationId}`);
  },
  messageId: async ({ holdfast }, guestId) => {
    const reservationId = await bookRoom(holdfast, guestId, 'pm_sandbox_captures_less');
    return listedOnce(holdfast, `payments/quarantine?reservationId=${reservationId}`);
  },
  differenceId: async ({ holdfast }) => {
    const { rows } = await holdfast.prisma.pool.query<{ differenceId: string }>(
      `INSERT INTO reconciliation_difference (listing_id, kind, subject_kind, subject_id, item, detail)
       VALUES (1, 'payment_captured_there', 'payment', uuidv7()::text, '', '{}')
       RETURNING difference_id AS "differenceId"`,
    );
    return rows[0] ?? {};
  },
};

/** Where what an operation needs is in a state of its own, by its name. */
const makersOfOperations: Readonly<Record<string, Maker>> = {
  'DELETE /v1/admin/hotels/{hotelId}': made('POST /v1/admin/hotels'),
  'DELETE /v1/admin/hotels/{hotelId}/room-types/{roomTypeId}': made(
    'POST /v1/admin/hotels/{hotelId}/room-types',
  ),
  'DELETE /v1/admin/hotels/{hotelId}/rooms/{roomId}': made('POST /v1/admin/hotels/{hotelId}/rooms'),
  'PATCH /v1/admin/hotels/{hotelId}/rooms/{roomId}': made('POST /v1/admin/hotels/{hotelId}/rooms'),
  'DELETE /v1/admin/flights/{flightId}/cabins/{class}': made('POST /v1/admin/flights'),
  'PATCH /v1/admin/flights/{flightId}': made('POST /v1/admin/flights'),
  'DELETE /v1/admin/flights/{flightId}': made('POST /v1/admin/flights'),
  'DELETE /v1/admin/aircraft/{code}': made('POST /v1/admin/aircraft'),
  'DELETE /v1/admin/seat-maps/{code}': made('POST /v1/admin/seat-maps'),
  'DELETE /v1/admin/webhook-subscriptions/{subscriptionId}/price-watches/{watchId}': async (examples) => {
    const { subscriptionId } = await examples.make<Ids>('POST /v1/admin/webhook-subscriptions');
    const admin = await apiClient(examples.holdfast, 'root', 'admin');
    const address = `/v1/admin/webhook-subscriptions/${String(subscriptionId)}/price-watches`;
    const { body } = await admin.post<Ids>(address, { hotelId: 1 });
    return { subscriptionId, watchId: body['watchId'] };
  },
  'POST /v1/admin/reservations/{reservationId}/check-in': arrivingToday,
  'POST /v1/admin/reservations/{reservationId}/room-change': checkedIn,
  'POST /v1/admin/reservations/{reservationId}/check-out': checkedIn,
  'POST /v1/admin/reservations/{reservationId}/no-show': async (examples, guestId) => {
    // Whoever is to come today has not come by now, whatever time it is.
    const admin = await apiClient(examples.holdfast, 'root', 'admin');
    const early = { checkInTime: '00:00' };
    expect((await admin.patch('/v1/admin/hotels/1', early, { 'if-match': '*' })).status).toBe(200);
    return arrivingToday(examples, guestId);
  },
  'PUT /v1/admin/hotels/{hotelId}/pictures/order': allPictures('/v1/admin/hotels/1/pictures'),
  'PUT /v1/admin/hotels/{hotelId}/rooms/{roomTypeId}/pictures/order': allPictures(
    '/v1/admin/hotels/1/rooms/1/pictures',
  ),
  'PUT /v1/uploads/{token}': async (examples) => {
    const { upload } = await examples.make<PictureUploadDto>(uploadsOfHotel);
    return { token: upload.url.split('/').pop() };
  },
  'POST /v1/admin/hotels/{hotelId}/pictures/{pictureId}/complete': async (examples) => {
    const { pictureId, upload } = await examples.make<PictureUploadDto>(uploadsOfHotel);
    await sendUpload(examples.holdfast, upload);
    return { pictureId };
  },
  'GET /media/{first}/{second}/{name}': async (examples) => {
    const { pictureId } = await examples.make<AdminPictureDto>('POST /v1/admin/hotels/{hotelId}/pictures');
    const admin = await apiClient(examples.holdfast, 'root', 'admin');
    return eventually(async () => {
      const { body } = await admin.get<AdminPictureDto>(`/v1/admin/hotels/1/pictures/${pictureId}`);
      const [, , first, second, name] = body.url?.split('/') ?? [];
      expect(name).toBeDefined();
      return { first, second, name };
    }, 20_000);
  },
  'POST /v1/admin/supplier-orders/{holdId}/settle': async ({ holdfast }) => {
    const { hold } = await holdFlight(holdfast, 'Lost-Unseen');
    const [order] = await ordersOf(supplierOf(holdfast), `${hold.holdId}-1`);
    await atSupplier(holdfast, `orders/${order?.id ?? ''}/reveal`);
    return { holdId: hold.holdId, orderId: order?.id };
  },
  'POST /v1/admin/supplier-orders/reservations/{reservationId}/refund': async ({ holdfast }) => {
    const { guest, hold } = await holdFlight(holdfast, 'Refund-Unknown');
    const { body } = await guest.book({
      holdId: hold.holdId,
      paymentMethodId: await guest.saveCard('pm_card_visa'),
    });
    const address = `/v1/reservations/${body.reservationId}`;
    const { body: quote } = await guest.get<{ quoteId: string }>(`${address}/cancellation-quote`);
    expect((await guest.delete(`${address}?quoteId=${quote.quoteId}`)).status).toBe(200);
    await eventually(async () => {
      expect((await guest.read(body.reservationId)).refund).toEqual({ status: 'undecided' });
    });
    return { reservationId: body.reservationId };
  },
};

const uploadsOfHotel = 'POST /v1/admin/hotels/{hotelId}/pictures/uploads';

/** A guest of hotel 1 who has paid for tonight. */
async function arrivingToday({ holdfast }: PrintedExamples, guestId: string): Promise<Ids> {
  return {
    reservationId: await bookRoom(holdfast, guestId, 'pm_card_visa', await stayFromTonight(holdfast)),
  };
}

/** A guest who has the rooms that are printed for checking in. */
async function checkedIn(examples: PrintedExamples, guestId: string): Promise<Ids> {
  const { reservationId } = await examples.make<Ids>('POST /v1/admin/reservations/{reservationId}/check-in', {
    guestId,
  });
  return { reservationId };
}

/** Every picture there is, in another order. */
function allPictures(address: string): Maker {
  return async ({ holdfast }) => {
    const { body } = await (await apiClient(holdfast, 'root', 'admin')).get<AdminPicturesDto>(address);
    return { pictureIds: body.data.map(({ pictureId }) => pictureId).toReversed() };
  };
}

/** What is printed for making it has been sent by then. */
function made(name: string): Maker {
  return (examples) => Promise.resolve(examples.made(name));
}

export function makersOf({ name }: DocumentedOperation): {
  readonly ofOperation: Maker | undefined;
  readonly ofName: (idName: string) => Maker | undefined;
} {
  return {
    ofOperation: makersOfOperations[name],
    // What is made has its id from the answer: it needs none of its kind.
    ofName: (idName) => makers[idName],
  };
}

/** A message of a provider is signed over its bytes. */
export function signatureOf(
  { config }: TestApp,
  { path: address }: DocumentedOperation,
  body = '',
): Readonly<Record<string, string>> {
  const now = Math.floor(Date.now() / 1_000);
  if (address === '/v1/webhooks/stripe')
    return { 'stripe-signature': signatureHeader(body, config.stripeWebhookSecrets[0] ?? '', now) };
  if (address === '/v1/webhooks/duffel')
    return { 'x-duffel-signature': signatureHeader(body, config.duffelWebhookSecrets[0] ?? '', now) };
  return {};
}

/** The ids of the one thing of a list, once it is there. */
async function listedOnce(holdfast: TestApp, query: string): Promise<Ids> {
  const admin = await apiClient(holdfast, 'root', 'admin');
  return eventually(async () => {
    const { body } = await admin.get<{ data: Ids[] }>(`/v1/admin/${query}`);
    const [entry] = body.data;
    if (entry === undefined) throw new Error(`${query} is empty`);
    return { refundId: entry['refundId'], messageId: entry['messageId'] };
  }, 20_000);
}
