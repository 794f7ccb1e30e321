/** An answer that is not of the form the supplier's documentation gives it. Names the member, never its value. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';

  constructor(path: string, expected: string) {
    super(`${path} is not ${expected}`);
  }
}

/**
 * The members of a JSON object somebody else made, read one by one. Each read says what it expects and throws
 * `UnreadableAnswer` otherwise, so that nothing is taken for what it is not.
 */
export class Fields {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  static of(value: unknown, path: string): Fields {
    if (!isRecord(value)) throw new UnreadableAnswer(path, 'an object');
    return new Fields(value, path);
  }

  text(name: string): string {
    const value = this.values[name];
    if (typeof value !== 'string' || value === '') throw this.unreadable(name, 'a text');
    return value;
  }

  /** A text, or null where there is none. */
  textOrNull(name: string): string | null {
    return this.isAbsent(name) ? null : this.text(name);
  }

  integer(name: string): number {
    const value = this.values[name];
    if (!Number.isSafeInteger(value)) throw this.unreadable(name, 'a whole number');
    return Number(value);
  }

  flag(name: string): boolean {
    const value = this.values[name];
    if (typeof value !== 'boolean') throw this.unreadable(name, 'true or false');
    return value;
  }

  /** Whether a member that may be missing is true. */
  isTrue(name: string): boolean {
    return !this.isAbsent(name) && this.flag(name);
  }

  /** An instant with its offset from UTC. */
  instant(name: string): Date {
    const instant = new Date(this.text(name));
    if (Number.isNaN(instant.getTime())) throw this.unreadable(name, 'an instant');
    return instant;
  }

  instantOrNull(name: string): Date | null {
    return this.isAbsent(name) ? null : this.instant(name);
  }

  member(name: string): Fields {
    return Fields.of(this.values[name], this.pathOf(name));
  }

  memberOrNull(name: string): Fields | null {
    return this.isAbsent(name) ? null : this.member(name);
  }

  list<Item>(name: string, read: (item: Fields) => Item): Item[] {
    return this.items(name).map((item, index) => read(Fields.of(item, `${this.pathOf(name)}.${index}`)));
  }

  /** The list, empty where there is none. */
  listOrEmpty<Item>(name: string, read: (item: Fields) => Item): Item[] {
    return this.isAbsent(name) ? [] : this.list(name, read);
  }

  /** Texts of a list; what is no text is left out. */
  texts(name: string): string[] {
    if (this.isAbsent(name)) return [];
    return this.items(name).filter((item) => typeof item === 'string');
  }

  /** The member as it is, for whoever can do without it. */
  raw(name: string): unknown {
    return this.values[name];
  }

  private items(name: string): unknown[] {
    const value = this.values[name];
    if (!Array.isArray(value)) throw this.unreadable(name, 'a list');
    return value;
  }

  private isAbsent(name: string): boolean {
    return this.values[name] === undefined || this.values[name] === null;
  }

  private pathOf(name: string): string {
    return `${this.path}.${name}`;
  }

  private unreadable(name: string, expected: string): UnreadableAnswer {
    return new UnreadableAnswer(this.pathOf(name), expected);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
