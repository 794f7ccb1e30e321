import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { signatureOf, type Actor } from '../audit/actor.js';
import { writeAudit } from '../audit/write-audit.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import { DomainError } from '../errors/domain-error.js';
import { cursorCodec } from '../http/cursor.js';
import { toPage, type Page } from '../http/page.dto.js';
import { enqueue } from '../queue/enqueue.js';
import { queueNames } from '../queue/queue-names.js';
import { differenceKinds } from './findings.js';
import { differenceNotFound, differenceNotOpen } from './reconciliation.errors.js';
import { acceptDifference } from './reconciliation.queries.js';
import type {
  DifferenceDto,
  DifferencesQuery,
  ReconciliationDto,
  ReconciliationRunDto,
} from './reconciliation.dto.js';
import {
  countOpenDifferences,
  findDifference,
  findLatestRun,
  listDifferences,
  readCoverage,
  type DifferenceRow,
  type RunRow,
} from './reconciliation.views.js';

export const requestedJobName = 'reconcile-now';

export interface ReconciliationJob {
  /** Who has asked for it; missing where nobody has. */
  readonly actor?: Actor;
}

const cursor = cursorCodec('reconciliation differences', ['instant', 'uuid']);

/** What administrators see of the reconciliation, and how they start it. */
@Injectable()
export class ReconciliationService {
  constructor(
    private readonly prisma: PrismaService,
    @InjectQueue(queueNames.reconciliation) private readonly queue: Queue,
  ) {}

  async overview(): Promise<ReconciliationDto> {
    const [open, run, coverage] = await Promise.all([
      countOpenDifferences(this.prisma),
      findLatestRun(this.prisma),
      readCoverage(this.prisma),
    ]);
    return {
      open,
      ...(coverage?.comparedUntil && { comparedUntil: coverage.comparedUntil.toISOString() }),
      ...(coverage?.ledgerEndedAt && { ledgerComparedAt: coverage.ledgerEndedAt.toISOString() }),
      ...(run !== undefined && { latestRun: toRunDto(run) }),
    };
  }

  /** Differences, newest first. Error: `invalid_cursor`. */
  async list(query: DifferencesQuery): Promise<Page<DifferenceDto>> {
    const [firstSeenAt, differenceId] = query.cursor === undefined ? [] : cursor.decode(query.cursor);
    const rows = await listDifferences(this.prisma, {
      state: query.state,
      kind: query.kind,
      reservationId: query.reservationId,
      after:
        firstSeenAt === undefined || differenceId === undefined ? undefined : { firstSeenAt, differenceId },
      limit: query.limit + 1,
    });
    const page = toPage(rows, query.limit, (last) =>
      cursor.encode([last.firstSeenAtText, last.differenceId]),
    );
    return { ...page, data: page.data.map(toDifferenceDto) };
  }

  /** Errors: `difference_not_found`, `difference_not_open`. */
  async accept({
    differenceId,
    note,
    actor,
  }: {
    readonly differenceId: string;
    readonly note: string;
    readonly actor: Actor;
  }): Promise<DifferenceDto> {
    const acceptedBy = signatureOf(actor);
    const isAccepted = await inTransaction(this.prisma, async (tx) => {
      const isNew = await acceptDifference(tx, { differenceId, note, acceptedBy });
      if (isNew) {
        const about = { kind: 'difference', id: differenceId } as const;
        await writeAudit(tx, actor, { action: 'accepted', ...about, after: { note } });
      }
      return isNew;
    });
    const row = await findDifference(this.prisma, differenceId);
    if (row === undefined) throw differenceNotFound();
    if (!isAccepted) throw differenceNotOpen(row.resolvedAt === null ? 'accepted' : 'resolved');
    return toDifferenceDto(row);
  }

  /** Has a worker compare everything made so far. Error: `unavailable` when the queue cannot be reached. */
  async requestRun(actor: Actor): Promise<void> {
    // A second request while the first waits is the same job.
    const data: ReconciliationJob = { actor };
    const job = { name: requestedJobName, data, opts: { jobId: requestedJobName, attempts: 1 } };
    const isQueued = await enqueue(this.queue, [job]);
    if (!isQueued) {
      throw new DomainError(
        'unavailable',
        'unavailable',
        'The queue is out of reach. Try again shortly.',
        undefined,
        {
          retryAfterSeconds: 5,
        },
      );
    }
  }
}

function toDifferenceDto(row: DifferenceRow): DifferenceDto {
  return {
    differenceId: row.differenceId,
    kind: row.kind,
    meaning: differenceKinds[row.kind],
    ...(row.listingId > 0 && { listingId: row.listingId }),
    ...(row.reservationId !== null && { reservationId: row.reservationId }),
    ...(row.paymentId !== null && { paymentId: row.paymentId }),
    subjectId: row.subjectId,
    ...(row.item !== '' && { item: row.item }),
    detail: row.detail,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    ...(row.resolvedAt !== null && { resolvedAt: row.resolvedAt.toISOString() }),
    ...(row.resolution !== null && { resolution: row.resolution }),
    ...(row.acceptedAt !== null && { acceptedAt: row.acceptedAt.toISOString() }),
    ...(row.acceptedBy !== null && { acceptedBy: row.acceptedBy }),
    ...(row.note !== null && { note: row.note }),
  };
}

function toRunDto({
  startedAt,
  endedAt,
  comparedFrom,
  comparedUntil,
  failure,
  ...run
}: RunRow): ReconciliationRunDto {
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    ...(endedAt !== null && { endedAt: endedAt.toISOString() }),
    ...(comparedFrom !== null && { comparedFrom: comparedFrom.toISOString() }),
    ...(comparedUntil !== null && { comparedUntil: comparedUntil.toISOString() }),
    ...(failure !== null && { failure }),
  };
}
