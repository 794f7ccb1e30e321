import { invalidField, invalidRequest, requiredField } from './duffel-error.js';

type Json = Record<string, unknown>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The `data` of a request body. Reading a field checks it; what nobody reads is ignored, as at Duffel. */
export class RequestData {
  private constructor(
    private readonly values: Json,
    private readonly path: string,
  ) {}

  static readonly empty = new RequestData({}, '');

  /** 400 unless the body is `{ "data": { … } }`. */
  static parse(text: string): RequestData {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      throw invalidRequest(400, 'bad_request', 'The request body is not JSON.');
    }
    if (!isRecord(body) || body['data'] === undefined) {
      throw invalidRequest(
        400,
        'missing_data_param',
        'The data in the request body should be nested under the data key.',
      );
    }
    if (!isRecord(body['data'])) {
      throw invalidRequest(
        400,
        'invalid_data_param',
        'The data in the request body should be a JSON object.',
      );
    }
    return new RequestData(body['data'], '');
  }

  place(name: string): string {
    return `${this.path}${name}`;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  findText(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.wrong(name, 'must be a string', 'validation_type');
    return value;
  }

  text(name: string): string {
    const value = this.findText(name)?.trim();
    if (value === undefined || value === '') throw requiredField(this.place(name));
    return value;
  }

  findInteger(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw this.wrong(name, 'must be an integer', 'validation_type');
    }
    return value;
  }

  findBoolean(name: string): boolean | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'boolean') throw this.wrong(name, 'must be a boolean', 'validation_type');
    return value;
  }

  findOneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.findText(name);
    if (value === undefined) return undefined;
    const found = values.find((each) => each === value);
    if (found === undefined) {
      throw this.wrong(name, `must be one of ${values.join(', ')}`, 'validation_inclusion');
    }
    return found;
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T {
    const found = this.findOneOf(name, values);
    if (found === undefined) throw requiredField(this.place(name));
    return found;
  }

  object(name: string): RequestData {
    const value = this.values[name];
    if (value === undefined || value === null) throw requiredField(this.place(name));
    if (!isRecord(value)) throw this.wrong(name, 'must be an object', 'validation_type');
    return new RequestData(value, `${this.place(name)}/`);
  }

  /** An empty list when it is absent. */
  objects(name: string): RequestData[] {
    return this.list(name).map((item, index) => {
      if (!isRecord(item)) throw this.wrong(name, 'must be a list of objects', 'validation_type');
      return new RequestData(item, `${this.place(name)}/${index}/`);
    });
  }

  texts(name: string): string[] {
    return this.list(name).map((item) => {
      if (typeof item !== 'string') throw this.wrong(name, 'must be a list of strings', 'validation_type');
      return item;
    });
  }

  /** Texts by name, as metadata is. */
  map(name: string): Record<string, string> | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    if (!isRecord(value)) throw this.wrong(name, 'must be an object', 'validation_type');
    const entries = Object.entries(value).map(([key, text]): [string, string] => {
      if (typeof text !== 'string') throw this.wrong(name, 'must be an object of strings', 'validation_type');
      return [key, text];
    });
    return Object.fromEntries(entries);
  }

  wrong(name: string, what: string, code = 'validation_format') {
    return invalidField(this.place(name), `Field '${name}' ${what}`, code);
  }

  private list(name: string): unknown[] {
    const value = this.values[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.wrong(name, 'must be a list', 'validation_type');
    return value;
  }
}
