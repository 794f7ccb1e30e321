/** The formats that are taken, as their own bytes say; a name or a `Content-Type` is never asked. */
export const pictureTypes = ['jpeg', 'png', 'webp', 'avif'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** What a file begins with. `animated` where that is known from its beginning. */
export interface SniffedType {
  readonly type: PictureType;
  readonly animated: boolean;
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');
/** WebP's extended header has a flag for animation. */
const webpAnimationFlag = 0x02;
/** Chunks that may stand before the pixels of a PNG; a file with more is not looked at any further. */
const maxPngChunks = 100;

/** What the bytes are, or undefined for anything else: GIF, SVG, TIFF, HEIC, PDF, text, nothing. */
export function sniffType(bytes: Buffer): SniffedType | undefined {
  if (bytes.length < 16) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { type: 'jpeg', animated: false };
  if (bytes.subarray(0, 8).equals(pngSignature)) return { type: 'png', animated: isAnimatedPng(bytes) };
  if (textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP') {
    const isExtended = textAt(bytes, 12) === 'VP8X';
    return { type: 'webp', animated: isExtended && ((bytes[20] ?? 0) & webpAnimationFlag) !== 0 };
  }
  return textAt(bytes, 4) === 'ftyp' ? sniffAvif(bytes) : undefined;
}

/** By its brands (ISO 14496-12, AV1 image file format): `avif` is a picture, `avis` a sequence of them. */
function sniffAvif(bytes: Buffer): SniffedType | undefined {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands = new Set([textAt(bytes, 8)]);
  for (let at = 16; at + 4 <= end; at += 4) brands.add(textAt(bytes, at));
  if (brands.has('avis')) return { type: 'avif', animated: true };
  return brands.has('avif') ? { type: 'avif', animated: false } : undefined;
}

/** A PNG moves when `acTL` stands before its pixels (PNG, third edition). */
function isAnimatedPng(bytes: Buffer): boolean {
  let at = 8;
  for (let chunk = 0; chunk < maxPngChunks && at + 8 <= bytes.length; chunk += 1) {
    const name = textAt(bytes, at + 4);
    if (name === 'acTL') return true;
    if (name === 'IDAT') return false;
    at += 12 + bytes.readUInt32BE(at);
  }
  return false;
}

function textAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}
