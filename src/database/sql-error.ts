import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../errors/domain-error.js';

/** SQLSTATE codes a caller may want to tell apart (PostgreSQL documentation, appendix A). */
export const sqlStates = {
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  checkViolation: '23514',
  exclusionViolation: '23P01',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
} as const;

/**
 * The SQLSTATE of whatever Prisma or `pg` threw. Prisma keeps it in one place for model and raw calls alike; its own
 * P-codes differ between the two and are not used.
 */
export function sqlState(error: unknown): string | undefined {
  const code = driverCause(error)?.['originalCode'] ?? (isPgError(error) ? error['code'] : undefined);
  return typeof code === 'string' ? code : undefined;
}

/** The constraint a statement has hurt, by the name it has in the migrations. */
export function constraintName(error: unknown): string | undefined {
  const cause = driverCause(error);
  const named = isPgError(error) ? error['constraint'] : asRecord(cause?.['constraint'])?.['index'];
  if (typeof named === 'string') return named;
  // For CHECKs and composite keys Prisma keeps the name only in PostgreSQL's English message.
  const message = cause?.['originalMessage'] ?? asRecord(error)?.['message'];
  return typeof message === 'string' ? / constraint "([^"]+)"/.exec(message)?.[1] : undefined;
}

/** Invalid datetime format, datetime field overflow, invalid time zone displacement value. */
const unreadableTimes: ReadonlySet<string | undefined> = new Set(['22007', '22008', '22009']);

/**
 * Whether a statement was given a date or time that no calendar has. Of all data exceptions these are sure to be about what
 * somebody has sent: dates of our own come out of the database, or are reckoned from such.
 */
export function isUnreadableTime(error: unknown): boolean {
  return unreadableTimes.has(sqlState(error));
}

/** Whether this constraint is why the statement was refused. */
export function violates(error: unknown, constraint: string): boolean {
  return sqlState(error)?.startsWith('23') === true && constraintName(error) === constraint;
}

/**
 * What a client is told when the database could not do its part; undefined when the error is about something else.
 * Too much work at once is `busy`, no database is `database_unavailable`: both pass, so both say when to try again.
 */
export function databaseFailure(error: unknown): DomainError | undefined {
  if (isOverload(error)) {
    return new DomainError(
      'unavailable',
      'busy',
      'Too many requests at once. Try again shortly.',
      undefined,
      {
        cause: error,
        retryAfterSeconds: 1,
      },
    );
  }
  if (isConnectionLoss(error)) {
    return new DomainError(
      'unavailable',
      'database_unavailable',
      'The database cannot be reached at the moment. Try again shortly.',
      undefined,
      { cause: error, retryAfterSeconds: 2 },
    );
  }
  return undefined;
}

/**
 * Runs `work`, and again when PostgreSQL asks for it (serialization failure or deadlock), with a growing pause.
 * `work` must be a whole transaction: what it did before was rolled back.
 */
export async function retryOnSerialization<T>(work: () => Promise<T>, maxAttempts = 5): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error) || attempt >= maxAttempts) throw error;
    }
    // The random part keeps two that collided from colliding again.
    await delay(Math.random() * 10 * 2 ** attempt);
  }
}

/** Whether the same transaction may succeed when it is simply run again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === sqlStates.serializationFailure || state === sqlStates.deadlockDetected;
}

const overloadStates: ReadonlySet<string> = new Set([
  sqlStates.lockNotAvailable,
  sqlStates.queryCanceled,
  '53200', // out of memory
  '53300', // too many connections
]);

/** No connection or no start of a transaction in time; `pg` and Prisma give these no SQLSTATE. */
const overloadMessages: ReadonlySet<string> = new Set(['timeout exceeded when trying to connect']);
const overloadPrismaCodes: ReadonlySet<string> = new Set(['P2024', 'P2028']);

function isOverload(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return overloadStates.has(state);
  if (overloadMessages.has(messageOf(error))) return true;
  const code = asRecord(error)?.['code'];
  return typeof code === 'string' && overloadPrismaCodes.has(code);
}

const lostKinds: ReadonlySet<unknown> = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
]);
const lostSystemCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** What `pg` says, without any code, when a connection went away under a statement or before it. */
const lostMessages: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
]);
/** What Prisma's schema engine says of the same: it keeps the words alone, and adds to them. */
const lostBeginnings = [
  'Server has closed the connection.',
  'FATAL: terminating connection',
  'FATAL: the database system is',
] as const;

function isConnectionLoss(error: unknown): boolean {
  const state = sqlState(error);
  // 08: connection exception; 57P0x: the server is being shut down, has crashed, or is starting.
  if (state !== undefined) return /^(08...|57P0[123]|25P03)$/.test(state);
  if (lostKinds.has(driverCause(error)?.['kind'])) return true;
  const message = messageOf(error);
  return (
    lostSystemCodes.has(asRecord(error)?.['code']) ||
    lostMessages.has(message) ||
    lostBeginnings.some((beginning) => message.startsWith(beginning))
  );
}

function driverCause(error: unknown): Record<string, unknown> | undefined {
  const adapterError = asRecord(asRecord(error)?.['meta'])?.['driverAdapterError'] ?? error;
  const cause = asRecord(asRecord(adapterError)?.['cause']);
  return cause !== undefined && typeof cause['kind'] === 'string' ? cause : undefined;
}

function isPgError(error: unknown): error is Record<string, unknown> {
  const record = asRecord(error);
  return typeof record?.['severity'] === 'string' && typeof record['code'] === 'string';
}

function messageOf(error: unknown): string {
  const message = asRecord(error)?.['message'];
  return typeof message === 'string' ? message : '';
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
