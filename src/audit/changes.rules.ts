import { isDeepStrictEqual } from 'node:util';

/** One field before and after. `from` is missing where there was nothing, `to` where nothing is left. */
export interface FieldChange {
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Longer values are kept as what they were about: the trail is read by people. */
const maxValueCharacters = 10_000;

/**
 * What differs between two states of one thing, field by field (a field that is an object or a list is one value).
 * Empty when nothing does. Undefined stands for a thing that was not there, or is not there any more.
 */
export function changesBetween(
  before: object | undefined,
  after: object | undefined,
): Record<string, FieldChange> {
  const old = new Map<string, unknown>(Object.entries(before ?? {}));
  const fresh = new Map<string, unknown>(Object.entries(after ?? {}));
  const fields = [...new Set([...old.keys(), ...fresh.keys()])];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const from = old.get(field);
      const to = fresh.get(field);
      if (isDeepStrictEqual(from, to)) return [];
      return [
        [
          field,
          { ...(from !== undefined && { from: clip(from) }), ...(to !== undefined && { to: clip(to) }) },
        ],
      ];
    }),
  );
}

function clip(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.length <= maxValueCharacters ? value : `${text.slice(0, maxValueCharacters)}…`;
}
