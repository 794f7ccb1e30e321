/** What a list of offers can be ordered by. */
export const offerOrders = ['price', '-price', 'duration', '-duration', 'departure', '-departure'] as const;
export type OfferOrder = (typeof offerOrders)[number];
type OrderKey = 'price' | 'duration' | 'departure';

/** What an entry of the list is found and ordered by. */
export interface OfferKeys {
  /** Orders those whose key is the same; no two have the same. */
  readonly entryId: string;
  /** Minor units. */
  readonly price: number;
  /** Minutes. */
  readonly duration: number;
  /** Milliseconds since 1970. */
  readonly departure: number;
}

/** Where the page before ended. */
export interface OfferPosition {
  readonly key: number;
  readonly entryId: string;
}

/** The key of an entry in an order. */
export function keyIn(order: OfferOrder, entry: OfferKeys): number {
  return entry[fieldOf(order)];
}

/**
 * The entries that come after a position, in order, `limit` at most. The position need not be that of an entry: whatever
 * has left the list meanwhile is missing, and nothing is shown twice.
 */
export function entriesAfter<Entry extends OfferKeys>(
  entries: readonly Entry[],
  { order, position, limit }: { order: OfferOrder; position?: OfferPosition; limit: number },
): Entry[] {
  const compare = comparerOf(order);
  const later =
    position === undefined
      ? entries
      : entries.filter((entry) => compare(toPosition(order, entry), position) > 0);
  return later
    .toSorted((left, right) => compare(toPosition(order, left), toPosition(order, right)))
    .slice(0, limit);
}

export function toPosition(order: OfferOrder, entry: OfferKeys): OfferPosition {
  return { key: keyIn(order, entry), entryId: entry.entryId };
}

function fieldOf(order: OfferOrder): OrderKey {
  switch (order) {
    case 'price':
    case '-price':
      return 'price';
    case 'duration':
    case '-duration':
      return 'duration';
    case 'departure':
    case '-departure':
      return 'departure';
  }
}

function comparerOf(order: OfferOrder): (left: OfferPosition, right: OfferPosition) => number {
  const direction = order.startsWith('-') ? -1 : 1;
  return (left, right) => {
    if (left.key !== right.key) return (left.key < right.key ? -1 : 1) * direction;
    if (left.entryId === right.entryId) return 0;
    return (left.entryId < right.entryId ? -1 : 1) * direction;
  };
}
