import type { Collection, Identified } from './collection.js';
import type { Journal } from './journal.js';

/** Collections by what is in them. */
type Collections = Readonly<Record<string, Collection<Identified>>>;

/**
 * What was changed in a sandbox's books since the last commit, and the journal it goes to. Everything between two commits is
 * synchronous, so a commit holds the changes of one request and no others. Without a journal nothing is kept.
 */
export class JournaledChanges {
  private readonly changed = new Map<string, { kind: string; id: string }>();
  private journal: Journal | undefined;

  constructor(
    private readonly collections: Collections,
    private readonly options: {
      /** A journal that is larger is written anew, with what there is now. */
      readonly journalBytes: number;
      readonly log: (message: string) => void;
    },
  ) {}

  note(kind: string, id: string): void {
    if (this.journal) this.changed.set(`${kind}:${id}`, { kind, id });
  }

  /**
   * Writes every change since the last call, in one line, so that a killed process leaves all of them or none; resolves
   * when they would survive `kill -9`. Without a change it waits for what others have changed: an answer must not tell
   * of something that could still be lost. Undefined: nothing to wait for.
   */
  commit(): Promise<void> | undefined {
    if (!this.journal) return undefined;
    if (this.changed.size === 0) return this.journal.isWriting ? this.journal.append('') : undefined;
    const entries: string[] = [];
    for (const { kind, id } of this.changed.values()) {
      const value = this.collections[kind]?.get(id);
      entries.push(JSON.stringify(value ? [kind, value] : [kind, null, id]));
    }
    this.changed.clear();
    const written = this.journal.append(`[${entries.join(',')}]\n`);
    if (this.journal.isLargerThan(this.options.journalBytes)) {
      this.journal
        .compact(() => this.lines())
        .catch((error: unknown) => {
          this.options.log(`The journal could not be shortened: ${String(error)}`);
        });
    }
    return written;
  }

  /** Reads one line of a journal back. A line torn by a killed process is the one that was never answered: left out. */
  restore(line: string): void {
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      this.options.log(
        'The journal ends in the middle of a line; the request it belonged to was not answered.',
      );
      return;
    }
    // A commit is a list of entries, a line of a snapshot is one.
    const entries: unknown[] = Array.isArray(entry) && Array.isArray(entry[0]) ? entry : [entry];
    for (const each of entries) this.restoreEntry(each);
  }

  /** From now on changes go to this journal, which starts with all that was restored. */
  async attach(journal: Journal): Promise<void> {
    await journal.compact(() => this.lines());
    this.journal = journal;
  }

  /** The collections were emptied: so is the journal, but for what is left in them. */
  async startAnew(): Promise<void> {
    this.changed.clear();
    await this.journal?.compact(() => this.lines());
  }

  private restoreEntry(entry: unknown): void {
    if (!isEntry(entry)) throw new Error('The journal holds a line that this sandbox did not write.');
    const [kind, value, id] = entry;
    const collection = this.collections[kind];
    if (collection === undefined) {
      throw new Error('The journal holds a line that this sandbox did not write.');
    }
    if (value) collection.set(value);
    else if (id !== undefined) collection.delete(id);
  }

  private *lines(): Generator<string> {
    for (const [kind, collection] of Object.entries(this.collections)) {
      for (const value of collection.oldest()) yield `${JSON.stringify([kind, value])}\n`;
    }
  }
}

function isEntry(entry: unknown): entry is [string, Identified | null, string | undefined] {
  return Array.isArray(entry) && typeof entry[0] === 'string';
}
