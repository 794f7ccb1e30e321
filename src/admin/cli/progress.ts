import cliProgress from 'cli-progress';
import { printLine } from './output.js';

/** Without a terminal a line is printed after each tenth of the work. */
const tenths = 10;

/** How far long work has come. On a terminal a bar on stderr, else plain lines on stdout, with `--json` nothing. */
export class Progress {
  private bar: cliProgress.SingleBar | undefined;
  private label = '';
  private lastTenth = 0;
  private readonly isQuiet: boolean;

  constructor({ isQuiet }: { isQuiet: boolean }) {
    this.isQuiet = isQuiet;
  }

  /** `done` of `total` under `label`; a new label begins a new bar. */
  update(label: string, done: number, total: number, note = ''): void {
    if (label !== this.label) this.begin(label, total);
    if (this.bar !== undefined) {
      this.bar.setTotal(total);
      this.bar.update(done, { note });
      return;
    }
    const tenth = total === 0 ? tenths : Math.floor((done / total) * tenths);
    if (this.isQuiet || tenth <= this.lastTenth) return;
    this.lastTenth = tenth;
    printLine(`${label}: ${done} of ${total}${note === '' ? '' : `, ${note}`}`);
  }

  /** Takes the bar off the terminal's last line, so that what follows is readable. Call it on failure too. */
  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
    this.label = '';
  }

  private begin(label: string, total: number): void {
    this.stop();
    this.label = label;
    this.lastTenth = 0;
    if (!process.stderr.isTTY) return;
    this.bar = new cliProgress.SingleBar({
      format: `${label} [{bar}] {percentage}% {value}/{total} {note}`,
      barCompleteChar: '=',
      barIncompleteChar: ' ',
      // An interrupted command would leave the cursor hidden.
      hideCursor: false,
      gracefulExit: false,
    });
    this.bar.start(total, 0, { note: '' });
  }
}
