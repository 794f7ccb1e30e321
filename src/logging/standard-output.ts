import { pino } from 'pino';

/** Beyond it lines are written without waiting for the end of the turn; the stream writes no more at a time. */
const maxWaitingBytes = 16_000;

interface LineStream {
  write(line: string): void;
  flushSync(): void;
}

let standardOutput: LineStream | undefined;

/**
 * Where log lines go: all lines of one turn of the event loop in one write at its end. A write for each line costs more
 * than the line: a tenth of a cheap request under load. A process that ends or crashes writes what it has left; one that
 * is killed loses the lines of that turn.
 */
export function logOutput(): LineStream {
  standardOutput ??= gatherLines();
  return standardOutput;
}

function gatherLines(): LineStream {
  const output = pino.destination({ dest: 1, sync: true, minLength: maxWaitingBytes });
  let isScheduled = false;
  // Writes at once as well, but does not make the disk write: that costs a thousand times as much.
  const writeTurn = () => {
    isScheduled = false;
    output.flush();
  };
  const flushSync = () => output.flushSync();
  process.once('exit', flushSync);
  return {
    write(line) {
      output.write(line);
      if (isScheduled) return;
      isScheduled = true;
      setImmediate(writeTurn);
    },
    flushSync,
  };
}
