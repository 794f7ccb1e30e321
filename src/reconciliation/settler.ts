import { Injectable, Logger } from '@nestjs/common';
import { writeAudit, type AuditChange } from '../audit/write-audit.js';
import { AppConfig } from '../config/app-config.js';
import { inTransaction } from '../database/in-transaction.js';
import { PrismaService } from '../database/prisma.service.js';
import {
  differenceKinds,
  findingKey,
  findingState,
  subjectKey,
  type Finding,
  type Subject,
} from './findings.js';
import { Healer } from './healer.js';
import { Judge } from './judge.js';
import { readInstant } from './our-books.views.js';
import { recordJudgement, type Judgement, type RecordedChange } from './reconciliation.queries.js';
import { pause, type RunControl } from './run-control.js';

/** Added to the longest call of a step: what the step and its follow-up take besides. */
const marginMs = 5_000;
/** Looks at something that changes each time: it is alive, and others are at work on it. */
const maxLooks = 4;

/** Decides about suspects: looks until they stand still, has healed what can be, and writes down the rest. */
@Injectable()
export class Settler {
  private readonly logger = new Logger('Reconciliation');

  constructor(
    private readonly prisma: PrismaService,
    private readonly judge: Judge,
    private readonly healer: Healer,
    private readonly config: AppConfig,
  ) {}

  /**
   * Only what stands the same at two looks, further apart than any step under way takes, is a difference. What changes
   * meanwhile is looked at again a few times and then left to a later run.
   */
  async settle(subjects: readonly Subject[], control: RunControl): Promise<void> {
    const keyed = new Map(subjects.map((subject) => [subjectKey(subject), subject]));
    let waiting = [...keyed].flatMap(([key, subject]) => (control.settled.has(key) ? [] : [subject]));
    if (waiting.length === 0) return;
    let judgedAt = await readInstant(this.prisma);
    let before = await this.judge.judge(waiting);
    const clean = without(waiting, before);
    await this.record({ judgedAt, subjects: clean, findings: [], healed: [] }, control);
    waiting = without(waiting, clean);

    for (let look = 2; look <= maxLooks && waiting.length > 0; look += 1) {
      await pause(this.config.paymentTimeoutMs + marginMs, control);
      judgedAt = await readInstant(this.prisma);
      const now = await this.judge.judge(waiting);
      const seen = new Set(before.map(findingState));
      const moving = new Set(
        now.filter((finding) => !seen.has(findingState(finding))).map(({ subject }) => subjectKey(subject)),
      );
      const steady = waiting.filter((subject) => !moving.has(subjectKey(subject)));
      const findings = now.filter(({ subject }) => !moving.has(subjectKey(subject)));
      await this.conclude({ judgedAt, subjects: steady, findings, healed: [] }, control);
      for (const subject of steady) control.settled.add(subjectKey(subject));
      waiting = without(waiting, steady);
      before = now;
    }
  }

  /** Heals what can be healed, then writes down what is left. */
  private async conclude(judgement: Judgement, control: RunControl): Promise<void> {
    const open = control.heal ? judgement.findings.filter((finding) => finding.open !== undefined) : [];
    if (open.length === 0) return this.record(judgement, control);
    await this.healer.heal(open);
    const touched = judgement.subjects.filter((subject) =>
      open.some((finding) => subjectKey(finding.subject) === subjectKey(subject)),
    );
    const after = new Set((await this.judge.judge(touched)).map(findingKey));
    const healed = open.filter((finding) => !after.has(findingKey(finding)));
    await this.record(
      { ...judgement, findings: judgement.findings.filter((finding) => !healed.includes(finding)), healed },
      control,
    );
  }

  private async record(judgement: Judgement, { counts, actor }: RunControl): Promise<void> {
    if (judgement.subjects.length === 0) return;
    const changes = await inTransaction(this.prisma, async (tx) => {
      const recorded = await recordJudgement(tx, judgement);
      const healed = recorded.filter(({ change }) => change === 'healed');
      await writeAudit(tx, actor, ...healed.map(repaired));
      return recorded;
    });
    for (const change of changes) {
      this.tell(change);
      if (change.change === 'opened') counts.opened += 1;
      else if (change.change === 'healed') counts.healed += 1;
      else counts.resolved += 1;
    }
  }

  private tell({ change, differenceId, listingId, kind, subjectId, item }: RecordedChange): void {
    const what = `${kind} ${subjectId}${item === '' ? '' : ` ${item}`} of listing ${listingId} (${differenceId})`;
    if (change === 'opened') this.logger.error(`${what}: ${differenceKinds[kind]}`);
    else this.logger.log(`${what} is ${change}`);
  }
}

/** What the audit trail says of a difference that was healed. */
function repaired({ differenceId, listingId, kind, subjectId, item }: RecordedChange): AuditChange {
  const after = { kind, subjectId, ...(item !== '' && { item }) };
  return { action: 'repaired', kind: 'difference', id: differenceId, listingId, after };
}

/** The subjects that are not among the others, or that none of the findings is about. */
function without(subjects: readonly Subject[], others: readonly (Subject | Finding)[]): Subject[] {
  const keys = new Set(others.map((other) => subjectKey('subject' in other ? other.subject : other)));
  return subjects.filter((subject) => !keys.has(subjectKey(subject)));
}
