import type { RenditionRow, ShownPictureRow } from './picture.views.js';
import type { PictureDto, RenditionDto } from './shown-picture.dto.js';

/** Where renditions are served, when nothing else is configured. */
export const mediaPath = '/media';

/** The picture as guests see it; it has a rendition or an address elsewhere. */
export function toPictureDto(row: ShownPictureRow, publicUrl: string): PictureDto {
  const { pictureId, caption, width, height } = row;
  const renditions = toRenditionDtos(row.renditions, publicUrl);
  return { pictureId, url: addressOf(row, renditions) ?? '', caption, width, height, renditions };
}

/** @param publicUrl where renditions are loaded from; empty: this server */
export function toRenditionDtos(rows: readonly RenditionRow[], publicUrl: string): RenditionDto[] {
  const base = publicUrl === '' ? mediaPath : publicUrl;
  return rows.map(({ path, format, width, height, bytes }) => ({
    url: `${base}/${path}`,
    format,
    width,
    height,
    bytes,
  }));
}

/** The one address for whoever wants only one: the WebP of the middle width, or where the picture is instead. */
export function addressOf(row: ShownPictureRow, renditions: readonly RenditionDto[]): string | undefined {
  const webp = renditions.filter(({ format }) => format === 'webp');
  return row.url ?? webp[Math.floor((webp.length - 1) / 2)]?.url;
}
