import { createHmac, timingSafeEqual } from 'node:crypto';

/** What an upload address says, and its signature holds it to. */
export interface UploadClaim {
  readonly listingId: number;
  readonly pictureId: number;
  /** The object it may write, a UUID. */
  readonly objectId: string;
  readonly expiresAt: Date;
}

/** The last part of an upload address: `<listing>.<picture>.<object>.<end in seconds>.<signature>`. */
export const uploadTokenPattern = /^\d{1,10}\.\d{1,10}\.[0-9a-f]{32}\.\d{1,12}\.[\w-]{43}$/;

export function signUpload(claim: UploadClaim, secret: string): string {
  const text = textOf(claim);
  return `${text}.${signatureOf(text, secret)}`;
}

/** What a token claims, or undefined for one that was not made with this secret. Whether it has ended is not looked at. */
export function verifyUpload(token: string, secret: string): UploadClaim | undefined {
  if (!uploadTokenPattern.test(token)) return undefined;
  const end = token.lastIndexOf('.');
  const expected = Buffer.from(signatureOf(token.slice(0, end), secret));
  if (!timingSafeEqual(expected, Buffer.from(token.slice(end + 1)))) return undefined;
  const [listingId, pictureId, id = '', endsAt] = token.split('.');
  return {
    listingId: Number(listingId),
    pictureId: Number(pictureId),
    objectId: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    expiresAt: new Date(Number(endsAt) * 1_000),
  };
}

function textOf({ listingId, pictureId, objectId, expiresAt }: UploadClaim): string {
  const endsAt = Math.floor(expiresAt.getTime() / 1_000);
  return `${listingId}.${pictureId}.${objectId.replaceAll('-', '')}.${endsAt}`;
}

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(`upload of a picture\n${text}`).digest('base64url');
}
