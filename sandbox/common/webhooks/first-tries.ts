interface Try {
  readonly group: string;
  /** 0 is the first. */
  readonly number: number;
}

/** Counts the first deliveries of a group's events, so that an answer can wait until its webhooks were there before it. */
export class FirstTries {
  private readonly open = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  begin({ group, number }: Try): void {
    if (number === 0) this.open.set(group, (this.open.get(group) ?? 0) + 1);
  }

  end({ group, number }: Try): void {
    const open = this.open.get(group);
    if (number > 0 || open === undefined) return;
    if (open > 1) {
      this.open.set(group, open - 1);
      return;
    }
    this.open.delete(group);
    this.wake(group);
  }

  /** Resolves when every event of the group sent so far was tried once, whether the receiver took it or not. */
  settled(group: string): Promise<void> {
    if (!this.open.has(group)) return Promise.resolve();
    return new Promise((resolve) => {
      this.waiting.set(group, [...(this.waiting.get(group) ?? []), resolve]);
    });
  }

  clear(): void {
    this.open.clear();
    for (const group of this.waiting.keys()) this.wake(group);
  }

  private wake(group: string): void {
    const waiting = this.waiting.get(group) ?? [];
    this.waiting.delete(group);
    for (const resolve of waiting) resolve();
  }
}
