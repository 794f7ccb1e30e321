import { createHmac } from 'node:crypto';

/** A signature as Stripe and Duffel write it: HMAC-SHA256 in hexadecimal digits over `timestamp.payload`; seconds since 1970. */
export function signatureHeader(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
}
