import { AsyncLocalStorage } from 'node:async_hooks';

/** Fields that every log line of one request or job carries. */
export type LogFields = Record<string, string | number | boolean>;

const storage = new AsyncLocalStorage<LogFields>();

/** Runs `work` so that its log lines, and those of all it awaits, carry `fields` and what is added to them. */
export function runWithLogFields<Result>(fields: LogFields, work: () => Result): Result {
  return storage.run(fields, work);
}

/** Adds fields such as `holdId` to the log lines that follow in this request or job. */
export function addLogFields(fields: LogFields): void {
  const current = storage.getStore();
  if (current !== undefined) Object.assign(current, fields);
}

/**
 * A copy of the fields in force; pino writes into what it is given. Not `{ ...fields }`: what is added to an object made by
 * spreading gets a hidden class of its own each time (decision 22).
 */
export function currentLogFields(): LogFields {
  return Object.assign({}, storage.getStore());
}
