import { formatNumber, formatTarget, formatValue, nameOf } from './format.js';
import { valueOf, type JudgedLine } from '../verdict.js';

const rowHeight = 34;
const labelWidth = 130;
const barWidth = 460;
const width = labelWidth + barWidth + 210;
const colours = {
  reached: '#2f7d4f',
  short: '#b3402e',
  void: '#999999',
  'not run': '#999999',
  figure: '#3c6ea8',
};

/**
 * How far each line with a target is from it: the bar is the median over the target (for an upper limit the target over
 * the median), each dot a round, the vertical rule the target. On a logarithmic scale from a quarter to four times.
 */
export function renderTargetsChart(lines: readonly JudgedLine[]): string {
  const shown = lines.filter(({ target, rounds }) => target !== undefined && rounds.length > 0);
  const rows = shown.map((line, index) => {
    const y = 40 + index * rowHeight;
    const dots = line.rounds.map(
      (round) =>
        `<circle cx="${position(line, valueOf(round))}" cy="${y + 9}" r="2.5" fill="#222" fill-opacity="0.55"/>`,
    );
    const end = position(line, line.value);
    return [
      text(nameOf(line), { x: labelWidth - 8, y: y + 13, anchor: 'end' }),
      `<rect x="${labelWidth}" y="${y}" width="${Math.max(1, end - labelWidth)}" height="18" fill="${colours[line.verdict]}" fill-opacity="0.75"/>`,
      ...dots,
      text(`${formatValue(line.value, line.unit)}, target ${formatTarget(line.target, line.unit)}`, {
        x: labelWidth + barWidth + 8,
        y: y + 13,
      }),
    ].join('\n');
  });
  const height = 52 + shown.length * rowHeight;
  const rule = labelWidth + barWidth / 2;
  return svg(height, [
    text('Median against target (rule); dots are rounds; right of the rule is better', { x: 8, y: 20 }),
    ...rows,
    `<line x1="${rule}" x2="${rule}" y1="30" y2="${height - 8}" stroke="#222" stroke-dasharray="4 3"/>`,
  ]);
}

/** What was measured for one line, round by round: ours beside its baseline. */
export function renderRoundsChart(line: JudgedLine): string {
  const all = line.rounds.flatMap(({ ours, baseline }) =>
    baseline === undefined ? [ours] : [ours, baseline],
  );
  const most = Math.max(...all, Number.MIN_VALUE);
  const bar = (value: number, { y, colour, label }: { y: number; colour: string; label: string }) => [
    `<rect x="${labelWidth}" y="${y}" width="${Math.max(1, (value / most) * barWidth)}" height="11" fill="${colour}"/>`,
    text(`${label} ${formatNumber(value)}`, {
      x: labelWidth + (value / most) * barWidth + 6,
      y: y + 10,
      size: 11,
    }),
  ];
  const rows = line.rounds.flatMap(({ ours, baseline }, index) => {
    const y = 40 + index * rowHeight;
    return [
      text(`round ${index + 1}`, { x: labelWidth - 8, y: y + 15, anchor: 'end' }),
      ...bar(ours, { y, colour: colours.figure, label: 'ours' }),
      ...(baseline === undefined ? [] : bar(baseline, { y: y + 13, colour: '#b9bec6', label: 'baseline' })),
    ];
  });
  const heading = `${nameOf(line)}: ${line.title}${line.roundUnit === undefined ? '' : `, ${line.roundUnit}`}`;
  return svg(50 + line.rounds.length * rowHeight, [text(heading, { x: 8, y: 20 }), ...rows]);
}

/** Logarithmic, the target in the middle. */
function position({ target }: JudgedLine, value: number): number {
  if (target === undefined) return labelWidth;
  const goodness = 'atLeast' in target ? value / target.atLeast : (target.atMost + 1e-9) / (value + 1e-9);
  const doublings = Math.max(-2, Math.min(2, Math.log2(goodness)));
  return Math.round(labelWidth + barWidth * (0.5 + doublings / 4));
}

function svg(height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function text(
  content: string,
  { x, y, anchor = 'start', size = 13 }: { x: number; y: number; anchor?: string; size?: number },
): string {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="#222">${escaped}</text>`;
}
