import type { AppliedRule, PricedLine, PriceInputs } from './pricing.rules.js';

/**
 * The quote a hold has frozen (`hold.quote`): an array of `[skuId, date, quantity, base, rateBp, occupancyBp, amount]`, with
 * what it was made from behind that where it matters (see `price_lines`). Throws when it is anything else, because then
 * what the guest was promised is not known.
 */
export function readFrozenQuote(quote: unknown): PricedLine[] {
  if (!Array.isArray(quote)) throw new TypeError('a frozen quote must be an array');
  return quote.map(readFrozenLine);
}

/** One line as `price_lines` makes it. Throws as `readFrozenQuote` does. */
export function readFrozenLine(line: unknown): PricedLine {
  if (!isFrozenLine(line)) throw new TypeError(`not a line of a frozen quote: ${JSON.stringify(line)}`);
  const [skuId, date, quantity, baseMinor, rateBp, occupancyBp, amountMinor, inputs, more = {}] = line;
  return {
    skuId,
    pricedAsSkuId: more.pricedAs ?? skuId,
    date,
    quantity,
    baseMinor,
    rateBp,
    rules: (more.rules ?? []).map(([ruleId, factorBp, name]) => ({ ruleId, factorBp, name })),
    occupancyBp,
    minMinor: more.min ?? null,
    maxMinor: more.max ?? null,
    amountMinor,
    cabinSkuId: more.cabin ?? null,
    inputs: inputs == null ? undefined : readInputs(inputs),
  };
}

type FrozenRule = readonly [AppliedRule['ruleId'], AppliedRule['factorBp'], AppliedRule['name']];

interface FrozenMore {
  readonly cabin?: number;
  readonly rules?: readonly FrozenRule[];
  readonly min?: number;
  readonly max?: number;
  /** Of a line that was moved to another room type: the first one's SKU. */
  readonly pricedAs?: number;
}

type FrozenLine = readonly [
  number,
  string,
  number,
  number,
  number,
  number,
  number,
  /** Null in quotes of reservations that were moved to another room type before inputs were kept through moves. */
  inputs?: string | null,
  more?: FrozenMore,
];

const inputsPattern = /^(\d+)(?::(\d+):(\d+):(\d+):(\d+))?$/;

function isFrozenLine(line: unknown): line is FrozenLine {
  if (!Array.isArray(line) || line.length < 7 || line.length > 9) return false;
  const [, date, , , , , , inputs, more] = line as readonly unknown[];
  return (
    typeof date === 'string' &&
    line.slice(0, 7).every((value, index) => index === 1 || Number.isSafeInteger(value)) &&
    (inputs == null || (typeof inputs === 'string' && inputsPattern.test(inputs))) &&
    (more === undefined || isMore(more))
  );
}

function isMore(more: unknown): more is FrozenMore {
  if (typeof more !== 'object' || more === null) return false;
  const { cabin, rules, min, max, pricedAs } = more as Record<string, unknown>;
  return (
    [cabin, min, max, pricedAs].every((value) => value === undefined || Number.isSafeInteger(value)) &&
    (rules === undefined || (Array.isArray(rules) && rules.every(isFrozenRule)))
  );
}

function isFrozenRule(rule: unknown): rule is FrozenRule {
  return (
    Array.isArray(rule) &&
    rule.length === 3 &&
    Number.isSafeInteger(rule[0]) &&
    Number.isSafeInteger(rule[1]) &&
    typeof rule[2] === 'string'
  );
}

/** `revision:total:reserved:held:credit`, or the revision alone for a date that was not open. */
function readInputs(text: string): PriceInputs {
  const [, revision, total, reserved, held, credit] = inputsPattern.exec(text) ?? [];
  const counts =
    total === undefined
      ? undefined
      : {
          total: Number(total),
          reserved: Number(reserved),
          held: Number(held),
          credit: Number(credit),
        };
  return { revision: Number(revision), counts };
}
