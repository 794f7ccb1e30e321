import { Chalk } from 'chalk';
import Table from 'cli-table3';
import { moneyText } from '../../pricing/money-text.js';

/** Colours only for a person who looks at a terminal. */
const colours = new Chalk(process.stdout.isTTY ? {} : { level: 0 });

export type Cell = string | number | boolean | null | undefined;

/** Prints one value as JSON: all that a command with `--json` writes to stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

/** Prints a line for a person. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printHeading(text: string): void {
  printLine(`\n${colours.bold(text)}`);
}

/** Prints a table; numbers stand to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const table = new Table({
    head: head.map((title) => colours.bold(title)),
    colAligns: head.map((_, column) =>
      rows.length > 0 && rows.every((row) => typeof row[column] === 'number') ? 'right' : 'left',
    ),
    // Its own colours are not those of chalk, and would also be written to a file.
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => row.map((cell) => String(cell ?? ''))));
  printLine(table.toString());
}

/** Prints names and values; a value that is not there is left out. */
export function printFields(fields: Readonly<Record<string, Cell>>): void {
  const shown = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  const width = Math.max(...shown.map(([name]) => name.length));
  for (const [name, value] of shown) printLine(`${colours.bold(name.padEnd(width))}  ${value}`);
}

/** An amount in its currency's own decimals: `125.00 EUR`. */
export function showMoney(money: { amount: number; currency: string }): string {
  return moneyText(money);
}
