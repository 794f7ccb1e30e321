import { chargeStepOf } from './currency.js';
import type { PricingSettings } from './pricing-settings.js';
import {
  lineAmountMinor,
  metLimit,
  settledStages,
  type AppliedRule,
  type MetLimit,
  type OccupancyCounts,
  type PricedLine,
} from './pricing.rules.js';

/** What a hold has frozen, and what kind of listing it is of. */
export interface FrozenPrice {
  readonly kind: 'hotel' | 'flight' | 'supplier';
  readonly currency: string;
  readonly totalMinor: number;
  readonly lines: readonly PricedLine[];
}

/** One stage as it was frozen and as it comes out again; `agrees` is undefined where nothing was kept to make it from. */
export interface ExplainedStage<Value> {
  readonly frozen: Value;
  readonly recomputed: Value | undefined;
  readonly agrees: boolean | undefined;
}

export interface ExplainedLine {
  readonly line: PricedLine;
  /** Of the tables and rules it was made under; undefined when there were none, or the quote is from before they were kept. */
  readonly revision: number | undefined;
  readonly counts: OccupancyCounts | undefined;
  readonly rules: ExplainedStage<readonly AppliedRule[]>;
  readonly occupancyBp: ExplainedStage<number>;
  /** Follows from the stages before it and from the limits the line has kept. */
  readonly limit: MetLimit | undefined;
  readonly amountMinor: ExplainedStage<number>;
}

export interface PriceExplanation {
  readonly lines: readonly ExplainedLine[];
  readonly totalMinor: ExplainedStage<number>;
  /** Nothing that was made again came out differently. */
  readonly agrees: boolean;
  /** Every stage was made again; false for quotes from before their inputs were kept. */
  readonly isComplete: boolean;
}

/**
 * Makes a frozen quote again from what was frozen with it and from the tables and rules of its revisions, stage by stage;
 * each stage is made from the recomputed ones before it.
 */
export function explainPrice(
  { kind, currency, totalMinor, lines }: FrozenPrice,
  revisions: ReadonlyMap<number, PricingSettings>,
): PriceExplanation {
  // An airline has its own price, which nobody rounds.
  const step = kind === 'supplier' ? 1 : chargeStepOf(currency);
  const explained = lines.map((line) => explainLine(line, { kind, step, revisions }));
  const sum = explained.reduce((total, line) => total + (line.amountMinor.recomputed ?? 0), 0);
  const total = compare(totalMinor, sum);
  const stages = explained.flatMap((line) => [line.rules, line.occupancyBp, line.amountMinor]);
  return {
    lines: explained,
    totalMinor: total,
    agrees: [...stages, total].every((stage) => stage.agrees !== false),
    isComplete: stages.every((stage) => stage.agrees !== undefined),
  };
}

function explainLine(
  line: PricedLine,
  {
    kind,
    step,
    revisions,
  }: { kind: FrozenPrice['kind']; step: number; revisions: ReadonlyMap<number, PricingSettings> },
): ExplainedLine {
  const { inputs } = line;
  const settled = kind === 'supplier' ? undefined : settle(line, { kind, revisions });
  const stages = { ...line, ...settled };
  return {
    line,
    revision: inputs?.revision,
    counts: inputs?.counts,
    rules: compare(line.rules, settled?.rules),
    occupancyBp: compare(line.occupancyBp, settled?.occupancyBp),
    limit: metLimit(stages),
    amountMinor: compare(line.amountMinor, Number(lineAmountMinor(stages, step))),
  };
}

/** The stages that follow from tables and rules; undefined when it is not known which there were. */
function settle(
  line: PricedLine,
  { kind, revisions }: { kind: 'hotel' | 'flight'; revisions: ReadonlyMap<number, PricingSettings> },
): Pick<PricedLine, 'rules' | 'occupancyBp'> | undefined {
  const { inputs } = line;
  if (inputs === undefined) return undefined;
  const settings = inputs.revision === 0 ? nothingSet : revisions.get(inputs.revision);
  const priced = { ...line, skuId: line.pricedAsSkuId };
  return settings && settledStages(priced, settings, { counts: inputs.counts, kind });
}

const nothingSet: PricingSettings = { heldWeightPercent: 0, occupancy: [], rules: [], seatsLeft: [] };

function compare<Value>(frozen: Value, recomputed: Value | undefined): ExplainedStage<Value> {
  const agrees = recomputed === undefined ? undefined : JSON.stringify(frozen) === JSON.stringify(recomputed);
  return { frozen, recomputed, agrees };
}
