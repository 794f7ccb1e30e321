import type { HoldDto } from '../../src/holds/holds.dto.js';
import type { ReservationDto } from '../../src/reservations/reservations.dto.js';
import type { Journey } from './journey.js';

/** What guests do in more than one flow. */

export async function takeHold({ guest }: Journey, wish: object): Promise<HoldDto> {
  return guest.send<HoldDto>('POST', '/v1/holds', { body: wish, expected: [201] });
}

/** 202 when the first attempt died: then the reservation says how it goes on. */
export async function pay({ guest }: Journey, body: object): Promise<ReservationDto> {
  return guest.send<ReservationDto>('POST', '/v1/reservations', { body, expected: [201, 202] });
}

export async function awaitReservation(
  journey: Journey,
  id: string,
  status: ReservationDto['status'],
): Promise<ReservationDto> {
  return journey.awaitRead<ReservationDto>(`/v1/reservations/${id}`, (now) => now.status === status);
}

export async function awaitHold(journey: Journey, id: string, status: HoldDto['status']): Promise<HoldDto> {
  return journey.awaitRead<HoldDto>(`/v1/holds/${id}`, (now) => now.status === status);
}

export async function bookAndPay(journey: Journey, body: object): Promise<string> {
  const { reservationId } = await pay(journey, body);
  await awaitReservation(journey, reservationId, 'paid');
  return reservationId;
}

/** When a hold ends, on the monotonic clock. */
export function endOf(hold: Pick<HoldDto, 'expiresAt' | 'serverTime'>): number {
  return performance.now() + Date.parse(hold.expiresAt) - Date.parse(hold.serverTime);
}
