import { Journal } from './journal.js';

/** Books that are kept in a journal. */
interface Journaled {
  /** Reads one line of it back. */
  restore(line: string): void;
  /** Writes to it from now on. */
  attach(journal: Journal): Promise<void>;
}

/** Reads back what is in the folder, and keeps the books there from then on. */
export async function openJournal(folder: string, books: Journaled): Promise<Journal> {
  const journal = await Journal.open(folder, (line) => {
    books.restore(line);
  });
  await books.attach(journal);
  return journal;
}
