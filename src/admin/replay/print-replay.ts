import type { ImportReport } from '../../catalog/import/import-report.js';
import { printFields, printHeading, printLine, printTable } from '../cli/output.js';
import { printDifferences } from '../cli/print-differences.js';
import type { ReplayResult } from './run-replay.js';

/** More would be read by nobody; `--json` has more. */
const maxRows = 10;

/** Whether nothing failed, and the ledger and the provider's books agree with the database. */
export function isClean({ errors, ledgerDifferences, books }: ReplayResult): boolean {
  return errors === 0 && ledgerDifferences.length === 0 && (books?.mismatches.length ?? 0) === 0;
}

/** The result of a replay for a person. */
export function printReplay(result: ReplayResult, report: ImportReport): void {
  const { books, ledgerDifferences, errorDetails } = result;
  printHeading(`Run ${result.runId}, hotel ${result.hotelId}`);
  printTable(
    ['bookings', 'accepted', 'sold out', 'invalid', 'canceled', 'errors'],
    [[result.bookings, result.accepted, result.soldOut, result.invalid, result.canceled, result.errors]],
  );
  printFields({
    duration: `${result.seconds.toFixed(1)} s`,
    'bookings/s': result.bookingsPerSecond.toFixed(1),
    'requests/s': result.requestsPerSecond.toFixed(1),
    requests: `${result.requests}, ${result.repeats} of them repeats`,
    'lines left out': report.problemCount || undefined,
    ledger: ledgerDifferences.length === 0 ? 'right' : `${ledgerDifferences.length} row(s) differ`,
    money:
      books === null
        ? 'not compared: payments went to the real provider'
        : books.mismatches.length === 0
          ? `right for ${books.reservations} reservation(s), ${books.payments} payment(s)`
          : `${books.mismatches.length} reservation(s) differ`,
  });
  printDifferences(ledgerDifferences);
  if (books !== null && books.mismatches.length > 0) {
    printHeading('Money that differs, in minor units');
    printTable(
      ['reservation', 'should be', 'is'],
      books.mismatches
        .slice(0, maxRows)
        .map(({ reservationId, expectedMinor, actualMinor }) => [reservationId, expectedMinor, actualMinor]),
    );
  }
  if (errorDetails.length > 0) {
    printHeading('Errors');
    printTable(
      ['booking', 'what'],
      errorDetails.slice(0, maxRows).map(({ bookingNo, reason }) => [bookingNo, reason]),
    );
  }
  if (report.problemCount > 0) {
    printHeading('Lines left out');
    printTable(
      ['line', 'why'],
      report.problems.slice(0, maxRows).map(({ line, reason }) => [line, reason]),
    );
  }
  printLine(isClean(result) ? '\nEverything agrees.' : '\nNot everything agrees.');
}
