import { createTestDatabase, openPrisma, type TestDatabase } from '../../test/support/database.js';
import type { PrismaService } from '../database/prisma.service.js';
import type { Finding, Subject } from './findings.js';
import { readInstant } from './our-books.views.js';
import {
  recordJudgement,
  returnLease,
  saveProgress,
  takeLease,
  type Judgement,
} from './reconciliation.queries.js';
import { listDifferences } from './reconciliation.views.js';

let database: TestDatabase;
let prisma: PrismaService;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = openPrisma(database.url);
});
afterAll(async () => {
  await prisma.close();
  await database.drop();
});

describe('the right to compare', () => {
  const noon = new Date('2027-03-14T12:00:00Z');
  const later = new Date('2027-03-14T13:00:00Z');

  test('is one process’s, until it gives it back', async () => {
    const first = await takeLease(prisma, 'one');
    expect(first?.state).toMatchObject({ comparedUntil: null, nextListingId: 1 });
    expect(await takeLease(prisma, 'two')).toBeUndefined();
    await returnLease(prisma, first?.token ?? '');
    const second = await takeLease(prisma, 'two');
    expect(second).toBeDefined();
    await returnLease(prisma, second?.token ?? '');
  });

  test('is taken by one of many that ask at once', async () => {
    const asked = await Promise.all(Array.from({ length: 8 }, (_, index) => takeLease(prisma, `p${index}`)));
    const taken = asked.filter((lease) => lease !== undefined);
    expect(taken).toHaveLength(1);
    await returnLease(prisma, taken[0]?.token ?? '');
  });

  test('passes to another when its holder has died, with how far that one came', async () => {
    const dead = await takeLease(prisma, 'dead');
    expect(await saveProgress(prisma, dead?.token ?? '', { comparedUntil: noon, nextListingId: 51 })).toBe(
      true,
    );
    expect(await takeLease(prisma, 'heir')).toBeUndefined();
    await prisma.$executeRaw`UPDATE reconciliation_state SET leased_until = now() - interval '1 second'`;
    const heir = await takeLease(prisma, 'heir');
    expect(heir?.state).toMatchObject({ comparedUntil: noon, nextListingId: 51 });

    // Back from the dead, it may not write any more, nor take anything away.
    expect(await saveProgress(prisma, dead?.token ?? '', { comparedUntil: later })).toBe(false);
    await returnLease(prisma, dead?.token ?? '');
    expect(await takeLease(prisma, 'third')).toBeUndefined();
    await returnLease(prisma, heir?.token ?? '');
  });

  test('passes at once to the job that is run again', async () => {
    const killed = await takeLease(prisma, 'job 7');
    const again = await takeLease(prisma, 'job 7');
    expect(again).toBeDefined();
    expect(await saveProgress(prisma, killed?.token ?? '')).toBe(false);
    expect(await saveProgress(prisma, again?.token ?? '', { comparedUntil: later })).toBe(true);
    // What was compared is not compared again because of a run that began further back.
    expect(await saveProgress(prisma, again?.token ?? '', { comparedUntil: noon })).toBe(true);
    await returnLease(prisma, again?.token ?? '');
    const next = await takeLease(prisma, 'next');
    expect(next?.state.comparedUntil).toEqual(later);
    await returnLease(prisma, next?.token ?? '');
  });
});

describe('a finding', () => {
  let made = 0;
  function finding(changes: Partial<Finding> = {}): Finding {
    made += 1;
    const subject: Subject = {
      of: 'payment',
      listingId: 7,
      paymentId: '019c2f40-7e1a-8d11-9c3e-5f2a00000007',
      providerPaymentId: `pi_${made}`,
    };
    return {
      subject,
      listingId: 7,
      kind: 'payment_captured_there',
      item: '',
      paymentId: subject.paymentId,
      detail: { ours: made },
      ...changes,
    };
  }
  async function record(judgement: Partial<Judgement>): Promise<string[]> {
    const { findings = [], healed = [] } = judgement;
    const subjects = [...findings, ...healed].map(({ subject }) => subject);
    const changes = await recordJudgement(prisma, {
      judgedAt: await readInstant(prisma),
      subjects,
      findings,
      healed,
      ...judgement,
    });
    return changes.map(({ change }) => change);
  }
  async function find({ subject }: Finding, state: 'open' | 'resolved') {
    const id = subject.of === 'payment' ? subject.providerPaymentId : undefined;
    return (await listDifferences(prisma, { state, limit: 100 })).filter(({ subjectId }) => subjectId === id);
  }

  test('is open once, however often and by however many it is seen', async () => {
    const found = finding();
    const many = await Promise.all(Array.from({ length: 6 }, () => record({ findings: [found] })));
    expect(many.flat()).toEqual(['opened']);
    expect(await record({ findings: [{ ...found, detail: { ours: 'later' } }] })).toEqual([]);
    expect(await find(found, 'open')).toMatchObject([
      { kind: 'payment_captured_there', detail: { ours: 'later' } },
    ]);
  });

  test('is over when a later look does not see it, and is new when it comes back', async () => {
    const found = finding();
    await record({ findings: [found] });
    expect(await record({ subjects: [found.subject] })).toEqual(['gone']);
    expect(await record({ subjects: [found.subject] })).toEqual([]);
    expect(await record({ findings: [found] })).toEqual(['opened']);
    expect([await find(found, 'open'), await find(found, 'resolved')]).toMatchObject([
      [{ resolvedAt: null }],
      [{ resolution: 'gone' }],
    ]);
  });

  test('stays when only something else about its subject, or another subject, was looked at', async () => {
    const found = finding();
    const other = finding();
    await record({ findings: [found, { ...found, kind: 'refund_duplicate', item: 're_1' }] });
    expect(await record({ findings: [other] })).toEqual(['opened']);
    expect(await record({ findings: [found] })).toEqual(['gone']);
    expect(await find(found, 'open')).toMatchObject([{ kind: 'payment_captured_there' }]);
  });

  test('that somebody saw since is not over because of an older look', async () => {
    const found = finding();
    const judgedAt = await readInstant(prisma);
    await record({ findings: [found] });
    expect(await record({ judgedAt, subjects: [found.subject] })).toEqual([]);
    expect(await find(found, 'open')).toHaveLength(1);
  });

  test('is over when the look began in the millisecond in which it was last seen', async () => {
    for (let round = 0; round < 30; round += 1) {
      const found = finding();
      await record({ findings: [found] });
      expect(await record({ subjects: [found.subject] })).toEqual(['gone']);
    }
  });

  test('that was healed is kept as such, whether it was open before or not', async () => {
    const open = finding();
    await record({ findings: [open] });
    const fresh = finding();
    expect(await record({ healed: [open, fresh] })).toEqual(['healed', 'healed']);
    for (const healed of [open, fresh]) {
      expect(await find(healed, 'open')).toEqual([]);
      expect(await find(healed, 'resolved')).toMatchObject([{ resolution: 'healed' }]);
    }
  });

  test('is told of in the history of events, which names what it is about', async () => {
    const found = finding();
    await record({ findings: [found] });
    await record({ subjects: [found.subject] });
    const [difference] = await find(found, 'resolved');
    const events = await prisma.event.findMany({
      where: { data: { path: ['differenceId'], equals: difference?.differenceId ?? '' } },
      orderBy: { occurredAt: 'asc' },
    });
    expect(events).toMatchObject([
      {
        listingId: 7,
        subjectId: '00000000-0000-0000-0000-000000000000',
        type: 'reconciliation.difference',
        cause: 'payment_captured_there',
        data: { paymentId: found.paymentId, subjectId: difference?.subjectId },
      },
      { type: 'reconciliation.resolved', cause: 'gone' },
    ]);
  });
});
