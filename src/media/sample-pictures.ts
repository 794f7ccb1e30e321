import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { projectFolder } from '../config/project-folder.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { PicturesService } from './pictures.service.js';
import { listPictureTargets } from './sample-pictures.queries.js';

interface SampleLine {
  readonly hotel_code: string;
  /** Empty for a picture of the hotel. */
  readonly room_type_code: string;
  readonly file: string;
  readonly caption: string;
}

/** Whom the audit trail names. */
const actor = { name: 'sample catalogue', via: 'command_line' } as const;

/**
 * Adds the pictures that ship with the project (`data/sample/pictures.csv`) to the sample catalogue, through the same door
 * as everyone's. Hotels and room types that have pictures are left alone, so it can be repeated after a crash.
 */
export async function loadSamplePictures(prisma: PrismaService, pictures: PicturesService): Promise<number> {
  const folder = path.join(projectFolder(), 'data', 'sample');
  const lines: SampleLine[] = parse(await readFile(path.join(folder, 'pictures.csv')), { columns: true });
  const targets = await listPictureTargets(prisma);
  let added = 0;
  for (const { hotel_code: hotelCode, room_type_code: roomTypeCode, file, caption } of lines) {
    const target = targets.find((each) => each.hotelCode === hotelCode && each.roomTypeCode === roomTypeCode);
    if (target === undefined || target.hasPictures) continue;
    const { hotelId, roomTypeId } = target;
    const bytes = await readFile(path.join(folder, 'pictures', file));
    await pictures.add({ hotelId, roomTypeId: roomTypeId ?? undefined }, bytes, { caption, actor });
    added += 1;
  }
  return added;
}
