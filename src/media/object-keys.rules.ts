import { createHash } from 'node:crypto';
import type { RenditionFormat } from './picture-limits.js';

/** The folder of what is served. Nothing else of the store may be open to anybody. */
export const renditionFolder = 'renditions';

/** A folder below it; two levels keep each small: a million renditions are some fifteen in one. */
export const folderPattern = /^[0-9a-f]{2}$/;
/** `<hash of the bytes>-<id>.<format>` */
export const renditionNamePattern = /^[0-9a-f]{32}-[0-9a-f]{32}\.(webp|avif)$/;

const contentTypes = { webp: 'image/webp', avif: 'image/avif' } as const satisfies Record<
  RenditionFormat,
  string
>;

/** What the bytes of a rendition are known by. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/**
 * Where a rendition is, below `/media` and below the folder of the store. The hash is that of its bytes, so that an address
 * never shows anything else; the id makes it one that was never used before, which is what lets objects be deleted without
 * a lock around the store.
 *
 * @param objectId a UUID that was never used before
 */
export function pathOfRendition(hash: string, objectId: string, format: RenditionFormat): string {
  return `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}-${objectId.replaceAll('-', '')}.${format}`;
}

/** The key of a rendition in the store. */
export function keyOfRendition(path: string): string {
  return `${renditionFolder}/${path}`;
}

/** The key of a file as it was uploaded: `uploads` while it is not looked at, `originals` when it was found good. */
export function keyOfFile(folder: 'uploads' | 'originals', objectId: string): string {
  const id = objectId.replaceAll('-', '');
  return `${folder}/${id.slice(-2)}/${id}`;
}

/** What a rendition is served as. */
export function contentTypeOf(format: RenditionFormat): string {
  return contentTypes[format];
}

/** What the name of a rendition says; undefined for a name that none can have, or not in these folders. */
export function readRenditionPath({
  first,
  second,
  name,
}: {
  first: string;
  second: string;
  name: string;
}): { key: string; hash: string; format: RenditionFormat } | undefined {
  if (!renditionNamePattern.test(name) || !name.startsWith(first + second)) return undefined;
  if (!folderPattern.test(first) || !folderPattern.test(second)) return undefined;
  return {
    key: keyOfRendition(`${first}/${second}/${name}`),
    hash: name.slice(0, 32),
    format: name.endsWith('.avif') ? 'avif' : 'webp',
  };
}
