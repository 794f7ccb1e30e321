/**
 * Works on items, a few at a time; the first error is thrown when all are done, so that one cannot keep the others from
 * their turn.
 */
export async function eachLimited<Item>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const errors: unknown[] = [];
  const run = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: atATime }, run));
  if (errors.length > 0) throw errors[0];
}
