import type { Metric } from '../metric.js';
import { holds } from './p1-p3-holds.js';
import { soldOut } from './p4-sold-out.js';
import { eventRow } from './p6-event-row.js';

/** Everything that can be measured, in the order of the table. */
export const metrics: readonly Metric[] = [holds, soldOut, eventRow];
