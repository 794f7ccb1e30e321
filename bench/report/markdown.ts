import { formatNumber, formatValue, nameOf } from './format.js';
import type { BenchRun } from './run.js';
import { tableHead, tableRow } from './table.js';
import type { JudgedLine } from '../verdict.js';

/** The report for readers. `charts`: files beside it. */
export function renderMarkdown(run: BenchRun, charts: readonly { title: string; file: string }[]): string {
  const { machine } = run;
  const settings = Object.entries(machine.postgres).map(([name, value]) => `${name} ${value}`);
  return `${[
    `# Benchmark of ${run.startedAt.slice(0, 10)}, commit ${run.commit}`,
    `\`${run.command}\`: ${run.rounds} rounds, ${run.seconds} s for each measurement, ${run.connections} connections. How to read it: [bench/README.md](../README.md).`,
    `- ${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, ${machine.platform}, Node ${machine.node}; clients, server and database share them\n` +
      `- load average of the minute before: ${machine.loadBefore}; median fsync of 8 kB: ${machine.fsyncMs} ms\n` +
      `- PostgreSQL: ${settings.join(', ')}`,
    markdownTable([[...tableHead], ...run.lines.map(tableRow)]),
    ...charts.map(({ title, file }) => `![${title}](${file})`),
    ...run.lines.map(describeLine),
    ...run.failures.map((failure) => `**Not finished:** ${failure}`),
  ].join('\n\n')}\n`;
}

function describeLine(line: JudgedLine): string {
  const { title, baseline, rounds, notes = [], checks, roundUnit, unit } = line;
  const facts = [
    ...(baseline === undefined ? [] : [`baseline: ${baseline}`]),
    ...(rounds.length === 0
      ? []
      : [`rounds: ${rounds.map((round) => describeRound(round, roundUnit ?? unit)).join(' · ')}`]),
    ...notes,
    ...checks.map(
      ({ name, isHeld, detail }) =>
        `${isHeld ? 'holds' : 'DOES NOT HOLD'}: ${name}${detail === undefined ? '' : ` (${detail})`}`,
    ),
  ];
  return [`### ${nameOf(line)}: ${title}`, facts.map((fact) => `- ${fact}`).join('\n')].join('\n\n');
}

function describeRound({ ours, baseline }: { ours: number; baseline?: number }, unit: string): string {
  return baseline === undefined
    ? formatValue(ours, unit)
    : `${formatNumber(ours)} / ${formatNumber(baseline)} = ${formatNumber(ours / baseline)}`;
}

function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map(
    (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  const rule = `|${tableHead.map((_, column) => (column >= 2 && column <= 6 ? '---:' : '---')).join('|')}|`;
  return [head, rule, ...body].join('\n');
}
