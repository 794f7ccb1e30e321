import { createHash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { nowMs } from './clock.js';

export const operationKinds = [
  'take',
  'swap',
  'extend',
  'release',
  'pay',
  'book',
  'cancel',
  'readHold',
  'readReservation',
  'listHolds',
  'listReservations',
  'availability',
  'searchOffers',
  'quoteCancel',
  'setTotal',
  'saveCard',
  'decideAtBank',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/**
 * `ok`: 2xx. `failed`: refused, and nothing was done. `unknown`: no answer, or one that does not say what was done
 * (5xx). `notSent`: nobody listened.
 */
export type Outcome = 'ok' | 'failed' | 'unknown' | 'notSent';

/** What an answer says of the things it is about; only what the checker compares. */
export interface Seen {
  readonly holdId?: string;
  readonly holdStatus?: string;
  readonly expiresAt?: string;
  readonly extendable?: boolean;
  readonly reservationId?: string;
  readonly reservationStatus?: string;
  readonly totalMinor?: number;
  /** A flight that somebody else flies and sells. */
  readonly isOfSupplier?: boolean;
}

export interface Request {
  readonly kind: OperationKind;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** Idempotency-Key. */
  readonly key?: string;
  /** What is meant, also when it is sent more than once: one effect at most. */
  readonly intent: string;
  /** The hold or reservation that is named, if one is. */
  readonly about?: string;
}

/** One request and what came of it. */
export interface Operation extends Omit<Request, 'body'> {
  readonly id: number;
  readonly client: number;
  readonly guest: string;
  readonly api: string;
  /** Canonical text of what was asked for, to compare bodies by. */
  readonly asked: string;
  readonly invokedAt: number;
  completedAt: number;
  outcome: Outcome;
  status: number | null;
  /** Code of the problem, or of the broken connection. */
  code: string | null;
  /** SHA-256 of the answer's body, when there was one. */
  bodyHash: string | null;
  isReplayed: boolean;
  seen: readonly Seen[];
}

/** Everything the clients did, in memory for the checker and on disk for people. */
export class History {
  readonly operations: Operation[] = [];
  private readonly file: WriteStream | undefined;

  constructor(path?: string) {
    this.file = path === undefined ? undefined : createWriteStream(path);
  }

  invoke(request: Request, who: { client: number; guest: string; api: string }): Operation {
    const { body, ...rest } = request;
    const operation: Operation = {
      ...rest,
      ...who,
      id: this.operations.length,
      asked: `${request.method} ${request.path} ${JSON.stringify(body ?? null)}`,
      invokedAt: nowMs(),
      completedAt: Number.POSITIVE_INFINITY,
      outcome: 'unknown',
      status: null,
      code: null,
      bodyHash: null,
      isReplayed: false,
      seen: [],
    };
    this.operations.push(operation);
    this.write({ event: 'invoked', at: operation.invokedAt, id: operation.id, ...who, ...rest, body });
    return operation;
  }

  complete(
    operation: Operation,
    result: Pick<Operation, 'outcome' | 'status' | 'code' | 'isReplayed' | 'seen'>,
    text?: string,
  ): Operation {
    operation.completedAt = nowMs();
    Object.assign(operation, result);
    if (text !== undefined) operation.bodyHash = createHash('sha256').update(text).digest('base64url');
    const { outcome, status, code } = result;
    this.write({ event: outcome, at: operation.completedAt, id: operation.id, status, code, text });
    return operation;
  }

  async close(): Promise<void> {
    const { file } = this;
    if (file !== undefined) await new Promise<void>((resolve) => file.end(() => resolve()));
  }

  private write(line: object): void {
    this.file?.write(`${JSON.stringify(line)}\n`);
  }
}
