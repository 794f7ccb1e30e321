interface Booked {
  readonly items?: readonly { readonly roomTypeId: number; readonly quantity: number }[];
  readonly seats?: readonly string[];
  readonly cabin?: string;
  readonly quantity?: number;
}

/** What is held or was booked, in few words: `2 × room type 7`, `2A, 2C`, `3 × economy`. */
export function showItems({ items, seats, cabin, quantity = 1 }: Booked): string {
  if (seats !== undefined) return seats.join(', ');
  if (items === undefined) return `${quantity} × ${cabin}`;
  return items.map((item) => `${item.quantity} × room type ${item.roomTypeId}`).join(', ');
}
