/** `a, b` → `['a', 'b']` */
export function splitList({ value }: { value: unknown }): unknown {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;
}

/** Where a sandbox on `port` of this machine answers. */
export function sandboxAddress(port: number): string {
  return `http://127.0.0.1:${port}`;
}
