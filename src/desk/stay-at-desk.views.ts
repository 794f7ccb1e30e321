import type { Database } from '../database/database-client.js';
import type { StayKey } from './desk.queries.js';

/** The hotel where a guest has rooms: the one that was booked, or the one the guest was moved to. */
export async function findStayPlace(tx: Database, { listingId, reservationId }: StayKey): Promise<number> {
  const reservation = await tx.reservation.findUnique({
    where: { listingId_reservationId: { listingId, reservationId } },
    select: { movedListingId: true },
  });
  return reservation?.movedListingId ?? listingId;
}

/** Where a stay is, and what the audit trail has of it. */
export async function findStayAtDesk(
  tx: Database,
  key: StayKey,
): Promise<{ readonly placeId: number; readonly seen: object }> {
  const placeId = await findStayPlace(tx, key);
  const stay = await tx.stay.findUnique({
    where: { listingId_reservationId: { listingId: placeId, reservationId: key.reservationId } },
    include: { rooms: { where: { isOccupied: true }, include: { room: true }, orderBy: { roomId: 'asc' } } },
  });
  return {
    placeId,
    seen: {
      stay: stay?.status ?? 'expected',
      rooms: stay?.rooms.map(({ room }) => room.number) ?? [],
    },
  };
}
