import { noRoomForStreams, tooManyStreams } from './events.errors.js';

/** Counts open streams, so that neither a guest nor all of them together can use up a process. */
export class StreamSlots {
  private taken = 0;
  private readonly takenBy = new Map<string, number>();

  constructor(private readonly limits: { readonly perProcess: number; readonly perGuest: number }) {}

  /**
   * Takes a place; returns what gives it back, once.
   *
   * @param guestId undefined for an administrator, who may have as many as there is room for
   * @throws 429 `too_many_streams`, 503 `busy`
   */
  take(guestId: string | undefined): () => void {
    const own = guestId === undefined ? 0 : (this.takenBy.get(guestId) ?? 0);
    if (guestId !== undefined && own >= this.limits.perGuest) throw tooManyStreams(this.limits.perGuest);
    if (this.taken >= this.limits.perProcess) throw noRoomForStreams();
    this.taken += 1;
    if (guestId !== undefined) this.takenBy.set(guestId, own + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.taken -= 1;
      if (guestId !== undefined) this.giveBack(guestId);
    };
  }

  private giveBack(guestId: string): void {
    const left = (this.takenBy.get(guestId) ?? 1) - 1;
    if (left === 0) this.takenBy.delete(guestId);
    else this.takenBy.set(guestId, left);
  }
}
