/** What of a flight is free, as far as a stream tells it. */
export interface FreeSeats {
  /** Places or seats that are free, by cabin. */
  readonly cabins: readonly { readonly cabin: string; readonly available: number }[];
  /** Of cabins with assigned seats. */
  readonly seats: readonly { readonly seat: string; readonly state: string }[];
}

/** What a client has been told; nothing at first. */
export class ToldSeats {
  private readonly available = new Map<string, number>();
  private readonly states = new Map<string, string>();

  /** Notes what is told now, and returns what of it is new to the client; undefined when nothing is. */
  differenceTo(free: FreeSeats): FreeSeats | undefined {
    const cabins = free.cabins.filter(({ cabin, available }) => this.available.get(cabin) !== available);
    const seats = free.seats.filter(({ seat, state }) => this.states.get(seat) !== state);
    for (const { cabin, available } of cabins) this.available.set(cabin, available);
    for (const { seat, state } of seats) this.states.set(seat, state);
    return cabins.length === 0 && seats.length === 0 ? undefined : { cabins, seats };
  }
}
