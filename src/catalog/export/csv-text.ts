import { guardFormula } from '../import/formula-text.js';

export type Cell = string | number | boolean | null;

/** One record of a CSV file (RFC 4180), with its line end. A boolean is `yes` or `no`, nothing is empty. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'number') return plainNumber(cell);
  const text = guardFormula(cell);
  // Blanks at either end would be taken for carelessness when it is read.
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Without an exponent: an import reads decimals. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e')
    ? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
    : text;
}

/** Minor units as a decimal of the currency: 12550 of EUR is `125.50`. */
export function decimalOf(minor: number, digits: number): string {
  if (digits === 0) return String(minor);
  const text = String(minor).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
