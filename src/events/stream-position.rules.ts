import type { StreamedRow } from './event.views.js';

/** Where a client's stream had come to, as it says itself in `Last-Event-ID`. */
export interface StreamPosition {
  readonly eventId: string;
  /** How many events the stream had told up to this one, in order; undefined for the bare id of an event. */
  readonly told?: number;
}

export const streamIdPattern = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\.(\d{1,4}))?$/i;

/** Reads what `streamIdOf` writes, and the bare id of an event. */
export function parseStreamId(text: string): StreamPosition | undefined {
  const [, eventId, told] = streamIdPattern.exec(text) ?? [];
  if (eventId === undefined) return undefined;
  return { eventId: eventId.toLowerCase(), ...(told === undefined ? {} : { told: Number(told) }) };
}

/** The `id:` of an event in a stream: its own id, and how many the client has now been told in order (see `ToldEvents`). */
export function streamIdOf(eventId: string, told: number): string {
  return `${eventId}.${told}`;
}

/**
 * Which of a subject's events (all, in order) a client at `position` has been told; undefined when the position is none of
 * this subject's.
 *
 * Events are never deleted, so when as many stand before the position as the client has counted, they are the ones it was
 * told. When more do, some were written behind its back (the database's clock was set back): then only the event itself is
 * certain, and the rest is told again rather than lost.
 */
export function toldBefore<Row extends Pick<StreamedRow, 'eventId'>>(
  rows: readonly Row[],
  { eventId, told }: StreamPosition,
): readonly Row[] | undefined {
  const index = rows.findIndex((row) => row.eventId === eventId);
  if (index === -1) return undefined;
  return told === undefined || told === index + 1 ? rows.slice(0, index + 1) : rows.slice(index, index + 1);
}
