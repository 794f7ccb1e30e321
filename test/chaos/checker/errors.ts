import { deadlockReports } from '../../support/deadlocks.js';
import type { Operation } from '../history.js';
import type { FaultInterval } from '../nemesis/fault-log.js';
import type { Violation } from './violation.js';

/** After a fault connections and processes need a moment. */
const marginMs = 3_000;

/**
 * Errors of the server's own. 503 says that something is away or busy; 500 may only be said of a request during which
 * something was broken.
 */
export function checkErrors(
  operations: readonly Operation[],
  faultsDuring: (from: number, to: number, marginMs: number) => readonly FaultInterval[],
): Violation[] {
  return operations
    .filter(({ status }) => status !== null && status >= 500 && status !== 503)
    .filter(({ status, invokedAt, completedAt }) => {
      return status !== 500 || faultsDuring(invokedAt, completedAt, marginMs).length === 0;
    })
    .map((operation) => ({
      invariant: 'errors',
      message: `${operation.kind} was answered ${operation.status} while nothing was broken`,
      evidence: operation,
    }));
}

/** Not one inside BullMQ, whose jobs are done again, nor with the queue being wiped. */
const ofTheQueue = /move_to_|TRUNCATE bullmq|bullmq\./;

/** Deadlocks in the log of PostgreSQL: rows are locked in one order everywhere, so there are none. */
export function checkDeadlocks(postgresLog: string): Violation[] {
  return deadlockReports(postgresLog)
    .filter((report) => !ofTheQueue.test(report))
    .map((report) => ({ invariant: 'deadlock', message: report.split('\n')[0] ?? '' }));
}

/** Processes that ended although nobody made them, or did not end in order when asked to. */
export function checkProcesses(
  processes: readonly { name: string; unexpectedEnds: readonly string[]; badExits: readonly string[] }[],
): Violation[] {
  return processes.flatMap(({ name, unexpectedEnds, badExits }) => [
    ...unexpectedEnds.map((end) => ({ invariant: 'processes', message: `${name} ended by itself: ${end}` })),
    ...badExits.map((end) => ({
      invariant: 'processes',
      message: `${name} did not drain on SIGTERM: ${end}`,
    })),
  ]);
}
