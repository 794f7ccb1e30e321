import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../audit/actor.js';
import type { AuditAction, AuditKind } from '../../audit/audit-kinds.js';
import { writeAudit, type AuditChange } from '../../audit/write-audit.js';
import type { Database } from '../../database/database-client.js';
import type { ImportContext } from './import-context.js';
import type { ImportReport } from './import-report.js';

/** Something an import may change, and everything of it. */
export interface Thing {
  readonly kind: AuditKind;
  /** An id, or the code of what has none. */
  readonly id: number | string;
  /** The hotel or flight it belongs to. */
  readonly listingId?: number;
  readonly state: Readonly<Record<string, unknown>>;
}

/** More would make one entry of a whole hotel hard to read. */
const maxNamed = 100;

/**
 * Who an import is made by. Its entries are many, and a command has no request that ties them together, so the run gets an id
 * of its own in its place.
 */
export function asRun(actor: Actor): Actor {
  return { ...actor, requestId: actor.requestId ?? randomUUID() };
}

/** Writes entries, in the transaction of the changes they tell of. */
export async function tell(
  tx: Database,
  { actor }: Pick<ImportContext, 'actor'>,
  changes: readonly AuditChange[],
): Promise<void> {
  if (actor !== undefined && changes.length > 0) await writeAudit(tx, actor, ...changes);
}

/**
 * What `work` returns. Each thing that is another one after it has its entry, in the same transaction. Whoever calls has locked
 * what `list` reads: nobody else changes it meanwhile.
 */
export async function telling<Result>(
  tx: Database,
  context: Pick<ImportContext, 'actor'>,
  list: () => Promise<readonly Thing[]>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (context.actor === undefined) return work();
  const before = new Map((await list()).map((thing) => [keyOf(thing), thing]));
  const result = await work();
  const after = new Map((await list()).map((thing) => [keyOf(thing), thing]));
  const removed = [...before].filter(([key]) => !after.has(key));
  await tell(tx, context, [
    ...removed.map(([, thing]) => changeOf(thing, undefined)),
    ...[...after].map(([key, thing]) => changeOf(before.get(key), thing)),
  ]);
  return result;
}

function keyOf({ kind, id, listingId }: Thing): string {
  return `${kind} ${listingId} ${id}`;
}

/** What came of one thing; one that stayed as it was has no fields, and gets no entry. */
function changeOf(before: Thing | undefined, after: Thing | undefined): AuditChange {
  const thing = after ?? before;
  if (thing === undefined) throw new Error('nothing became nothing');
  const { kind, id, listingId } = thing;
  return {
    action: actionOf(before?.state, after?.state),
    kind,
    id,
    listingId,
    before: before?.state,
    after: after?.state,
  };
}

function actionOf(before: Thing['state'] | undefined, after: Thing['state'] | undefined): AuditAction {
  if (before === undefined) return 'created';
  if (after === undefined) return 'removed';
  if (before['isActive'] === after['isActive']) return 'changed';
  return after['isActive'] === true ? 'restored' : 'retired';
}

/** What things of one kind are, by their names. */
export type NamedStates = ReadonlyMap<string, Thing['state']>;

/**
 * One entry for all of a kind, of a hotel, a flight or everywhere: thousands of rooms would be as many entries. It names those
 * that came and went, and has each of the others before and after; where those are many, their names.
 */
export function summaryOf(
  { kind, noun, listingId }: { kind: AuditKind; noun: string; listingId?: number },
  before: NamedStates,
  after: NamedStates,
): AuditChange {
  const added = [...after.keys()].filter((name) => !before.has(name));
  const removed = [...before.keys()].filter((name) => !after.has(name));
  const changed = [...after.keys()].filter(
    (name) => before.has(name) && !isDeepStrictEqual(before.get(name), after.get(name)),
  );
  const isShort = changed.length <= maxNamed;
  const statesIn = (states: NamedStates): object =>
    Object.fromEntries(isShort ? changed.map((name) => [`${noun} ${name}`, states.get(name)]) : []);
  return {
    action: 'set',
    kind,
    id: `${noun}s`,
    listingId,
    before: { ...(removed.length > 0 && { removed }), ...statesIn(before) },
    after: {
      ...(added.length > 0 && { added }),
      ...(!isShort && { changed }),
      ...statesIn(after),
    },
  };
}

/**
 * Tells of the run itself, outside of its transactions: that it begins, with which files, and how it ended. One without an end
 * was killed, or has not ended. What it changed is told where it was changed.
 */
export async function tellingRun(
  db: Database,
  context: Pick<ImportContext, 'actor' | 'report'>,
  files: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  await tell(db, context, [run({ state: 'begun', files })]);
  try {
    await work();
  } catch (error) {
    // Without a database there is nobody to be told, and what went wrong is what the caller hears.
    await tell(db, context, [run({ state: 'failed', ...totalsOf(context.report) })]).catch(() => {});
    throw error;
  }
  await tell(db, context, [run({ state: 'ended', ...totalsOf(context.report) })]);
}

function run(after: object): AuditChange {
  return { action: 'imported', kind: 'catalogue', id: 'import', after };
}

function totalsOf({ counts, problemCount }: ImportReport): object {
  return { ...counts, problemCount };
}
