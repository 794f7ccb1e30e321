import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderRoundsChart, renderTargetsChart } from './chart.js';
import { nameOf } from './format.js';
import { renderMarkdown } from './markdown.js';
import type { BenchRun } from './run.js';

/** How the files of a run begin: when, and which commit. */
export function baseNameOf({ startedAt, commit }: Pick<BenchRun, 'startedAt' | 'commit'>): string {
  const stamp = startedAt.slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
  return `${stamp}-${commit.replace('+', '-changed')}`;
}

/** Writes JSON, Markdown and charts, named by date and commit. Returns the Markdown's file. */
export function writeResults(run: BenchRun, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const base = baseNameOf(run);
  const charts: { title: string; file: string }[] = [];
  const write = (title: string, suffix: string, content: string) => {
    const file = `${base}-${suffix}.svg`;
    writeFileSync(path.join(folder, file), content);
    charts.push({ title, file });
  };
  if (run.lines.some(({ target, rounds }) => target !== undefined && rounds.length > 0)) {
    write('Median against target', 'targets', renderTargetsChart(run.lines));
  }
  for (const line of run.lines) {
    if (line.target === undefined || !line.rounds.some(({ baseline }) => baseline !== undefined)) continue;
    const suffix = nameOf(line)
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-');
    write(nameOf(line), suffix, renderRoundsChart(line));
  }
  writeFileSync(path.join(folder, `${base}.json`), `${JSON.stringify(run, null, 2)}\n`);
  const report = path.join(folder, `${base}.md`);
  writeFileSync(report, renderMarkdown(run, charts));
  return report;
}
