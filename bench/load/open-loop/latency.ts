import type { Latency } from './plan.js';

/** Summarises latencies by nearest rank: the p99 is one that was measured. */
export function summarise(milliseconds: readonly number[]): Latency {
  const sorted = Float64Array.from(milliseconds).toSorted();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return {
    count: sorted.length,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
  };
}
