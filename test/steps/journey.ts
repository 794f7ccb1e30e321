import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { PersistentGuest } from './persistent-guest.js';
import type { World } from './world.js';

/** Waits for what a flow waits for; longer than it may take, so that "late" can be told from "never". */
const patienceMs = 20_000;

interface StageOptions {
  /** When the next thing is due by itself (a deadline of the guest's), on the monotonic clock. */
  readonly dueAt?: number;
}

export interface Stage {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly dueAt: number;
}

/** One guest, and what they go through. */
export abstract class Journey {
  readonly stages: Stage[] = [];

  protected constructor(
    readonly world: World,
    readonly guest: PersistentGuest,
  ) {}

  /** How everything that is about this guest stands in everybody's books, ours and those of others. */
  protected abstract readBooks(): Promise<object>;

  async saveCard(token: string): Promise<string> {
    const { paymentMethodId } = await this.guest.send<{ paymentMethodId: string }>(
      'POST',
      '/v1/payment-methods',
      { body: { token }, expected: [201] },
    );
    return paymentMethodId;
  }

  /** One thing that is done and comes to its end: that has to happen in time also when the process dies in it. */
  async stage<Result>(
    name: string,
    work: () => Promise<Result>,
    { dueAt = 0 }: StageOptions = {},
  ): Promise<Result> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.stages.push({ name, startedAt, endedAt: performance.now(), dueAt });
    }
  }

  /** Reads until it is so, as the guest's own page would. */
  async awaitRead<Body>(path: string, isSo: (body: Body) => boolean): Promise<Body> {
    return this.patiently(async () => {
      const body = await this.guest.read<Body>(path);
      if (!isSo(body)) throw new Error(`GET ${path} still says ${JSON.stringify(body)}`);
      return body;
    });
  }

  /** Waits until everybody's books say this. */
  async awaitEnding(wanted: object): Promise<void> {
    await this.patiently(async () => assert.deepEqual(await this.readBooks(), wanted));
  }

  /** As `eventually`, with a patience that begins anew when the process is back. */
  private async patiently<Result>(check: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    for (;;) {
      try {
        return await check();
      } catch (error) {
        const since = Math.max(startedAt, this.world.process.readyAt);
        if (performance.now() - since > patienceMs) throw error;
      }
      await delay(25);
    }
  }
}
