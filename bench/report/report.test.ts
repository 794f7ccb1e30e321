import { judge } from '../verdict.js';
import { renderRoundsChart, renderTargetsChart } from './chart.js';
import { renderMarkdown } from './markdown.js';
import type { BenchRun } from './run.js';
import { renderTable } from './table.js';

const lines = [
  judge({
    id: 'P1',
    title: 'holds/s ÷ script <&>',
    unit: 'ratio',
    roundUnit: 'holds/s',
    target: { atLeast: 0.6 },
    rounds: [
      { ours: 3_000, baseline: 4_000 },
      { ours: 3_300, baseline: 4_000 },
    ],
    checks: [{ name: 'I1', isHeld: true }],
  }),
  judge({
    id: 'P4',
    part: 'WAL',
    title: 'bytes per refusal',
    unit: 'bytes',
    target: { atMost: 0 },
    rounds: [{ ours: 12 }],
    checks: [{ name: 'the probe sees', isHeld: false, detail: 'nothing' }],
  }),
  judge({ id: 'P5', title: 'expiry', unit: 's', rounds: [], checks: [], notes: ['no redis-server'] }),
];

const run: BenchRun = {
  startedAt: '2026-11-23T08:00:00.000Z',
  commit: 'abc1234',
  command: 'npm run bench',
  seconds: 5,
  rounds: 2,
  connections: 32,
  machine: {
    cores: 2,
    processor: 'a processor',
    memoryGb: 8,
    platform: 'linux x64',
    node: 'v22.0.0',
    loadBefore: 0.1,
    fsyncMs: 1.2,
    postgres: { fsync: 'on' },
  },
  lines,
  failures: ['P7: the server ended'],
};

test('the table says of each line what was wanted, what came out, and whether it counts', () => {
  const [, , first, second, third] = renderTable(lines).split('\n');
  expect(first).toMatch(/P1 .*≥ 0\.60 +0\.79 +0\.75 – 0\.82 +3,150 holds\/s +4,000 holds\/s +reached$/);
  expect(second).toMatch(/P4 WAL .*≤ 0 bytes +12 bytes +void: the probe sees \(nothing\)$/);
  expect(third).toMatch(/P5 .*not run: no redis-server$/);
});

test('the report names the machine, the durability settings, every round and every failure', () => {
  const text = renderMarkdown(run, [{ title: 'Median against target', file: 'x-targets.svg' }]);
  for (const part of [
    '2 cores',
    'fsync on',
    '3,000 / 4,000 = 0.75',
    'x-targets.svg',
    'P7: the server ended',
  ]) {
    expect(text).toContain(part);
  }
});

test('charts are well-formed, and a title cannot break them', () => {
  for (const chart of [renderTargetsChart(lines), ...lines.slice(0, 1).map(renderRoundsChart)]) {
    expect(chart).toMatch(/^<svg [^>]*>[^]*<\/svg>\n$/);
    expect(chart).not.toMatch(/NaN|Infinity|undefined/);
  }
  expect(lines.slice(0, 1).map(renderRoundsChart).join('')).toContain('holds/s ÷ script &lt;&amp;&gt;');
});
