import {
  SupplierRefused,
  SupplierUnavailable,
  SupplierUnknown,
  type SupplierCallFacts,
  type UnavailableReason,
} from '../supplier.errors.js';
import { CallGate } from './call-gate.js';
import { Circuit, type CallVerdict, type CircuitState } from './circuit.js';
import { RateWindow, type RateNotice } from './rate-window.js';
import type { CallOutcome, SupplierMetrics } from './supplier-metrics.js';

/**
 * Searches, questions about one offer or order, and what makes, pays or cancels an order do not wait for each other: an
 * airline may take two minutes to book, and whether it did can be asked all the same. One that fails says nothing about
 * the others, save that nothing is ordered while questions are not answered.
 */
export const lanes = ['search', 'question', 'order'] as const;
export type Lane = (typeof lanes)[number];

export interface GuardedCall {
  /** Of the port, e.g. `getOffer`. */
  readonly call: string;
  readonly lane: Lane;
  readonly signal?: AbortSignal;
}

export interface GuardLimits {
  readonly maxInside: Readonly<Record<Lane, number>>;
  /** How long a call may wait for a place, and for the supplier's next window. */
  readonly maxWaitMs: number;
  readonly failuresToOpen: number;
  readonly openMs: number;
  readonly maxOpenMs: number;
}

interface LaneState {
  readonly gate: CallGate;
  readonly circuit: Circuit;
}

const busyRetryMs = 1_000;
/** Timers count in whole milliseconds, and may be one early. */
const timerMarginMs = 5;

/**
 * What every request to a supplier passes: a bound on how many are under way, the supplier's own limit, and a circuit that
 * opens when it fails each time. What it turns away was not sent: `SupplierUnavailable`.
 */
export class SupplierGuard {
  private readonly rate = new RateWindow();
  private readonly lanes: Readonly<Record<Lane, LaneState>>;

  constructor(
    private readonly supplier: string,
    private readonly limits: GuardLimits,
    private readonly metrics: SupplierMetrics,
  ) {
    const laneOf = (maxInside: number): LaneState => ({
      gate: new CallGate({ maxInside, maxWaiting: maxInside, maxWaitMs: limits.maxWaitMs }),
      circuit: new Circuit(limits),
    });
    this.lanes = {
      search: laneOf(limits.maxInside.search),
      question: laneOf(limits.maxInside.question),
      order: laneOf(limits.maxInside.order),
    };
  }

  /** Sends when the supplier may be asked. Throws `SupplierUnavailable`, or what `send` throws. */
  async run<Answer>(call: GuardedCall, send: () => Promise<Answer>): Promise<Answer> {
    const { gate, circuit } = this.lanes[call.lane];
    // Asked before waiting, too: nobody waits for a place that is of no use.
    if (circuit.state === 'open') throw this.turnAway(call, 'circuit_open', circuit.retryAfterMs);
    this.assertAnswering(call);
    const leave = await gate.enter(call.signal);
    if (leave === undefined) throw this.turnAway(call, 'busy', busyRetryMs);
    try {
      await this.waitForRate(call);
      this.assertAnswering(call);
      const pass = circuit.enter();
      if (pass === undefined) throw this.turnAway(call, 'circuit_open', circuit.retryAfterMs);
      return await this.observed(call, send, pass.settle);
    } finally {
      leave();
    }
  }

  noticeRate(notice: RateNotice): void {
    this.rate.notice(notice);
  }

  /** For metrics. */
  stateOf(lane: Lane): { circuit: CircuitState; inside: number; waiting: number } {
    const { gate, circuit } = this.lanes[lane];
    return { circuit: circuit.state, inside: gate.inside, waiting: gate.waitingCount };
  }

  /** A lost order has to be looked into, so none is the one to find out that the supplier is away: questions are. */
  private assertAnswering(call: GuardedCall): void {
    const { circuit } = this.lanes.question;
    if (call.lane !== 'order' || circuit.state === 'closed') return;
    throw this.turnAway(call, 'circuit_open', circuit.retryAfterMs);
  }

  private async waitForRate(call: GuardedCall): Promise<void> {
    const isSearch = call.lane === 'search';
    const waitMs = this.rate.take({ isSearch });
    if (waitMs === 0) return;
    if (waitMs > this.limits.maxWaitMs) throw this.turnAway(call, 'rate_limited', waitMs);
    await new Promise((resolve) => {
      setTimeout(resolve, waitMs + timerMarginMs);
    });
    // Others have waited for the same window, and it may be gone already.
    const stillMs = this.rate.take({ isSearch });
    if (stillMs > 0) throw this.turnAway(call, 'rate_limited', stillMs);
  }

  private async observed<Answer>(
    { call }: GuardedCall,
    send: () => Promise<Answer>,
    settle: (verdict: CallVerdict) => void,
  ): Promise<Answer> {
    const startMs = performance.now();
    const record = (outcome: CallOutcome) =>
      this.metrics.record(this.supplier, call, { outcome, seconds: (performance.now() - startMs) / 1_000 });
    try {
      const answer = await send();
      settle('works');
      record('answered');
      return answer;
    } catch (error) {
      if (error instanceof SupplierUnavailable && error.why === 'rate_limited')
        this.rate.exhaust(error.retryAfterMs);
      settle(verdictOf(error));
      record(outcomeOf(error));
      throw error;
    }
  }

  private turnAway({ call }: GuardedCall, why: UnavailableReason, retryAfterMs: number): SupplierUnavailable {
    const facts: SupplierCallFacts = { supplier: this.supplier, call };
    this.metrics.record(this.supplier, call, { outcome: 'turned_away' });
    return new SupplierUnavailable(why, Math.ceil(retryAfterMs), facts);
  }
}

function verdictOf(error: unknown): CallVerdict {
  if (error instanceof SupplierRefused) return 'works';
  if (error instanceof SupplierUnavailable) return error.why === 'rate_limited' ? undefined : 'fails';
  if (!(error instanceof SupplierUnknown)) return undefined;
  if (error.why === 'aborted') return undefined;
  // An airline that decides later, and one that says that it may have decided before, were asked and have answered.
  return error.why === 'accepted' || error.why === 'conflict' ? 'works' : 'fails';
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof SupplierRefused) return 'refused';
  return error instanceof SupplierUnavailable ? 'not_done' : 'unknown';
}
