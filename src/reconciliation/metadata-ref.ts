import { maxInt4 } from '../http/int4.js';

const uuidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

type Metadata = Readonly<Record<string, string>>;

/** Whether the provider's object says that it is one of ours. */
export function isOurs(metadata: Metadata): boolean {
  return metadata['payment_id'] !== undefined;
}

/** The payment of ours that metadata name, each part null or 0 when it cannot be one. */
export function readPaymentKey(metadata: Metadata): { listingId: number; paymentId: string | null } {
  const listingId = Number(metadata['listing_id']);
  const isListing = Number.isInteger(listingId) && listingId >= 1 && listingId <= maxInt4;
  return { listingId: isListing ? listingId : 0, paymentId: readUuid(metadata['payment_id']) };
}

function readUuid(text: string | undefined): string | null {
  return text !== undefined && uuidPattern.test(text) ? text : null;
}
