import type { Metric } from '../metric.js';

/** Everything that can be measured, in the order of the table. */
export const metrics: readonly Metric[] = [];
