import { emptyForm, type Form, type FormValue } from './form.js';
import { invalidRequest, missingParameter } from './stripe-error.js';
import type { Metadata } from '../state/objects.js';

/** Reads parameters as Stripe does: everything is text, a wrong one is a 400 that names it. */
export class Params {
  constructor(
    private readonly form: Form,
    private readonly prefix = '',
  ) {}

  /** Refuses what the sandbox does not know, so that nothing is ignored in silence. */
  allow(names: ReadonlySet<string>): void {
    for (const name of Object.keys(this.form)) {
      if (!names.has(name)) {
        const param = this.name(name);
        throw invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
      }
    }
  }

  has(name: string): boolean {
    return this.form[name] !== undefined;
  }

  /** Text, or undefined when it was not sent. An empty text means "unset" and reads as null. */
  text(name: string, maxLength = 5_000): string | null | undefined {
    const value = this.form[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'string') throw this.invalid(name, 'string');
    if (value.length > maxLength) {
      throw invalidRequest(`Invalid string: too long (${value.length}, at most ${maxLength}).`, {
        param: this.name(name),
      });
    }
    return value === '' ? null : value;
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missingParameter(this.name(name));
    if (value === null) {
      throw invalidRequest(`You passed an empty string for '${this.name(name)}'.`, {
        code: 'parameter_invalid_empty',
        param: this.name(name),
      });
    }
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === null) return undefined;
    if (!/^-?\d{1,15}$/.test(value)) {
      throw invalidRequest(`Invalid integer: ${value.slice(0, 50)}`, {
        code: 'parameter_invalid_integer',
        param: this.name(name),
      });
    }
    return Number(value);
  }

  requiredInteger(name: string): number {
    const value = this.integer(name);
    if (value === undefined) throw missingParameter(this.name(name));
    return value;
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined || value === null) return undefined;
    if (value !== 'true' && value !== 'false') throw this.invalid(name, 'boolean');
    return value === 'true';
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined || value === null) return undefined;
    const found = values.find((known) => known === value);
    if (found === undefined) {
      throw invalidRequest(
        `Invalid ${this.name(name)}: must be one of ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
        { param: this.name(name) },
      );
    }
    return found;
  }

  list(name: string): string[] {
    const value = this.form[name];
    if (value === undefined || value === '') return [];
    if (typeof value === 'string') throw this.invalid(name, 'array');
    return Object.values(value).map((item: FormValue) => {
      if (typeof item !== 'string') throw this.invalid(name, 'array');
      return item;
    });
  }

  hash(name: string): Params {
    const value = this.form[name];
    if (typeof value === 'string' && value !== '') throw this.invalid(name, 'object');
    return new Params(typeof value === 'object' ? value : emptyForm(), this.name(name));
  }

  /** The keys that were sent. */
  keys(): string[] {
    return Object.keys(this.form);
  }

  /** `current` with the keys that were sent changed; an empty value removes its key, an empty `metadata` all of them. */
  metadata(current: Metadata = {}): Metadata {
    if (this.form['metadata'] === '') return {};
    const sent = this.hash('metadata');
    const merged: Metadata = { ...current };
    for (const key of sent.keys()) {
      if (key.length > 40) {
        throw invalidRequest('Metadata keys can be at most 40 characters.', { param: 'metadata' });
      }
      const value = sent.text(key, 500);
      if (value === null || value === undefined) delete merged[key];
      else merged[key] = value;
    }
    if (Object.keys(merged).length > 50) {
      throw invalidRequest('Metadata can have at most 50 keys.', { param: 'metadata' });
    }
    return merged;
  }

  private name(name: string): string {
    return this.prefix === '' ? name : `${this.prefix}[${name}]`;
  }

  private invalid(name: string, expected: string) {
    return invalidRequest(`Invalid ${expected}`, { param: this.name(name) });
  }
}
