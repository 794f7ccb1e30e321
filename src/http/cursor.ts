import { createHash } from 'node:crypto';
import { DomainError } from '../errors/domain-error.js';
import { isNight } from '../stays/night.js';
import { maxInt4 } from './int4.js';

/** The kinds of column a list is ordered by. */
interface CursorColumns {
  id: number;
  integer: number;
  uuid: string;
  text: string;
  night: string;
  instant: string;
}
export type CursorColumn = keyof CursorColumns;

type CursorValues<Columns extends readonly CursorColumn[]> = {
  -readonly [Index in keyof Columns]: CursorColumns[Columns[Index]];
};

/** Where a page of one list ended: the sort key of its last row. */
export interface CursorCodec<Values extends readonly unknown[]> {
  encode(values: Values): string;
  /** Throws 400 `invalid_cursor` for anything `encode` of the same list did not make. */
  decode(cursor: string): Values;
}

const maxCursorLength = 1_000;
const checksumBytes = 6;

const isColumn: Record<CursorColumn, (value: unknown) => boolean> = {
  id: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maxInt4,
  integer: (value) => Number.isSafeInteger(value),
  uuid: (value) => typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value),
  text: (value) => typeof value === 'string' && value.length <= 200 && !value.includes('\0'),
  night: isNight,
  // Microseconds are kept: cutting them off would repeat or skip rows of the same millisecond.
  instant: (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
};

/**
 * Cursors of one list. They are opaque to clients and carry a checksum that covers the list's name, so one
 * that was altered, or belongs to another list or sort order, is refused rather than misread. It is no
 * secret: what a guest may see is decided by the query, never by a cursor.
 *
 * @param list names the list and its order, e.g. `flights by price`
 */
export function cursorCodec<const Columns extends readonly CursorColumn[]>(
  list: string,
  columns: Columns,
): CursorCodec<CursorValues<Columns>> {
  const isValues = (values: unknown): values is CursorValues<Columns> =>
    Array.isArray(values) &&
    values.length === columns.length &&
    columns.every((column, index) => isColumn[column](values[index]));
  return {
    encode: (values) => {
      const payload = Buffer.from(JSON.stringify(values));
      return Buffer.concat([checksum(list, payload), payload]).toString('base64url');
    },
    decode: (cursor) => {
      const bytes = Buffer.from(cursor.slice(0, maxCursorLength), 'base64url');
      const payload = bytes.subarray(checksumBytes);
      // Comparing the text too: base64url decoding skips characters it does not know.
      if (
        bytes.toString('base64url') !== cursor ||
        !checksum(list, payload).equals(bytes.subarray(0, checksumBytes))
      ) {
        throw invalidCursor();
      }
      const values = parseJson(payload.toString());
      if (!isValues(values)) throw invalidCursor();
      return values;
    },
  };
}

function checksum(list: string, payload: Buffer): Buffer {
  return createHash('sha256').update(list).update('\0').update(payload).digest().subarray(0, checksumBytes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidCursor();
  }
}

function invalidCursor(): DomainError {
  return new DomainError('invalid', 'invalid_cursor', 'The cursor is not one this list gave out');
}
