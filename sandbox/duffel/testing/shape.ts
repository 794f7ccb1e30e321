/** What a field must be: `?` and `maybe` may be null; a `list` has at least one item, a `list*` may be empty. */
export type Shape =
  | 'text'
  | 'text?'
  | 'number'
  | 'number?'
  | 'flag'
  | 'instant'
  | 'instant?'
  | 'amount'
  | 'amount?'
  | 'local'
  | 'duration'
  | 'map'
  | { readonly [field: string]: Shape };

const patterns: Readonly<Record<string, RegExp>> = {
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
  amount: /^\d+\.\d{2}$/,
  local: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/,
  duration: /^P(?=.)(\d+D)?(T(\d+H)?(\d+M)?)?$/,
};

/** Where a value is not of the shape, in words; empty when it is. Fields that the shape does not name do not matter. */
export function faultsOf(value: unknown, shape: Shape, path = ''): string[] {
  if (typeof shape === 'string') return isOf(value, shape) ? [] : [`${path} is ${JSON.stringify(value)}`];
  const { maybe, list, 'list*': anyList } = shape;
  if (maybe !== undefined) return value === null ? [] : faultsOf(value, maybe, path);
  const item = list ?? anyList;
  if (item !== undefined) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    if (value.length === 0 && list !== undefined) return [`${path} is empty`];
    return value.flatMap((each, index) => faultsOf(each, item, `${path}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${path} is ${JSON.stringify(value)}`];
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.entries(shape).flatMap(([name, expected]) =>
    fields.has(name)
      ? faultsOf(fields.get(name), expected, `${path}.${name}`)
      : [`${path}.${name} is missing`],
  );
}

function isOf(value: unknown, shape: string): boolean {
  if (shape.endsWith('?')) return value === null || isOf(value, shape.slice(0, -1));
  switch (shape) {
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'map':
      return (
        typeof value === 'object' &&
        value !== null &&
        Object.values(value).every((each) => typeof each === 'string')
      );
    default:
      return typeof value === 'string' && (patterns[shape]?.test(value) ?? true);
  }
}
