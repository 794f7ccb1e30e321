import { readFile } from 'node:fs/promises';
import type { Type } from '@nestjs/common';
import { assertSafeJsonBody } from '../../http/safe-json.js';
import { createValidationPipe } from '../../http/validation.js';
import { CliError } from './cli-error.js';

/**
 * The body of a request from a JSON file, checked by the rules of the API. Throws `CliError` for a file that cannot be
 * read, and 400 `invalid_request`, naming each field, for one the API would not take.
 */
export async function readRequestFile<Dto extends object>(file: string, dto: Type<Dto>): Promise<Dto> {
  const body = await readJson(file);
  assertSafeJsonBody(body);
  const made: unknown = await createValidationPipe().transform(body, { type: 'body', metatype: dto });
  if (made instanceof dto) return made;
  throw new CliError(`${file} cannot be read.`);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new CliError(`${file} ${why}.`, { cause: error });
  }
}
