/** Largest value of a PostgreSQL `integer`, the type of every listing and SKU id. */
export const maxInt4 = 2_147_483_647;

/** The id written in a path, or undefined for anything that cannot be one. */
export function parseInt4Id(text: string): number | undefined {
  if (!/^[1-9]\d{0,9}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= maxInt4 ? id : undefined;
}
