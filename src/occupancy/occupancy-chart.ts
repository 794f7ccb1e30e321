import type { NightFigures } from './occupancy.rules.js';

const width = 960;
const height = 360;
const margin = { left: 56, right: 128, top: 48, bottom: 56 };
const plot = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
const maxDateLabels = 12;

/**
 * Occupancy as bars and revenue as a line, night by night, as an SVG document that needs nothing else. Scales begin at 0; the
 * left one ends at 100 % or above, where more was sold than there is.
 */
export function occupancyChart(
  nights: readonly NightFigures[],
  { title, formatMoney }: { title: string; formatMoney: (amountMinor: number) => string },
): string {
  const topPercent = Math.max(100, ...nights.map(({ occupancyPercent }) => occupancyPercent ?? 0));
  const topRevenue = Math.max(1, ...nights.map(({ revenueMinor }) => revenueMinor));
  const step = plot.width / Math.max(1, nights.length);
  const x = (index: number) => margin.left + index * step;
  const y = (share: number) => margin.top + plot.height * (1 - share);
  const bars = nights.map(({ date, occupancyPercent, sold, rooms }, index) => {
    const share = (occupancyPercent ?? 0) / topPercent;
    const label = `${date}: ${sold} of ${rooms ?? 0} rooms, ${occupancyPercent ?? 0} %`;
    const colour = (occupancyPercent ?? 0) > 100 ? '#c0392b' : '#7fa7d6';
    return `<rect x="${num(x(index) + step * 0.1)}" y="${num(y(share))}" width="${num(step * 0.8)}" height="${num(plot.height * share)}" fill="${colour}"><title>${escape(label)}</title></rect>`;
  });
  const points = nights.map(
    ({ revenueMinor }, index) => `${num(x(index) + step / 2)},${num(y(revenueMinor / topRevenue))}`,
  );
  const every = Math.max(1, Math.ceil(nights.length / maxDateLabels));
  const dates = nights.flatMap(({ date }, index) =>
    index % every === 0
      ? [text(x(index) + step / 2, height - margin.bottom + 20, date.slice(5), { anchor: 'middle' })]
      : [],
  );
  const scale = [0, 0.5, 1].flatMap((share) => [
    `<line x1="${margin.left}" x2="${width - margin.right}" y1="${num(y(share))}" y2="${num(y(share))}" stroke="#ddd"/>`,
    text(margin.left - 8, y(share) + 4, `${Math.round(topPercent * share)} %`, { anchor: 'end' }),
    text(width - margin.right + 8, y(share) + 4, formatMoney(Math.round(topRevenue * share)), {
      anchor: 'start',
    }),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text(margin.left, 24, title, { anchor: 'start', size: 16 }),
    ...scale,
    ...bars,
    `<polyline points="${points.join(' ')}" fill="none" stroke="#1e8449" stroke-width="2"/>`,
    ...dates,
    text(margin.left, height - 12, 'bars: rooms sold of those there are · line: revenue', {
      anchor: 'start',
    }),
    '</svg>',
    '',
  ].join('\n');
}

function text(
  x: number,
  y: number,
  content: string,
  { anchor, size }: { anchor: string; size?: number },
): string {
  const fontSize = size === undefined ? '' : ` font-size="${size}"`;
  return `<text x="${num(x)}" y="${num(y)}" text-anchor="${anchor}"${fontSize} fill="#333">${escape(content)}</text>`;
}

function num(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** As text of a document. Control characters have no place in one, not even escaped. */
function escape(content: string): string {
  return [...content]
    .filter((character) => character >= ' ')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
