import type { CsvRow } from './csv-file.js';
import { RowFault, RowReader } from './row-reader.js';

export const pictureColumns = ['hotel_code'] as const;

const maxCaptionCharacters = 500;

/** One line of pictures.csv: a picture of a hotel, or of a room type. */
export interface PictureRow {
  readonly line: number;
  readonly hotelCode: string;
  /** Null: the hotel. */
  readonly typeCode: string | null;
  /** In the folder `pictures` beside the file; one of the two. */
  readonly file: string | null;
  /** Where it is, when it is not to be kept here. */
  readonly url: string | null;
  /** Null: nothing is said of it. */
  readonly caption: string | null;
}

/** Reads one picture. Throws `RowFault`. */
export function readPictureRow(row: CsvRow): PictureRow {
  const reader = new RowReader(row);
  if (reader.isEmpty('file') === reader.isEmpty('url')) {
    throw new RowFault('one of file and url says where the picture is', 'file', row.fields['file'] ?? '');
  }
  return {
    line: row.line,
    hotelCode: reader.text('hotel_code'),
    typeCode: reader.text('room_type_code', { fallback: '' }) || null,
    file: reader.isEmpty('file') ? null : reader.matching('file', /^\w[\w.-]*$/, 'the name of a file'),
    url: reader.isEmpty('url') ? null : readUrl(reader),
    caption: reader.optional('caption', (column) => reader.text(column, { max: maxCaptionCharacters })),
  };
}

function readUrl(reader: RowReader): string {
  const url = reader.text('url', { max: 2_000 });
  if (/^https?:/.test(url) && URL.canParse(url)) return url;
  throw new RowFault('url is no address on the web', 'url', url);
}
