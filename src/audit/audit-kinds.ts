/** What is changed by administrators. A feature adds a line for each of its things. */
export const auditKinds = [
  'hotel',
  'room_type',
  'room',
  'rate',
  'inventory',
  'aircraft',
  'seat_map',
  'flight',
  'cabin',
  'seat',
  'catalogue',
  'pricing_rule',
  'cancellation_policy',
  'picture',
  'room_outage',
  'reservation',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** What was done to it. `set` is said of many rows at once, whose values before are not kept. */
export const auditActions = [
  'created',
  'changed',
  'removed',
  'retired',
  'restored',
  'set',
  'imported',
] as const;
export type AuditAction = (typeof auditActions)[number];
