import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { mintToken } from '../../src/http/auth/mint-token.js';
import type { World } from './world.js';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A request with the answer the guest was given in the end. */
interface Settled {
  readonly request: Request;
  readonly answer: Answer;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
  readonly key: string;
}

/** How long somebody keeps asking a process that is there before they give up. */
const patienceMs = 20_000;

/** A guest who repeats each request under its Idempotency-Key until it is answered, whatever happens to the server. */
export class PersistentGuest {
  private readonly settled: Settled[] = [];

  private constructor(
    private readonly world: World,
    readonly guestId: string,
    private readonly credentials: { authorization: string },
  ) {}

  static async arrive(world: World): Promise<PersistentGuest> {
    const subject = randomUUID();
    const token = await mintToken(world.config, { subject, role: 'guest', ttlSeconds: 3_600 });
    return new PersistentGuest(world, subject, { authorization: `Bearer ${token}` });
  }

  /** The body of the answer, once its status is one of `expected`. */
  async send<Body>(
    method: 'POST' | 'DELETE',
    path: string,
    { body, expected }: { body?: object; expected: readonly number[] },
  ): Promise<Body & { readonly httpStatus: number }> {
    const request: Request = { method, path, body, key: randomUUID() };
    const answer = await this.ask(request);
    this.settled.push({ request, answer });
    if (!expected.includes(answer.status)) {
      throw new Error(`${method} ${path} was answered ${answer.status} ${answer.text}`);
    }
    const parsed = answer.text === '' ? {} : (JSON.parse(answer.text) as object);
    return { ...(parsed as Body), httpStatus: answer.status };
  }

  async read<Body>(path: string): Promise<Body> {
    const { status, text } = await this.ask({ method: 'GET', path, body: undefined, key: '' });
    if (status !== 200) throw new Error(`GET ${path} was answered ${status} ${text}`);
    return JSON.parse(text) as Body;
  }

  /** The answers so far, as they came. */
  answers(): readonly Answer[] {
    return this.settled.map(({ answer }) => answer);
  }

  /** Repeats every request; says which were not answered as before, byte for byte. */
  async repeatAll(): Promise<string[]> {
    const changed: string[] = [];
    for (const { request, answer } of this.settled) {
      // A conflict is decided anew each time.
      if (answer.status === 409) continue;
      const again = await this.ask(request);
      if (again.status === answer.status && again.text === answer.text) continue;
      changed.push(
        `the repeat of ${request.method} ${request.path} was answered ${again.status} ${again.text} ` +
          `after ${answer.status} ${answer.text}`,
      );
    }
    return changed;
  }

  private async ask({ method, path, body, key }: Request): Promise<Answer> {
    const { process } = this.world;
    const startedAt = performance.now();
    for (;;) {
      let told = 'no answer';
      try {
        const response = await fetch(`${process.url}${path}`, {
          method,
          headers: {
            ...this.credentials,
            ...(key === '' ? {} : { 'idempotency-key': key }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          signal: AbortSignal.timeout(patienceMs),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const answer = { status: response.status, text: await response.text() };
        if (!isToBeRepeated(answer)) return answer;
        told = `${answer.status} ${answer.text}`;
      } catch {
        await process.whenReady();
      }
      const since = Math.max(startedAt, process.readyAt);
      if (performance.now() - since > patienceMs) {
        throw new Error(`${method} ${path} is still answered ${told}`);
      }
      await delay(25);
    }
  }
}

function isToBeRepeated({ status, text }: Answer): boolean {
  return status >= 500 || (status === 409 && text.includes('request_in_flight'));
}
