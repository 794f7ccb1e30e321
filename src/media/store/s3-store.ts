import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { DomainError } from '../../errors/domain-error.js';
import { pictureTooLarge, storeUnavailable } from '../pictures.errors.js';
import { MediaStore, type StoredObject, type UploadGrant, type UploadTarget } from './media-store.js';

export interface S3Settings {
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly pathStyle: boolean;
  readonly prefix: string;
}

/** A request to the store takes no longer, its bytes included; and is tried so often. */
const requestTimeoutMs = 20_000;
const connectionTimeoutMs = 3_000;
const maxAttempts = 3;
/** What one request may delete. */
const maxDeleted = 1_000;

/** Pictures as objects of a bucket of Amazon S3, or whatever speaks its language. */
export class S3Store extends MediaStore {
  private readonly client: S3Client;

  constructor(private readonly settings: S3Settings) {
    super();
    const { region, endpoint, credentials, pathStyle } = settings;
    this.client = new S3Client({
      region,
      forcePathStyle: pathStyle,
      maxAttempts,
      requestHandler: { connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs },
      // Many that speak S3 do not know the checksums that Amazon's client would add.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(endpoint !== undefined && { endpoint }),
      ...(credentials !== undefined && { credentials }),
    });
  }

  override async put(key: string, bytes: Buffer, contentType: string): Promise<void> {
    await reached(() =>
      this.client.send(
        new PutObjectCommand({
          ...this.place(key),
          Body: bytes,
          ContentType: contentType,
          CacheControl: 'public, max-age=31536000, immutable',
        }),
      ),
    );
  }

  override async open(key: string): Promise<StoredObject | undefined> {
    return reached(async () => {
      try {
        const found = await this.client.send(new GetObjectCommand(this.place(key)));
        if (!(found.Body instanceof Readable)) throw new Error('the store sent no bytes');
        return { length: found.ContentLength ?? 0, body: found.Body };
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    });
  }

  override async read(key: string, maxBytes: number): Promise<Buffer | undefined> {
    const found = await this.open(key);
    if (found === undefined) return undefined;
    return reached(async () => {
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of found.body) {
        if (!Buffer.isBuffer(chunk)) throw new Error('the store sent no bytes');
        length += chunk.length;
        // Leaving the loop destroys the stream.
        if (length > maxBytes) throw pictureTooLarge(maxBytes);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, length);
    });
  }

  override async remove(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += maxDeleted) {
      const Objects = keys.slice(from, from + maxDeleted).map((key) => ({ Key: this.place(key).Key }));
      await reached(async () => {
        const { Errors = [] } = await this.client.send(
          new DeleteObjectsCommand({ Bucket: this.settings.bucket, Delete: { Objects, Quiet: true } }),
        );
        const [first] = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
        if (first !== undefined) throw new Error(`${first.Code}: ${first.Message}`);
      });
    }
  }

  /** A form and not a `PUT`: only its policy lets the store itself refuse what is too large. */
  override async createUpload({ key, expiresAt, maxBytes }: UploadGrant): Promise<UploadTarget> {
    const { Bucket, Key } = this.place(key);
    const { url, fields } = await reached(() =>
      createPresignedPost(this.client, {
        Bucket,
        Key,
        Conditions: [['content-length-range', 1, maxBytes]],
        // Never a type that a browser would make something of.
        Fields: { 'Content-Type': 'application/octet-stream' },
        Expires: Math.max(1, Math.round((expiresAt.getTime() - Date.now()) / 1_000)),
      }),
    );
    return { method: 'POST', url, fields };
  }

  /** An object of a bucket is there in full or not at all. */
  override tidy(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends its connections. */
  close(): void {
    this.client.destroy();
  }

  private place(key: string): { Bucket: string; Key: string } {
    const { bucket, prefix } = this.settings;
    return { Bucket: bucket, Key: prefix === '' ? key : `${prefix}/${key}` };
  }
}

async function reached<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DomainError ? error : storeUnavailable(error);
  }
}
