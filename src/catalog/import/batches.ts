/** Splits rows into runs of at most `size`, in order. */
export function* inBatches<Row>(rows: readonly Row[], size: number): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** The same, each with rows of at most so many keys. Rows of one key that stand apart may be in several runs. */
export function* inBatchesOf<Row>(
  rows: readonly Row[],
  most: { readonly rows: number; readonly keys: number },
  keyOf: (row: Row) => string,
): Generator<Row[]> {
  let run: Row[] = [];
  let keys = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row);
    if (run.length === most.rows || (keys.size === most.keys && !keys.has(key))) {
      yield run;
      run = [];
      keys = new Set();
    }
    run.push(row);
    keys.add(key);
  }
  if (run.length > 0) yield run;
}
