import type { OccupancyThreshold, PricingRule, PricingSettings, SeatsLeftStep } from './pricing-settings.js';

/** Basis points of ×1. */
export const factorOne = 10_000;

/** No unit costs more, whatever its factors and limits, in minor units: the base price at its highest, times ten, times ten. */
export const highestUnitMinor = 100_000_000_000;

/** A rule that was applied to a line. */
export interface AppliedRule {
  readonly ruleId: number;
  readonly factorBp: number;
  readonly name: string;
}

/** How full one date is: one row of inventory, or all seats of a cabin. */
export interface OccupancyCounts {
  readonly total: number;
  readonly reserved: number;
  /** Without holds past their deadline, whether or not anything has released them yet. */
  readonly held: number;
  /** Of `held`, what the asker holds already: it must not raise the asker's own price. */
  readonly credit: number;
}

/** What a price was made from beside the listing's tables and rules. */
export interface PriceInputs {
  /** Of the listing's tables and rules. */
  readonly revision: number;
  /** Undefined where the date is not open. */
  readonly counts: OccupancyCounts | undefined;
}

/** One line of a quote: a quantity of one SKU on one date, with every stage of its price. */
export interface PricedLine {
  readonly skuId: number;
  /** Whose price it is: another SKU's than `skuId` once the reservation was moved to another room type. */
  readonly pricedAsSkuId: number;
  readonly date: string;
  readonly quantity: number;
  /** Of one unit, in minor units. */
  readonly baseMinor: number;
  /** The listing's multiplier for that date, in basis points. */
  readonly rateBp: number;
  /** In the order in which they were applied. */
  readonly rules: readonly AppliedRule[];
  /** The multiplier for how full that date is, in basis points. */
  readonly occupancyBp: number;
  /** Limits of what one unit costs; null for none. */
  readonly minMinor: number | null;
  readonly maxMinor: number | null;
  readonly amountMinor: number;
  /** Of a seat: the cabin whose seats were counted. */
  readonly cabinSkuId: number | null;
  /** Undefined when nothing but the stages above made the price, and in quotes from before inputs were kept. */
  readonly inputs: PriceInputs | undefined;
}

/** What a line costs goes by. */
export type LineStages = Pick<
  PricedLine,
  'baseMinor' | 'quantity' | 'rateBp' | 'rules' | 'occupancyBp' | 'minMinor' | 'maxMinor'
>;

/** A limit that was met, with the price it set. */
export interface MetLimit {
  readonly kind: 'minimum' | 'maximum';
  readonly priceMinor: number;
}

/** A price as a fraction, so that nothing is rounded before the end. */
interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * `base × rate × rules × occupancy factor`, no less than the minimum and no more than the maximum, times the quantity: in
 * minor units, rounded once, half up. The SQL function `price_lines` is what prices holds; this is the same arithmetic to
 * hold it against.
 *
 * @param step what amounts are multiples of: `chargeStepOf` the currency
 */
export function lineAmountMinor(line: LineStages, step = 1): bigint {
  const { numerator, denominator } = limited(unitPrice(line), line);
  const whole = denominator * BigInt(step);
  return ((2n * numerator * BigInt(line.quantity) + whole) / (2n * whole)) * BigInt(step);
}

/** The limit that decided the unit's price; undefined when its factors did. */
export function metLimit(line: LineStages): MetLimit | undefined {
  const unit = unitPrice(line);
  const highest = Math.min(line.maxMinor ?? highestUnitMinor, highestUnitMinor);
  if (isAbove(unit, highest)) return { kind: 'maximum', priceMinor: highest };
  const { minMinor } = line;
  return minMinor !== null && isBelow(unit, minMinor)
    ? { kind: 'minimum', priceMinor: Math.min(minMinor, highest) }
    : undefined;
}

function unitPrice({ baseMinor, rateBp, rules, occupancyBp }: LineStages): Exact {
  const factors = [rateBp, ...rules.map((rule) => rule.factorBp), occupancyBp];
  return {
    numerator: factors.reduce((product, factor) => product * BigInt(factor), BigInt(baseMinor)),
    denominator: BigInt(factorOne) ** BigInt(factors.length),
  };
}

function limited(unit: Exact, line: LineStages): Exact {
  const limit = metLimit(line);
  return limit === undefined ? unit : { numerator: BigInt(limit.priceMinor), denominator: 1n };
}

function isAbove({ numerator, denominator }: Exact, price: number): boolean {
  return numerator > BigInt(price) * denominator;
}

function isBelow({ numerator, denominator }: Exact, price: number): boolean {
  return numerator < BigInt(price) * denominator;
}

/** How full one date of one SKU is. */
export interface Occupancy extends OccupancyCounts {
  /** How much a hold counts beside a reservation, in percent. */
  readonly heldWeightPercent: number;
}

/** The factor of the highest threshold the occupancy reaches; ×1 below all of them, and where there is nothing to occupy. */
export function occupancyFactorBp(
  { total, reserved, held, credit, heldWeightPercent }: Occupancy,
  thresholds: readonly OccupancyThreshold[],
): number {
  if (total === 0) return factorOne;
  const taken = reserved * 100 + (held - credit) * heldWeightPercent;
  const reached = thresholds
    .filter((rule) => rule.thresholdPercent * total <= taken)
    .toSorted((left, right) => right.thresholdPercent - left.thresholdPercent);
  return reached[0]?.factorBp ?? factorOne;
}

/**
 * The factor of the fewest seats left that are still enough to cover what is left; ×1 with more than all of them, and where
 * there are no seats at all.
 */
export function seatsLeftFactorBp(
  { total, reserved, held, credit, heldWeightPercent }: Occupancy,
  steps: readonly SeatsLeftStep[],
): number {
  if (total === 0) return factorOne;
  const left = (total - reserved) * 100 - (held - credit) * heldWeightPercent;
  const reached = steps
    .filter((step) => left <= step.seatsLeft * 100)
    .toSorted((one, other) => one.seatsLeft - other.seatsLeft);
  return reached[0]?.factorBp ?? factorOne;
}

/** The rules that are applied to one night of a room type, in their order: all that fit, down to the first that is final. */
export function applicableRules(
  rules: readonly PricingRule[],
  { skuId, date }: Pick<PricedLine, 'skuId' | 'date'>,
): AppliedRule[] {
  const fitting = rules
    .filter((rule) => fits(rule, { skuId, date }))
    .toSorted((one, other) => other.priority - one.priority || one.ruleId - other.ruleId);
  const final = fitting.findIndex((rule) => rule.isFinal);
  return (final === -1 ? fitting : fitting.slice(0, final + 1)).map(({ ruleId, factorBp, name }) => ({
    ruleId,
    factorBp,
    name,
  }));
}

function fits(rule: PricingRule, { skuId, date }: Pick<PricedLine, 'skuId' | 'date'>): boolean {
  return (
    (rule.skuId === null || rule.skuId === skuId) &&
    (rule.startDate === null || rule.startDate <= date) &&
    (rule.endDate === null || rule.endDate > date) &&
    (rule.weekdays & (1 << weekdayOf(date))) !== 0
  );
}

/** 0 is Monday. */
function weekdayOf(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** What of a line's price follows from the listing's tables and rules, and from how full its date is. */
export function settledStages(
  line: Pick<PricedLine, 'skuId' | 'date' | 'cabinSkuId'>,
  settings: PricingSettings,
  { counts, kind }: { counts: OccupancyCounts | undefined; kind: 'hotel' | 'flight' },
): Pick<PricedLine, 'rules' | 'occupancyBp'> {
  const rules = applicableRules(settings.rules, line);
  if (counts === undefined) return { rules, occupancyBp: factorOne };
  const occupancy = { ...counts, heldWeightPercent: settings.heldWeightPercent };
  if (kind === 'flight') {
    const cabinSkuId = line.cabinSkuId ?? line.skuId;
    const steps = settings.seatsLeft.filter((step) => step.cabinSkuId === cabinSkuId);
    return { rules, occupancyBp: seatsLeftFactorBp(occupancy, steps) };
  }
  const own = settings.occupancy.filter((rule) => rule.skuId === line.skuId);
  const table = own.length > 0 ? own : settings.occupancy.filter((rule) => rule.skuId === 0);
  return { rules, occupancyBp: occupancyFactorBp(occupancy, table) };
}
