import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../audit/actor.js';
import { PrismaService } from '../database/prisma.service.js';
import { BookComparison } from './book-comparison.js';
import type { Subject } from './findings.js';
import { LedgerComparison } from './ledger-comparison.js';
import { readClock, type Span } from './our-books.views.js';
import {
  beginRun,
  closeDeadRuns,
  endRun,
  purgeHistory,
  returnLease,
  saveProgress,
  takeLease,
  type Lease,
  type ProgressMade,
  type RunCounts,
  type RunTrigger,
} from './reconciliation.queries.js';
import { listOpenSubjects } from './reconciliation.views.js';
import { RunInterrupted, type RunControl } from './run-control.js';
import { Settler } from './settler.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What is younger is still on its way, as a rule. */
const settlingMs = 2 * minuteMs;
/** An authorisation that nobody captures lapses within a week: until then a payment can change at the provider. */
const lookbackDays = 8;
/** A run ends after this long at the latest, and the next goes on where it stopped. */
const budgetMs = 10 * minuteMs;
const ledgerBudgetMs = 2 * minuteMs;
/** Open differences looked at again by one run; those seen longest ago first. */
const maxRechecked = 1_000;
/** How often the lease is renewed at most. */
const renewEveryMs = 5_000;

export interface RunSummary {
  readonly runId: string;
  readonly status: 'complete' | 'unfinished' | 'failed';
  readonly counts: RunCounts;
  /** Why a part could not be done. */
  readonly failure: string | undefined;
}

interface DueRun {
  /** Names the job: when its process dies and another takes it up, it goes on at once. */
  readonly holder: string;
  readonly actor: Actor;
  readonly trigger: RunTrigger;
  readonly isStopping: () => boolean;
}

interface RangeRun extends Span {
  readonly heal: boolean;
  readonly actor: Actor;
  readonly progress: RunControl['progress'];
}

/** Runs the comparisons, each part also when another one fails, and writes down what became of it. */
@Injectable()
export class ReconciliationRunner {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly prisma: PrismaService,
    private readonly settler: Settler,
    private readonly books: BookComparison,
    private readonly ledger: LedgerComparison,
  ) {}

  /** Goes on where the last run stopped; undefined while another one is at work. */
  async runDue({ holder, actor, trigger, isStopping }: DueRun): Promise<RunSummary | undefined> {
    const lease = await takeLease(this.prisma, holder);
    if (lease === undefined) return undefined;
    const { now } = lease.state;
    const until = trigger === 'schedule' ? new Date(now.getTime() - settlingMs) : now;
    const from = lease.state.comparedUntil ?? new Date(now.getTime() - lookbackDays * dayMs);
    const deadlineMs = performance.now() + budgetMs;
    const save = this.saver(lease);
    const control = this.control({ actor, isStopping, renew: () => save({}), deadlineMs });
    const ledgerControl = this.control({
      actor,
      isStopping,
      renew: () => save({}),
      shared: control,
      deadlineMs: performance.now() + ledgerBudgetMs,
    });
    try {
      await closeDeadRuns(this.prisma);
      return await this.run(trigger, { from, until }, control.counts, [
        () => this.recheck(control),
        () => this.compareLedger(lease, ledgerControl, save),
        () =>
          this.books.compare({ from, until }, control, (end) =>
            // What is made at this moment is compared once more when it has settled.
            save({ comparedUntil: new Date(Math.min(end.getTime(), now.getTime() - settlingMs)) }),
          ),
        () => this.lookBack(lease, from, control, save),
        () => purgeHistory(this.prisma),
      ]);
    } finally {
      await returnLease(this.prisma, lease.token);
    }
  }

  /** Compares all that was made in a span, and the whole ledger. Needs no lease: what two find at once is one finding. */
  async runRange({ from, until, heal, actor, progress }: RangeRun): Promise<RunSummary> {
    const control: RunControl = {
      counts: noCounts(),
      settled: new Set(),
      heal,
      actor,
      checkpoint: async () => {},
      progress,
    };
    return this.run('command', { from, until }, control.counts, [
      () => this.recheck(control),
      () => this.books.compare({ from, until }, control, async () => {}),
      () => this.ledger.compare(1, control, async () => {}),
    ]);
  }

  /** One part after the other. The first failure is kept; the parts after it are done all the same. */
  private async run(
    trigger: RunTrigger,
    { from, until }: Span,
    counts: RunCounts,
    parts: readonly (() => Promise<void>)[],
  ): Promise<RunSummary> {
    const runId = await beginRun(this.prisma, trigger);
    let status: RunSummary['status'] = 'complete';
    let failure: string | undefined;
    for (const part of parts) {
      try {
        await part();
      } catch (error) {
        if (error instanceof RunInterrupted) {
          if (status === 'complete') status = 'unfinished';
          continue;
        }
        status = 'failed';
        failure ??= error instanceof Error ? error.message : String(error);
        this.logger.warn(`A part of the reconciliation failed: ${String(error)}`);
      }
    }
    await endRun(this.prisma, { runId, status, from, until, counts, failure });
    return { runId, status, counts, failure };
  }

  /** What should have ended long ago, and whether what was found before is still so. */
  private async recheck(control: RunControl): Promise<void> {
    await this.settler.settle([{ of: 'overdue' }], control);
    const open = await listOpenSubjects(this.prisma, maxRechecked);
    const isAtProvider = ({ of }: Subject) => of === 'payment';
    await this.settler.settle(
      open.filter((subject) => !isAtProvider(subject)),
      control,
    );
    await this.settler.settle(open.filter(isAtProvider), control);
  }

  private async compareLedger(
    { state }: Lease,
    control: RunControl,
    save: (made: ProgressMade) => Promise<void>,
  ): Promise<void> {
    await this.ledger.compare(state.nextListingId, control, (next) =>
      save({ nextListingId: next ?? 1, isLedgerEnded: next === null }),
    );
  }

  /** Once a day, looks again at all that can still change at the provider. */
  private async lookBack(
    { state }: Lease,
    comparedFrom: Date,
    control: RunControl,
    save: (made: ProgressMade) => Promise<void>,
  ): Promise<void> {
    const { now, lookbackAt, lookbackUntil, lookbackStartedAt } = state;
    let from = lookbackAt;
    let until = lookbackUntil;
    if (lookbackStartedAt === null || from === null || until === null) {
      // The first run of all has looked at as much by itself.
      await save({ lookbackStartedAt: now, lookbackAt: comparedFrom, lookbackUntil: comparedFrom });
      return;
    }
    if (from >= until) {
      if (now.getTime() - lookbackStartedAt.getTime() < dayMs) return;
      from = new Date(now.getTime() - lookbackDays * dayMs);
      until = comparedFrom;
      await save({ lookbackStartedAt: now, lookbackAt: from, lookbackUntil: until });
    }
    await this.books.compare({ from, until }, control, (end) => save({ lookbackAt: end }));
  }

  /** Saves progress as long as the lease is ours. */
  private saver({ token }: Lease): (made: ProgressMade) => Promise<void> {
    return async (made) => {
      const isOurs = await saveProgress(this.prisma, token, made);
      if (!isOurs) throw new RunInterrupted('another process has taken over');
    };
  }

  private control(options: {
    readonly actor: Actor;
    readonly isStopping: () => boolean;
    readonly renew: () => Promise<void>;
    readonly deadlineMs: number;
    readonly shared?: RunControl;
  }): RunControl {
    let renewedMs = performance.now();
    return {
      counts: options.shared?.counts ?? noCounts(),
      settled: options.shared?.settled ?? new Set(),
      heal: true,
      actor: options.actor,
      progress: () => {},
      checkpoint: async () => {
        const nowMs = performance.now();
        if (options.isStopping()) throw new RunInterrupted('the process stops');
        if (nowMs >= options.deadlineMs) throw new RunInterrupted('its time is over');
        if (nowMs - renewedMs < renewEveryMs) return;
        renewedMs = nowMs;
        await options.renew();
      },
    };
  }

  /** The span a command compares without being told. */
  async defaultSpan(): Promise<Span> {
    const until = await readClock(this.prisma);
    return { from: new Date(until.getTime() - dayMs), until };
  }
}

function noCounts(): RunCounts {
  return { payments: 0, refunds: 0, reservations: 0, listings: 0, opened: 0, healed: 0, resolved: 0 };
}
