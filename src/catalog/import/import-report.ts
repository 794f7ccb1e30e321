/** One line that could not be loaded, and why. */
export interface ImportProblem {
  readonly file: string;
  /** Line of the file, the header being line 1; 0 when the file as a whole is at fault. */
  readonly line: number;
  /** Which value is at fault, where it is one. */
  readonly column?: string;
  readonly value?: string;
  readonly reason: string;
}

/** What kinds of things an import counts. */
export type ImportCounter =
  | 'hotels'
  | 'roomTypes'
  | 'roomsAdded'
  | 'roomsRemoved'
  | 'rates'
  | 'totals'
  | 'outages'
  | 'pricingRules'
  | 'pricingRulesRemoved'
  | 'pictures'
  | 'cancellationPolicies'
  | 'airports'
  | 'airlines'
  | 'aircraft'
  | 'seatMaps'
  | 'cabins'
  | 'seats'
  | 'routes'
  | 'flightsAdded'
  | 'flightsUpdated';

/** Called now and then with how far one step has come. */
export type ImportProgress = (step: ImportStep) => void;

export interface ImportStep {
  readonly name:
    | 'hotels'
    | 'cancellation policies'
    | 'room types'
    | 'rooms'
    | 'totals'
    | 'outages'
    | 'nights'
    | 'pricing rules'
    | 'pictures'
    | 'rates'
    | 'airports'
    | 'airlines'
    | 'aircraft'
    | 'seat maps'
    | 'flights'
    | 'cabins'
    | 'seats';
  readonly done: number;
  readonly total: number;
}

/** More would be read by nobody; the rest is only counted. */
const maxKeptProblems = 1_000;
const maxValueCharacters = 100;

/** Collects what an import did and every line it had to leave out. */
export class ImportReport {
  counts: Partial<Record<ImportCounter, number>> = {};
  /** The first thousand of them that were met; in their order once `settle` was called. */
  problems: ImportProblem[] = [];
  problemCount = 0;

  add(counter: ImportCounter, count: number): void {
    this.counts[counter] = (this.counts[counter] ?? 0) + count;
  }

  /** What `work` returns and reports, or nothing of it when it fails: a transaction that is done again reports once. */
  async once<Result>(work: () => Promise<Result>): Promise<Result> {
    const { problemCount } = this;
    const counts = { ...this.counts };
    const kept = this.problems.length;
    try {
      return await work();
    } catch (error) {
      this.counts = counts;
      this.problems.length = kept;
      this.problemCount = problemCount;
      throw error;
    }
  }

  /** Puts the problems into the order of these files, and of the lines in each. */
  settle(files: readonly string[]): void {
    const place = new Map(files.map((file, index) => [file, index]));
    const placeOf = ({ file }: ImportProblem): number => place.get(file) ?? files.length;
    this.problems = this.problems.toSorted(
      (one, other) => placeOf(one) - placeOf(other) || one.line - other.line,
    );
  }

  refuse(
    file: string,
    line: number,
    reason: string,
    { column, value }: { column?: string | undefined; value?: string | undefined } = {},
  ): void {
    this.problemCount += 1;
    if (this.problems.length >= maxKeptProblems) return;
    this.problems.push({
      file,
      line,
      ...(column !== undefined && { column, value: (value ?? '').slice(0, maxValueCharacters) }),
      reason,
    });
  }
}
