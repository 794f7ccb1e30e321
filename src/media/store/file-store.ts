import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../../errors/domain-error.js';
import { pictureTooLarge, storeUnavailable } from '../pictures.errors.js';
import { signUpload, verifyUpload, type UploadClaim } from '../upload-token.rules.js';
import { MediaStore, type StoredObject, type UploadGrant, type UploadTarget } from './media-store.js';

/** Where files are written before they get their name. */
const draftFolder = 'drafts';

/** Pictures as files below one folder. */
export class FileStore extends MediaStore {
  /**
   * @param folder is made when it is first needed
   * @param secret signs upload addresses; the same in every process that sees the folder
   */
  constructor(
    private readonly folder: string,
    private readonly secret: string,
  ) {
    super();
  }

  override put(key: string, bytes: Buffer): Promise<void> {
    return this.write(key, (file) => file.writeFile(bytes));
  }

  /** Stores what a client sends. Throws `payload_too_large`, and whatever the stream ends with. */
  async receive(key: string, stream: Readable, maxBytes: number): Promise<void> {
    await this.write(key, async (file) => {
      let length = 0;
      // Left alone when this throws: a request that is destroyed could not be answered any more.
      for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
        if (!Buffer.isBuffer(chunk)) throw new Error('a request has a body of bytes');
        length += chunk.length;
        if (length > maxBytes) throw pictureTooLarge(maxBytes);
        await file.write(chunk);
      }
    });
  }

  override async open(key: string): Promise<StoredObject | undefined> {
    const file = await orUndefined(() => open(this.pathOf(key), 'r'));
    if (file === undefined) return undefined;
    try {
      const { size } = await file.stat();
      return { length: size, body: file.createReadStream({ highWaterMark: 64 * 1024 }) };
    } catch (error) {
      await file.close();
      throw storeUnavailable(error);
    }
  }

  override async read(key: string, maxBytes: number): Promise<Buffer | undefined> {
    const file = await orUndefined(() => open(this.pathOf(key), 'r'));
    if (file === undefined) return undefined;
    try {
      if ((await file.stat()).size > maxBytes) throw pictureTooLarge(maxBytes);
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  override async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await orUndefined(() => rm(this.pathOf(key)));
  }

  override createUpload(grant: UploadGrant): Promise<UploadTarget> {
    return Promise.resolve({
      method: 'PUT',
      url: `/v1/uploads/${signUpload(grant, this.secret)}`,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
  }

  /** What an upload address claims, or undefined for one that is not ours. */
  readToken(token: string): UploadClaim | undefined {
    return verifyUpload(token, this.secret);
  }

  override async tidy(before: Date): Promise<void> {
    const drafts = path.join(this.folder, draftFolder);
    for (const name of (await orUndefined(() => readdir(drafts))) ?? []) {
      const file = path.join(drafts, name);
      const found = await orUndefined(() => stat(file));
      if (found !== undefined && found.mtime < before) await orUndefined(() => rm(file));
    }
  }

  /**
   * Written in full and flushed under another name, then renamed, and the folders flushed: whoever sees the file sees all
   * of it, also after the power was cut.
   */
  private async write(key: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
    const target = this.pathOf(key);
    const draft = path.join(this.folder, draftFolder, randomUUID());
    let file: FileHandle;
    try {
      await makeFolder(path.dirname(draft));
      file = await open(draft, 'wx', 0o600);
    } catch (error) {
      throw storeUnavailable(error);
    }
    try {
      try {
        await fill(file);
        await file.sync();
      } finally {
        await file.close();
      }
      await makeFolder(path.dirname(target));
      await rename(draft, target);
      await flushFolder(path.dirname(target));
    } catch (error) {
      await rm(draft, { force: true });
      throw isSystemError(error) && !isRequestFault(error) ? storeUnavailable(error) : error;
    }
  }

  private pathOf(key: string): string {
    return path.join(this.folder, ...key.split('/'));
  }
}

/** Makes a folder with those above it, each flushed into the one it is in. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) {
    await flushFolder(path.dirname(made));
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What `work` finds, or undefined where there is nothing. */
async function orUndefined<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw storeUnavailable(error);
  }
}

/** The client went away. */
function isRequestFault(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  if (typeof error !== 'object' || error === null || error instanceof DomainError) return false;
  return 'code' in error && typeof error.code === 'string';
}
