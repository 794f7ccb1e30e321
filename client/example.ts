import { createHoldfastClient, HoldfastError, take } from './src/index.js';

const { API = 'http://localhost:3000', TOKEN = '' } = process.env;
const holdfast = createHoldfastClient({ baseUrl: API, token: TOKEN });
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const stay = { startDate: day(30), endDate: day(33) };

// 1. What is there, and what does it cost?
const hotels = await take(holdfast.GET('/v1/hotels', { params: { query: { city: 'Faro' } } }));
const hotelId = hotels.data[0]!.hotelId;
const rooms = await take(
  holdfast.GET('/v1/hotels/{hotelId}/rooms', { params: { path: { hotelId }, query: stay } }),
);
const room = rooms.data.find(({ available = 0 }) => available > 0)!;
console.log(`${room.name}: ${room.quote!.total.amount / 100} ${room.quote!.total.currency}`);

// 2. Save a card, hold a room for three nights, pay and keep it.
const { paymentMethodId } = await take(
  holdfast.POST('/v1/payment-methods', { body: { token: 'pm_card_visa' } }),
);
const items = [{ roomTypeId: room.roomTypeId, quantity: 1 }];
const hold = await take(holdfast.POST('/v1/holds', { body: { hotelId, ...stay, items } }));
console.log(`yours for ${hold.expiresInSeconds} seconds`);
const { reservationId, status } = await take(
  holdfast.POST('/v1/reservations', { body: { holdId: hold.holdId, paymentMethodId } }),
);
console.log(status); // paid

// 3. Change your mind.
const params = { path: { reservationId } };
const canceled = await take(holdfast.DELETE('/v1/reservations/{reservationId}', { params }));
console.log(canceled.status); // canceled

// A refusal has a code to decide by, and says more where there is more to say.
try {
  await take(holdfast.POST('/v1/holds', { body: { hotelId: 999_999, ...stay, items } }));
} catch (error) {
  if (!(error instanceof HoldfastError)) throw error;
  console.log(error.code); // hotel_not_found
}
