import type { OfferSeat, OfferSeatMap } from '../seat-map.js';
import type { Offer, OfferSegment, OfferSlice } from '../supplier-offer.js';
import type { FlightOfferDto, OfferSegmentDto, OfferSliceDto } from './flight-offers.dto.js';
import type { OfferSeatDto, OfferSeatMapDto } from './offer-seats.dto.js';

/** A supplier's offer as it is shown. */
export function toOfferDto(offer: Offer): FlightOfferDto {
  const { conditions } = offer;
  return {
    source: 'supplier',
    offerId: offer.offerId,
    flightId: null,
    supplier: offer.supplier,
    airline: { ...offer.airline },
    total: { ...offer.total },
    base: offer.base,
    tax: offer.tax,
    expiresAt: offer.expiresAt.toISOString(),
    slices: offer.slices.map(toSliceDto),
    passengers: offer.passengers.map((passenger) => ({ ...passenger })),
    canBeHeld: offer.canBeHeld,
    spaceGuaranteedUntil: offer.spaceGuaranteedUntil?.toISOString() ?? null,
    priceGuaranteedUntil: offer.priceGuaranteedUntil?.toISOString() ?? null,
    conditions: { ...conditions },
    needsIdentityDocuments: offer.needsIdentityDocuments,
  };
}

function toSliceDto({ origin, destination, durationMinutes, segments }: OfferSlice): OfferSliceDto {
  return { origin, destination, durationMinutes, segments: segments.map(toSegmentDto) };
}

function toSegmentDto(segment: OfferSegment): OfferSegmentDto {
  return {
    ...segment,
    departsAt: segment.departsAt.toISOString(),
    arrivesAt: segment.arrivesAt.toISOString(),
  };
}

export function toSeatMapDto({ segmentId, cabins }: OfferSeatMap): OfferSeatMapDto {
  return {
    segmentId,
    cabins: cabins.map(({ rows, ...cabin }) => ({
      ...cabin,
      rows: rows.map(({ seats }) => ({ seats: seats.map(toSeatDto) })),
    })),
  };
}

function toSeatDto({
  designator,
  isAvailable,
  position,
  name,
  disclosures,
  services,
}: OfferSeat): OfferSeatDto {
  const [cheapest] = services.toSorted((left, right) => left.price.amount - right.price.amount);
  return {
    seat: designator,
    position,
    isAvailable,
    price: cheapest?.price ?? null,
    name,
    disclosures: [...disclosures],
    services: services.map((service) => ({ ...service })),
  };
}
