import { createInterface } from 'node:readline/promises';
import { CliError } from './cli-error.js';

/** Who is asked, and where the question is written. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { isTTY?: boolean };
}

/** The question goes to stderr: stdout may be read by a program. */
const ownTerminal: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Asks before something is done that cannot be undone; returns when it may be. `yes` is the answer of a script. Throws
 * `CliError` for any answer but "yes", and where nobody can be asked.
 */
export async function confirm(
  question: string,
  { yes = false }: { yes?: boolean | undefined },
  { input, output }: Terminal = ownTerminal,
): Promise<void> {
  if (yes) return;
  if (input.isTTY !== true || output.isTTY !== true) {
    throw new CliError('This cannot be undone, and there is nobody to be asked: say --yes.');
  }
  const dialogue = createInterface({ input, output });
  try {
    const answer = await Promise.race([
      dialogue.question(`${question} Type "yes" to go on: `),
      // The end of the input, or Ctrl-C, is no answer; one that came right before it is.
      new Promise<string>((resolve) => dialogue.once('close', () => setImmediate(resolve, ''))),
    ]);
    if (answer.trim().toLowerCase() !== 'yes') throw new CliError('Nothing was changed.');
  } finally {
    dialogue.close();
  }
}
