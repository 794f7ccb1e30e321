import type { PictureRow } from './picture.views.js';
import type { AdminPictureDto } from './pictures.dto.js';
import { addressOf, toRenditionDtos } from './shown-picture.js';

/** @param publicUrl where renditions are loaded from; empty: this server */
export function toAdminPicture(row: PictureRow, publicUrl: string): AdminPictureDto {
  const { pictureId, roomTypeId, position, caption, status, failure, width, height, createdAt } = row;
  const renditions = toRenditionDtos(row.renditions, publicUrl);
  return {
    pictureId,
    roomTypeId,
    position,
    caption,
    status,
    failure,
    url: addressOf(row, renditions) ?? null,
    width,
    height,
    renditions,
    createdAt: createdAt.toISOString(),
  };
}

/**
 * What of an answer is not in its tag: what becomes of a picture by itself. Whoever changes a caption need not wait for the
 * renditions.
 */
export const untaggedFields = [
  'status',
  'failure',
  'url',
  'width',
  'height',
  'renditions',
  'upload',
] as const;

/** What the tag of a picture is made of. */
export function taggedPicture(picture: AdminPictureDto): object {
  const without: readonly string[] = untaggedFields;
  return Object.fromEntries(Object.entries(picture).filter(([name]) => !without.includes(name)));
}

/** Which thing of the audit trail a picture is. */
export function subjectOf({ hotelId, pictureId }: Pick<PictureRow, 'hotelId' | 'pictureId'>): {
  kind: 'picture';
  id: number;
  listingId: number;
} {
  return { kind: 'picture', id: pictureId, listingId: hotelId };
}

/** What the audit trail says of a picture. */
export function auditedPicture(row: PictureRow): object {
  const { roomTypeId, position, caption, width, height } = row;
  return { roomTypeId, position, caption, width, height };
}
