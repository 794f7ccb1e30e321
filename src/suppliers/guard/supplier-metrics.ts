import type { Counter, Histogram } from 'prom-client';
import type { MetricsService } from '../../metrics/metrics.service.js';
import type { Lane, SupplierGuard } from './supplier-guard.js';

/** `not_done`: the supplier, or the way to it, turned it down unread. `turned_away`: we did, before sending. */
export type CallOutcome = 'answered' | 'refused' | 'unknown' | 'not_done' | 'turned_away';

const circuitStates = ['closed', 'open', 'half_open'] as const;

/** Figures of the calls to all suppliers. */
export class SupplierMetrics {
  private readonly calls: Counter<'supplier' | 'call' | 'outcome'>;
  private readonly durations: Histogram<'supplier' | 'call'>;
  private readonly guards = new Map<string, SupplierGuard>();

  constructor(metrics: MetricsService, lanes: readonly Lane[]) {
    this.calls = metrics.counter({
      name: 'holdfast_supplier_calls_total',
      help: 'Requests to suppliers of flights by how they ended',
      labelNames: ['supplier', 'call', 'outcome'],
    });
    this.durations = metrics.histogram({
      name: 'holdfast_supplier_call_seconds',
      help: 'How long suppliers of flights took to answer',
      labelNames: ['supplier', 'call'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 130],
    });
    const { guards } = this;
    metrics.gauge({
      name: 'holdfast_supplier_calls_in_flight',
      help: 'Requests to suppliers that are under way, and those that wait for their turn',
      labelNames: ['supplier', 'lane', 'state'],
      collect() {
        for (const [supplier, guard] of guards) {
          for (const lane of lanes) {
            const { inside, waiting } = guard.stateOf(lane);
            this.set({ supplier, lane, state: 'inside' }, inside);
            this.set({ supplier, lane, state: 'waiting' }, waiting);
          }
        }
      },
    });
    metrics.gauge({
      name: 'holdfast_supplier_circuit',
      help: 'State of the circuit to a supplier: 1 for the one it is in',
      labelNames: ['supplier', 'lane', 'state'],
      collect() {
        for (const [supplier, guard] of guards) {
          for (const lane of lanes) {
            const { circuit } = guard.stateOf(lane);
            for (const state of circuitStates) this.set({ supplier, lane, state }, state === circuit ? 1 : 0);
          }
        }
      },
    });
  }

  watch(supplier: string, guard: SupplierGuard): void {
    this.guards.set(supplier, guard);
  }

  record(
    supplier: string,
    call: string,
    { outcome, seconds }: { outcome: CallOutcome; seconds?: number },
  ): void {
    this.calls.inc({ supplier, call, outcome });
    if (seconds !== undefined) this.durations.observe({ supplier, call }, seconds);
  }
}
