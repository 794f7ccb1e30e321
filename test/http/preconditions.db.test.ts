import { Body, Controller, Get, Patch } from '@nestjs/common';
import { IsString } from 'class-validator';
import { commandLineActor, CurrentActor, type Actor } from '../../src/audit/actor.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { writeAudit } from '../../src/audit/write-audit.js';
import { inTransaction } from '../../src/database/in-transaction.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { AdminOnly } from '../../src/http/auth/access.js';
import { assertCurrent, etagOf } from '../../src/http/etag.js';
import { IfMatch } from '../../src/http/if-match.js';
import { WithEtag } from '../../src/http/with-etag.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { jsonOf } from './answers.js';
import { startProbeApp, type ProbeApp } from './probe-app.js';

class NoteDto {
  @IsString()
  text: string;
}

/** A thing as administrators change it: one row, which stands for any. */
@AdminOnly()
@Controller('note')
class NoteController {
  constructor(private readonly prisma: PrismaService) {}

  @Get()
  @WithEtag()
  async read() {
    return { text: (await this.prisma.airline.findUniqueOrThrow({ where: { iata: 'NN' } })).name };
  }

  @Patch()
  @WithEtag('times')
  change(@IfMatch() ifMatch: string, @Body() note: NoteDto, @CurrentActor() actor: Actor) {
    return inTransaction(this.prisma, async (tx) => {
      const [before] = await tx.$queryRaw<NoteDto[]>`
        SELECT a.name AS text FROM airline a WHERE a.iata = 'NN' FOR NO KEY UPDATE`;
      assertCurrent(ifMatch, before);
      await tx.airline.update({ where: { iata: 'NN' }, data: { name: note.text } });
      await writeAudit(tx, actor, {
        action: 'changed',
        kind: 'catalogue',
        id: 'NN',
        before,
        after: { ...note },
      });
      if (note.text === 'fail') throw new Error('after the change');
      return { ...note, times: 1 };
    });
  }
}

let database: TestDatabase;
let probe: ProbeApp;
let prisma: PrismaService;
let admin: { authorization: string };

beforeAll(async () => {
  database = await createTestDatabase();
  probe = await startProbeApp([NoteController], { databaseUrl: database.url });
  prisma = probe.app.get(PrismaService);
  admin = await probe.signIn('ada', 'admin');
  await prisma.airline.create({ data: { iata: 'NN', name: 'first', country: '' } });
});
afterAll(async () => {
  await probe.close();
  await database.drop();
});

const read = () => fetch(`${probe.url}/note`, { headers: admin });
const tagOf = (answer: Response) => answer.headers.get('etag') ?? '';
function change(text: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${probe.url}/note`, {
    method: 'PATCH',
    headers: { ...admin, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ text }),
  });
}
const entries = async () => (await new AuditService(prisma).list({ limit: 100 })).data;

test('a change without If-Match is 428, with what is no tag 400, and changes nothing', async () => {
  const before = tagOf(await read());
  expect((await change('x', {})).status).toBe(428);
  expect((await change('x', { 'if-match': 'bare' })).status).toBe(400);
  expect(tagOf(await read())).toBe(before);
});

test('a change of what was read succeeds, and answers with the tag of what is now; the old tag is stale', async () => {
  const tag = tagOf(await read());
  const changed = await change('second', { 'if-match': tag });
  expect([changed.status, tagOf(changed)]).toEqual([200, etagOf({ text: 'second' })]);
  expect(tagOf(await read())).toBe(tagOf(changed));
  const stale = await change('third', { 'if-match': tag });
  expect([stale.status, (await jsonOf(stale))['code']]).toEqual([412, 'precondition_failed']);
});

test('of many changes of one state at once, one is made', async () => {
  const tag = tagOf(await read());
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => change(`at once ${index}`, { 'if-match': tag })),
  );
  const statuses = answers.map(({ status }) => status).toSorted((left, right) => left - right);
  expect(statuses).toEqual([200, ...Array.from({ length: 11 }, () => 412)]);
});

test('a repeat under an idempotency key is told the same, with its tag; a refused one may try another tag', async () => {
  const key = { 'idempotency-key': 'change-once' };
  expect((await change('kept', { 'if-match': '"stale"', ...key })).status).toBe(412);
  const tag = tagOf(await read());
  const first = await change('kept', { 'if-match': tag, ...key });
  const again = await change('kept', { 'if-match': tag, ...key });
  expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 200, 'true']);
  expect(tagOf(again)).toBe(tagOf(first));
});

test('each change is told once: who, what it was and is, and in which request', async () => {
  await change('told', { 'if-match': '*' });
  const changed = await change('told again', { 'if-match': '*' });
  await change('told again', { 'if-match': '*' });
  const [latest] = await entries();
  expect(latest).toMatchObject({
    actor: 'ada',
    via: 'api',
    action: 'changed',
    kind: 'catalogue',
    subjectId: 'NN',
    requestId: changed.headers.get('x-request-id'),
    changes: { text: { from: 'told', to: 'told again' } },
  });
});

test('a change that is rolled back is not told of', async () => {
  const before = await entries();
  expect((await change('fail', { 'if-match': '*' })).status).toBe(500);
  expect(await entries()).toEqual(before);
});

test('the trail is read in pages, and by who, what and when', async () => {
  const actor = commandLineActor();
  await writeAudit(prisma, actor, { action: 'created', kind: 'hotel', id: 7, listingId: 7, after: { a: 1 } });
  const audit = new AuditService(prisma);
  const all = await entries();
  const pages = [];
  for (let cursor: string | undefined; pages.length < all.length;) {
    const { data, nextCursor } = await audit.list({ limit: 1, ...(cursor !== undefined && { cursor }) });
    pages.push(...data);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  expect(pages).toEqual(all);
  const [newest] = all;
  if (newest === undefined) throw new Error('there are entries');
  expect((await audit.list({ limit: 9, hotelId: 7, kind: 'hotel', actor: actor.name })).data).toEqual([
    newest,
  ]);
  expect((await audit.list({ limit: 9, from: newest.occurredAt })).data).toEqual([newest]);
  expect((await audit.list({ limit: 100, to: newest.occurredAt })).data).toEqual(all.slice(1));
});

test('an entry is neither changed nor removed, by nobody', async () => {
  await expect(prisma.auditEntry.updateMany({ data: { actor: 'somebody else' } })).rejects.toThrow(
    'audit trail',
  );
  await expect(prisma.auditEntry.deleteMany({})).rejects.toThrow('audit trail');
});
