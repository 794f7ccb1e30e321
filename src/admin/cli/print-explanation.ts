import type { ExplainedLine, ExplainedStage } from '../../pricing/explanation.rules.js';
import type { ExplainedPrice } from '../../pricing/price-explanations.service.js';
import { factorOne, type AppliedRule } from '../../pricing/pricing.rules.js';
import type { QuoteDto, QuoteLineDto } from '../../pricing/quote.dto.js';
import { printFields, printHeading, printLine, printTable, showMoney } from './output.js';

/** How a price was made, for a person: one table a line, what was frozen beside what comes out again. */
export function printExplanation({ holdId, madeAt, quote, lines, ...price }: ExplainedPrice): void {
  printFields({
    hold: holdId,
    made: madeAt.toISOString(),
    total: showMoney(quote.total),
    'made again':
      price.totalMinor.recomputed === undefined ? undefined : showAmount(quote, price.totalMinor.recomputed),
  });
  for (const [place, line] of lines.entries()) printExplainedLine(line, quote, quote.lines[place]);
  printLine('');
  if (!price.agrees) printLine('It does not come out as it was frozen.');
  else if (price.isComplete) printLine('Every stage comes out as it was frozen.');
  else printLine('What was kept of it comes out as it was frozen; not every stage has its inputs.');
}

function printExplainedLine(
  { line, revision, counts, rules, occupancyBp, limit, amountMinor }: ExplainedLine,
  quote: QuoteDto,
  shown: QuoteLineDto | undefined,
): void {
  const what =
    shown?.seat ?? shown?.cabin ?? (shown?.roomTypeId === undefined ? '' : `room type ${shown.roomTypeId}`);
  const moved = line.pricedAsSkuId === line.skuId ? '' : `, made for room type ${line.pricedAsSkuId}`;
  const rulesOf = revision === undefined ? '' : `, rules as of revision ${revision}`;
  printHeading(`${line.date} ${what} × ${line.quantity}${moved}${rulesOf}`);
  const full =
    counts &&
    `${counts.reserved} reserved and ${counts.held - counts.credit} held by others, of ${counts.total}`;
  printTable(
    ['stage', 'frozen', 'made again', 'agrees', 'from'],
    [
      ['base', showAmount(quote, line.baseMinor), '', '', 'kept'],
      ['rate', showFactor(line.rateBp), '', '', 'kept'],
      [
        'rules',
        showRules(rules.frozen),
        rules.recomputed && showRules(rules.recomputed),
        showAgreement(rules),
        '',
      ],
      [
        'occupancy',
        showFactor(occupancyBp.frozen),
        occupancyBp.recomputed === undefined ? '' : showFactor(occupancyBp.recomputed),
        showAgreement(occupancyBp),
        full,
      ],
      [
        'limit',
        limit === undefined ? 'none met' : `${limit.kind} ${showAmount(quote, limit.priceMinor)}`,
        '',
        '',
        'kept',
      ],
      [
        'amount',
        showAmount(quote, amountMinor.frozen),
        amountMinor.recomputed === undefined ? '' : showAmount(quote, amountMinor.recomputed),
        showAgreement(amountMinor),
        'rounded once, half up',
      ],
    ],
  );
}

function showAmount({ currency }: QuoteDto, amount: number): string {
  return showMoney({ amount, currency });
}

function showFactor(basisPoints: number): string {
  return `× ${basisPoints / factorOne}`;
}

function showRules(rules: readonly AppliedRule[]): string {
  return rules.length === 0
    ? 'none'
    : rules.map(({ name, factorBp }) => `${name} ${showFactor(factorBp)}`).join(', ');
}

function showAgreement({ agrees }: ExplainedStage<unknown>): string {
  return agrees === undefined ? 'not kept' : agrees ? 'yes' : 'NO';
}
