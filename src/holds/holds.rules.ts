/** The states a hold can be stored in; the same set stands in `hold_status_check`. */
export const holdStatuses = ['active', 'paying', 'confirmed', 'released', 'expired', 'canceled'] as const;
export type HoldStatus = (typeof holdStatuses)[number];

/** Why a hold ended; the same set stands in `hold_end_cause_check`. */
export const holdEndCauses = [
  'deadline_passed',
  'released_by_guest',
  'released_by_admin',
  'replaced',
  'payment_failed',
  'canceled_by_guest',
  'canceled_by_admin',
  'supplier_refused',
  'canceled_by_supplier',
  'no_show',
  'moved_by_admin',
] as const;
export type HoldEndCause = (typeof holdEndCauses)[number];

/** The states a hold may go to from each. Nothing else decides; the ledger's guarded statements keep to it. */
export const holdTransitions = {
  active: ['paying', 'released', 'expired'],
  paying: ['active', 'confirmed', 'released', 'expired'],
  confirmed: ['canceled'],
  released: [],
  /** `confirmed` when money came late for it and its units could be had again. */
  expired: ['confirmed'],
  canceled: [],
} as const satisfies Record<HoldStatus, readonly HoldStatus[]>;

export function canMove(from: HoldStatus, to: HoldStatus): boolean {
  const targets: readonly HoldStatus[] = holdTransitions[from];
  return targets.includes(to);
}

/** What decides whether a hold can be extended. `status` is the one in force: an overdue hold is `expired`. */
export interface ExtendableHold {
  readonly status: HoldStatus;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly extendedAt: Date | null;
}

/** A hold is extended once, while it is active, and lives at most twice the usual life. */
export function isExtendable(hold: ExtendableHold, ttlSeconds: number): boolean {
  return hold.status === 'active' && hold.extendedAt === null && hasTimeLeftToAdd(hold, ttlSeconds);
}

function hasTimeLeftToAdd({ createdAt, expiresAt }: ExtendableHold, ttlSeconds: number): boolean {
  return expiresAt.getTime() < createdAt.getTime() + 2 * ttlSeconds * 1_000;
}

/** Whole seconds until `expiresAt`, rounded down, 0 when it has passed or the hold has ended. */
export function secondsLeft(expiresAt: Date, serverTime: Date): number {
  return Math.max(0, Math.floor((expiresAt.getTime() - serverTime.getTime()) / 1_000));
}

/** Which holds a list shows: one state, or `live` for all that keep inventory without being paid for. */
export const holdFilters = ['live', ...holdStatuses] as const;
export type HoldFilter = (typeof holdFilters)[number];
