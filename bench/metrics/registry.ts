import type { Metric } from '../metric.js';
import { besidePgbench } from './beside-pgbench.js';
import { besideTextbook } from './beside-textbook.js';
import { holds } from './p1-p3-holds.js';
import { soldOut } from './p4-sold-out.js';
import { massExpiry } from './p5-mass-expiry.js';
import { eventRow } from './p6-event-row.js';
import { openLoop } from './p7-open-loop.js';
import { reads } from './p8-reads.js';
import { bookings } from './p9-bookings.js';
import { costOfABooking } from './p10-cost-of-a-booking.js';
import { soak } from './p12-soak.js';
import { twoProcesses } from './two-processes.js';

/** Everything that can be measured, in the order of the table. */
export const metrics: readonly Metric[] = [
  holds,
  soldOut,
  massExpiry,
  eventRow,
  openLoop,
  reads,
  bookings,
  costOfABooking,
  soak,
  twoProcesses,
  besideTextbook,
  besidePgbench,
];
