import { median, type JudgedLine } from '../verdict.js';
import { formatNumber, formatTarget, formatValue, nameOf, reasonOf } from './format.js';

export const tableHead = [
  '',
  'what',
  'target',
  'median',
  'min – max',
  'ours',
  'baseline',
  'verdict',
] as const;

/** The cells of one line, as text. */
export function tableRow(line: JudgedLine): string[] {
  const { title, target, unit, value, min, max, rounds, verdict, roundUnit } = line;
  const baselines = rounds.flatMap(({ baseline }) => baseline ?? []);
  const isRatio = baselines.length > 0;
  const reason = reasonOf(line);
  return [
    nameOf(line),
    title,
    formatTarget(target, unit),
    formatValue(value, unit),
    rounds.length > 1 ? `${formatNumber(min)} – ${formatNumber(max)}` : '',
    isRatio ? formatValue(median(rounds.map(({ ours }) => ours)), roundUnit ?? '').trim() : '',
    isRatio ? formatValue(median(baselines), roundUnit ?? '').trim() : '',
    reason === '' ? verdict : `${verdict}: ${reason}`,
  ];
}

/** The table for a terminal: columns aligned, titles cut where they would not fit. */
export function renderTable(lines: readonly JudgedLine[], maxTitle = 72): string {
  const rows = [
    [...tableHead],
    ...lines.map((line) => tableRow(line).map((cell, column) => (column === 1 ? cut(cell, maxTitle) : cell))),
  ];
  const widths = tableHead.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2 && column <= 6;
  const text = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return [text[0], widths.map((width) => '-'.repeat(width)).join('  '), ...text.slice(1)].join('\n');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
