/** Basis points of ×1. */
export const factorOne = 10_000;

/** One line of a quote: a quantity of one SKU on one date, with every stage of its price. */
export interface PricedLine {
  readonly skuId: number;
  readonly date: string;
  readonly quantity: number;
  /** Of one unit, in minor units. */
  readonly baseMinor: number;
  /** The listing's multiplier for that date, in basis points. */
  readonly rateBp: number;
  /** The multiplier for how full that date is, in basis points. */
  readonly occupancyBp: number;
  readonly amountMinor: number;
}

/**
 * `base × quantity × rate × occupancy factor` in minor units, rounded once, half up. The SQL function `price_lines`
 * is what prices holds; this is the same arithmetic to hold it against.
 */
export function lineAmountMinor(
  line: Pick<PricedLine, 'baseMinor' | 'quantity' | 'rateBp' | 'occupancyBp'>,
): bigint {
  const scale = BigInt(factorOne) * BigInt(factorOne);
  const product =
    BigInt(line.baseMinor) * BigInt(line.quantity) * BigInt(line.rateBp) * BigInt(line.occupancyBp);
  return (2n * product + scale) / (2n * scale);
}

/** How full one date of one SKU is. */
export interface Occupancy {
  readonly total: number;
  readonly reserved: number;
  readonly held: number;
  /** Of `held`, what the asker holds already: it must not raise the asker's own price. */
  readonly credit: number;
  /** How much a hold counts beside a reservation, in percent. */
  readonly heldWeightPercent: number;
}

export interface OccupancyThreshold {
  readonly thresholdPercent: number;
  readonly factorBp: number;
}

/** The factor of the highest threshold the occupancy reaches; ×1 below all of them. */
export function occupancyFactorBp(
  { total, reserved, held, credit, heldWeightPercent }: Occupancy,
  thresholds: readonly OccupancyThreshold[],
): number {
  const taken = reserved * 100 + (held - credit) * heldWeightPercent;
  const reached = thresholds
    .filter((rule) => rule.thresholdPercent * total <= taken)
    .toSorted((left, right) => right.thresholdPercent - left.thresholdPercent);
  return reached[0]?.factorBp ?? factorOne;
}
