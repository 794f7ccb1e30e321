/** What multiplies the price of the nights it is about. */
export interface PricingRule {
  readonly ruleId: number;
  readonly name: string;
  /** The room type it is about; null: all of the hotel. */
  readonly skuId: number | null;
  /** Half open, `YYYY-MM-DD`; null is no bound. */
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** Bit 0 is Monday, bit 6 Sunday. */
  readonly weekdays: number;
  readonly factorBp: number;
  /** The highest is applied first; of equals the older one. */
  readonly priority: number;
  /** Nothing of lower priority is applied beside it. */
  readonly isFinal: boolean;
}

export interface OccupancyThreshold {
  readonly thresholdPercent: number;
  readonly factorBp: number;
}

export interface SeatsLeftStep {
  /** With at most so many left the price is multiplied. */
  readonly seatsLeft: number;
  readonly factorBp: number;
}

/** All tables and rules of one listing, as one revision has them (`pricing_settings` in the migrations writes it). */
export interface PricingSettings {
  /** How much a hold counts beside a reservation, in percent. */
  readonly heldWeightPercent: number;
  /** SKU 0 is the hotel; a room type that is named itself goes by nothing else. */
  readonly occupancy: readonly (OccupancyThreshold & { readonly skuId: number })[];
  readonly rules: readonly PricingRule[];
  readonly seatsLeft: readonly (SeatsLeftStep & { readonly cabinSkuId: number })[];
}

/** A revision as it was stored. Throws on anything else: nothing can be said of a price then. */
export function readPricingSettings(value: unknown): PricingSettings {
  if (!isPricingSettings(value)) throw new TypeError('not a revision of pricing settings');
  return value;
}

function isPricingSettings(value: unknown): value is PricingSettings {
  if (!isRecord(value)) return false;
  const { heldWeightPercent, occupancy, rules, seatsLeft } = value;
  return (
    isWhole(heldWeightPercent) &&
    isListOf(
      occupancy,
      (row) => isWhole(row['skuId']) && isWhole(row['thresholdPercent']) && isFactor(row),
    ) &&
    isListOf(seatsLeft, (row) => isWhole(row['cabinSkuId']) && isWhole(row['seatsLeft']) && isFactor(row)) &&
    isListOf(rules, isRule)
  );
}

function isRule(row: Record<string, unknown>): boolean {
  const { ruleId, name, skuId, startDate, endDate, weekdays, priority, isFinal } = row;
  return (
    [ruleId, weekdays, priority].every(isWhole) &&
    isFactor(row) &&
    typeof name === 'string' &&
    typeof isFinal === 'boolean' &&
    (skuId === null || isWhole(skuId)) &&
    [startDate, endDate].every((date) => date === null || typeof date === 'string')
  );
}

function isFactor({ factorBp }: Record<string, unknown>): boolean {
  return isWhole(factorBp);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isListOf(value: unknown, isOne: (row: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.every((row: unknown) => isRecord(row) && isOne(row));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
