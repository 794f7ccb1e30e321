import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { AppConfig } from '../config/app-config.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { hashOf } from './object-keys.rules.js';
import { PictureReader } from './picture-reader.js';
import { listTransferRows, type TransferRow } from './picture-transfer.views.js';
import { sniffType } from './picture-type.rules.js';
import { pictureTooLarge } from './pictures.errors.js';
import type { PictureScope } from './picture.views.js';
import { PicturesService } from './pictures.service.js';
import { MediaStore } from './store/media-store.js';

/** A picture that a hotel or room type is to have. */
export interface WantedPicture {
  /** Null: the one it has, none for a new one. */
  readonly caption: string | null;
  /** Where it is, when it is not to be kept here. */
  readonly url: string | null;
  /** Otherwise its file, when it is there and has no more bytes than that. */
  readonly read: (maxBytes: number) => Promise<Buffer | 'missing' | 'too_large'>;
  /** Called when it cannot be had, with the reason. */
  readonly refuse: (reason: string) => void;
}

/** A line names a file that is not there. */
class MissingFile extends Error {
  override readonly name = 'MissingFile';
}

/** How pictures leave with an export of the catalogue, and come with an import. One file at a time is in memory. */
@Injectable()
export class PictureTransfer {
  constructor(
    private readonly prisma: PrismaService,
    private readonly store: MediaStore,
    private readonly reader: PictureReader,
    private readonly pictures: PicturesService,
    private readonly config: AppConfig,
  ) {}

  /** The file of a picture as it was uploaded, with a name that follows from its bytes; undefined when the store has lost it. */
  async readOriginal(key: string): Promise<{ readonly name: string; readonly bytes: Buffer } | undefined> {
    // Its size was bounded when it was taken, perhaps by another bound than today's.
    const bytes = await this.store.read(key, Number.MAX_SAFE_INTEGER);
    return bytes && { name: nameOf(bytes), bytes };
  }

  /** Looks at pictures and adds none of them. Returns how many are good. */
  async check(wanted: readonly WantedPicture[]): Promise<number> {
    let good = 0;
    for (const picture of wanted) {
      await refusing(picture, async () => {
        if (picture.url === null) await this.reader.check(await this.read(picture));
        good += 1;
      });
    }
    return good;
  }

  /**
   * Brings the pictures of a hotel or room type to what is wanted: those that are there, by their bytes or address, get the
   * caption, the others are added, and the order is that of the list; what is not in it stays, behind. Returns how many of
   * the list are there now.
   */
  async bring(scope: PictureScope, wanted: readonly WantedPicture[], actor: Actor): Promise<number> {
    const before = await this.listOf(scope);
    const known = new Map<string, TransferRow[]>();
    for (const row of before) {
      const mark = row.url ?? (row.key === null ? undefined : (await this.readOriginal(row.key))?.name);
      if (mark !== undefined) known.set(mark, [...(known.get(mark) ?? []), row]);
    }
    const order: number[] = [];
    for (const picture of wanted) {
      await refusing(picture, async () => {
        const caption = picture.caption ?? '';
        const what = picture.url ?? (await this.read(picture));
        const there = known.get(typeof what === 'string' ? what : nameOf(what))?.shift();
        if (there !== undefined) {
          order.push(there.pictureId);
          const isOther = picture.caption !== null && there.caption !== caption;
          if (isOther) await this.pictures.changeCaption(there, { caption, actor });
          return;
        }
        const made =
          typeof what === 'string'
            ? await this.pictures.addElsewhere(scope, what, { caption, actor })
            : await this.pictures.add(scope, what, { caption, actor });
        order.push(made.pictureId);
      });
    }
    await this.order(scope, order, actor);
    return order.length;
  }

  private async read(picture: WantedPicture): Promise<Buffer> {
    const { mediaMaxBytes } = this.config;
    const bytes = await picture.read(mediaMaxBytes);
    if (bytes === 'missing') throw new MissingFile('there is no such file');
    if (bytes === 'too_large') throw pictureTooLarge(mediaMaxBytes);
    return bytes;
  }

  private async order(scope: PictureScope, first: readonly number[], actor: Actor): Promise<void> {
    const now = (await this.pictures.list(scope)).map(({ pictureId }) => pictureId);
    const wanted = [...first, ...now.filter((id) => !first.includes(id))];
    if (wanted.some((id, index) => id !== now[index])) await this.pictures.reorder(scope, wanted, actor);
  }

  private async listOf({ hotelId, roomTypeId }: PictureScope): Promise<TransferRow[]> {
    const rows = await listTransferRows(this.prisma, [hotelId]);
    return rows.filter((row) => row.roomTypeId === (roomTypeId ?? null));
  }
}

/** A file that is no picture, or one too many, is the fault of its line; a store that cannot be reached is not. */
async function refusing(picture: WantedPicture, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isOfLine =
      error instanceof MissingFile || (error instanceof DomainError && error.kind !== 'unavailable');
    if (!isOfLine) throw error;
    picture.refuse(error.message);
  }
}

/** A name that is the same for the same bytes, wherever they are. */
function nameOf(bytes: Buffer): string {
  return `${hashOf(bytes)}.${sniffType(bytes)?.type ?? 'bin'}`;
}
