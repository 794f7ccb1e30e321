/**
 * Runs steps, at most `concurrency` at a time, each when all its predecessors are done or have said that nobody needs
 * to wait for them any longer; of those that may run the earliest comes first. A step that could not do its work must
 * still come to an end: when `perform` throws, the whole run does.
 *
 * @param predecessors for each step the indexes of earlier steps it waits for
 * @param perform does a step; may call `letNextGo` before it is done
 */
export function runInOrder(
  predecessors: readonly (readonly number[])[],
  concurrency: number,
  perform: (index: number, letNextGo: () => void) => Promise<void>,
): Promise<void> {
  const waitingFor = predecessors.map((list) => list.length);
  const successors: number[][] = predecessors.map(() => []);
  predecessors.forEach((list, index) => list.forEach((before) => successors[before]?.push(index)));
  /** The earliest stands last, where it is taken. */
  const ready = predecessors.flatMap((list, index) => (list.length === 0 ? [index] : [])).toReversed();
  let running = 0;

  return new Promise((resolve, reject) => {
    const letNextGo = (index: number) => {
      for (const next of successors[index]?.splice(0) ?? []) {
        waitingFor[next] = (waitingFor[next] ?? 0) - 1;
        if (waitingFor[next] === 0) insert(ready, next);
      }
      launch();
    };
    const launch = () => {
      while (running < concurrency) {
        const index = ready.pop();
        if (index === undefined) break;
        running += 1;
        perform(index, () => letNextGo(index)).then(() => {
          running -= 1;
          letNextGo(index);
        }, reject);
      }
      if (running === 0) resolve();
    };
    launch();
  });
}

/** Keeps the list in descending order. */
function insert(ready: number[], index: number): void {
  let low = 0;
  let high = ready.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((ready[middle] ?? 0) > index) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, index);
}
