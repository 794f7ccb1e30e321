interface PollOptions {
  /** From the end of one time to the beginning of the next. */
  readonly everyMs: number;
  readonly work: () => Promise<void>;
  /** The first of several failures in a row. */
  readonly onFailure: (error: unknown) => void;
}

/** Does something again and again, never twice at a time: a database that is slow is not asked more often for it. */
export class Poll {
  private timer: NodeJS.Timeout | undefined;
  private isOn = false;
  private isWorking = false;
  private isFailing = false;

  constructor(private readonly options: PollOptions) {}

  start(): void {
    this.isOn = true;
    this.schedule();
  }

  /** What is under way goes on to its end, and is the last. */
  stop(): void {
    this.isOn = false;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private schedule(): void {
    if (!this.isOn || this.timer !== undefined || this.isWorking) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.run();
    }, this.options.everyMs);
  }

  private async run(): Promise<void> {
    this.isWorking = true;
    try {
      await this.options.work();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.options.onFailure(error);
      this.isFailing = true;
    } finally {
      this.isWorking = false;
      this.schedule();
    }
  }
}
