import { formatNumber } from '../../report/format.js';
import type { LayoutFigures } from './compare-layouts.js';

const rows: readonly [string, (figures: LayoutFigures) => string][] = [
  [
    'bytes a night, table + index',
    (f) => `${formatNumber(f.heapBytesPerNight)} + ${formatNumber(f.indexBytesPerNight)}`,
  ],
  ['fill, s', (f) => formatNumber(f.fillSeconds)],
  ['hold p50, ms', (f) => formatNumber(f.holdMs)],
  ['log of a hold, bytes', (f) => formatNumber(f.walBytesPerHold)],
  ['page images of a hold', (f) => formatNumber(f.pageImagesPerHold)],
  ['holds/s, 8 clients on one room type', (f) => formatNumber(f.crowdedHoldsPerSecond)],
  ['availability p50, ms', (f) => formatNumber(f.availabilityMs)],
  ['pages of an availability', (f) => formatNumber(f.availabilityPages)],
  ['open a night, ms', (f) => formatNumber(f.openNightMs)],
  ['log of that, MB', (f) => formatNumber(f.openNightWalBytes / 1024 ** 2)],
  ['retire, ms', (f) => `${formatNumber(f.retireMs)} a ${f.retires}`],
];

/** One column a layout, as Markdown that reads well on a terminal. */
export function printLayouts(figures: readonly LayoutFigures[]): void {
  for (const { name, title } of figures) console.log(`${name}: ${title}`);
  console.log('');
  const table = [
    ['', ...figures.map(({ name }) => name)],
    ...rows.map(([label, format]) => [label, ...figures.map(format)]),
  ];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table) {
    console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
    if (row === table[0]) console.log(`| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  }
}
