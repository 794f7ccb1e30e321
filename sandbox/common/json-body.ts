/** What was sent to the sandbox itself cannot be understood: 400. */
export class InvalidInput extends Error {
  constructor(
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
  }
}

type Json = Record<string, unknown>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object sent to the sandbox itself. Reading a field checks it; what nobody has read is refused by `end`. */
export class JsonBody {
  private readonly unread: Set<string>;

  private constructor(
    private readonly values: Json,
    private readonly path: string,
  ) {
    this.unread = new Set(Object.keys(values));
  }

  /** An empty text is an empty object. */
  static parse(text: string): JsonBody {
    try {
      const value: unknown = text.trim() === '' ? {} : JSON.parse(text);
      if (isRecord(value)) return new JsonBody(value, '');
    } catch {
      // Said below.
    }
    throw new InvalidInput('The body must be a JSON object.');
  }

  /** Sent as null. */
  isNull(name: string): boolean {
    if (this.values[name] !== null) return false;
    this.unread.delete(name);
    return true;
  }

  integer(name: string, range: { from: number; to: number }): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < range.from || value > range.to) {
      throw this.wrong(name, `an integer from ${range.from} to ${range.to}`);
    }
    return value;
  }

  boolean(name: string): boolean | undefined {
    const value = this.take(name);
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.wrong(name, 'true or false');
  }

  text(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined || (typeof value === 'string' && value !== '' && value.length <= 500))
      return value;
    throw this.wrong(name, 'a text');
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = values.find((known) => known === value);
    if (found === undefined) throw this.wrong(name, `one of ${values.join(', ')}`);
    return found;
  }

  /** Texts of which at least one must be given. */
  texts(name: string, values?: ReadonlySet<string>): string[] | undefined {
    const list = this.take(name);
    if (list === undefined) return undefined;
    const wanted = values ? `a list of ${[...values].join(', ')}` : 'a list of texts';
    if (!Array.isArray(list) || list.length === 0) throw this.wrong(name, wanted);
    return list.map((item: unknown) => {
      if (typeof item !== 'string' || (values && !values.has(item))) throw this.wrong(name, wanted);
      return item;
    });
  }

  /** Texts by name, as metadata is. */
  map(name: string): Record<string, string> | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (!isRecord(value)) throw this.wrong(name, 'an object of texts');
    const entries = Object.entries(value).map(([key, text]): [string, string] => {
      if (typeof text !== 'string') throw this.wrong(`${name}.${key}`, 'a text');
      return [key, text];
    });
    return Object.fromEntries(entries);
  }

  /** Milliseconds or null by name. */
  delays(name: string, range: { from: number; to: number }): Record<string, number | null> | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (!isRecord(value)) throw this.wrong(name, 'an object of milliseconds');
    const entries = Object.entries(value).map(([key, delay]): [string, number | null] => {
      if (delay === null) return [key, null];
      if (typeof delay !== 'number' || !(delay >= range.from && delay <= range.to)) {
        throw this.wrong(`${name}.${key}`, `from ${range.from} to ${range.to}, or null`);
      }
      return [key, delay];
    });
    return Object.fromEntries(entries);
  }

  /** Probabilities by name. */
  rates<K extends string>(name: string, kinds: readonly K[]): Partial<Record<K, number>> {
    const value = this.take(name) ?? {};
    if (!isRecord(value)) throw this.wrong(name, 'an object of rates');
    const rates: Partial<Record<K, number>> = {};
    for (const [key, rate] of Object.entries(value)) {
      const kind = kinds.find((known) => known === key);
      if (kind === undefined) throw this.wrong(`${name}.${key}`, `one of ${kinds.join(', ')}`);
      if (typeof rate !== 'number' || !(rate >= 0 && rate <= 1)) {
        throw this.wrong(`${name}.${key}`, 'a number from 0 to 1');
      }
      rates[kind] = rate;
    }
    return rates;
  }

  /** An object, null, or undefined when it was not sent. */
  object(name: string): JsonBody | null | undefined {
    const value = this.take(name);
    if (value === undefined || value === null) return value;
    if (!isRecord(value)) throw this.wrong(name, 'an object or null');
    return new JsonBody(value, `${this.path}${name}.`);
  }

  /** 400 when something was sent that nobody asked for. */
  end(): void {
    const [name] = this.unread;
    if (name === undefined) return;
    const param = this.path + name;
    throw new InvalidInput(`Received unknown parameter: ${param}`, param);
  }

  private take(name: string): unknown {
    this.unread.delete(name);
    return this.values[name];
  }

  private wrong(name: string, expected: string) {
    const param = this.path + name;
    return new InvalidInput(`\`${param}\` must be ${expected}.`, param);
  }
}
