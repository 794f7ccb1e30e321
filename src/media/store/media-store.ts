import type { Readable } from 'node:stream';

/** An object on its way out. */
export interface StoredObject {
  readonly length: number;
  readonly body: Readable;
}

/** How a client is to send a file to the store itself. */
export interface UploadTarget {
  readonly method: 'PUT' | 'POST';
  readonly url: string;
  /** With `PUT`: the headers to send with the bytes. */
  readonly headers?: Readonly<Record<string, string>>;
  /** With `POST`: the fields of a `multipart/form-data` body, before the file, which is called `file` and comes last. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What an upload address is for. */
export interface UploadGrant {
  readonly listingId: number;
  readonly pictureId: number;
  readonly objectId: string;
  readonly key: string;
  readonly expiresAt: Date;
  readonly maxBytes: number;
}

/**
 * Where the bytes of pictures are. Keys are never used again, so nothing that is read ever changes. Failures of the store
 * itself are `picture_store_unavailable`.
 */
export abstract class MediaStore {
  /** Stores an object: afterwards all of it is there, and stays through a power cut; or, if this throws, perhaps nothing. */
  abstract put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** Opens an object for whoever asked for it; undefined when there is none. The caller ends or destroys its body. */
  abstract open(key: string): Promise<StoredObject | undefined>;
  /** Reads an object into memory; undefined when there is none. Throws `payload_too_large` beyond `maxBytes`. */
  abstract read(key: string, maxBytes: number): Promise<Buffer | undefined>;
  /** Deletes objects; those that are not there are no fault. */
  abstract remove(keys: readonly string[]): Promise<void>;
  /** An address at which a client can put one object. */
  abstract createUpload(grant: UploadGrant): Promise<UploadTarget>;
  /** Deletes what was begun before `before` and never finished. */
  abstract tidy(before: Date): Promise<void>;
}
