import type { CaseResult } from './run-case.js';

/** One line that says it all. */
export function summaryOf(results: readonly CaseResult[]): string {
  const count = (outcome: CaseResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length;
  const survived = results.filter(({ outcome }) => outcome === 'recovered' || outcome === 'late');
  const recoveries = survived.map(({ recoveryMs }) => recoveryMs);
  const restarts = survived.map(({ restartMs }) => restartMs);
  return (
    `${results.length} kills: ${count('recovered')} recovered, ${count('late')} late, ${count('wrong')} wrong, ` +
    `${count('missed')} not reached; ready again after ${seconds(quantile(restarts, 0.5))} (median), then recovered ` +
    `after ${seconds(quantile(recoveries, 0.5))} (median), ${seconds(quantile(recoveries, 0.95))} (95 %), ` +
    `${seconds(quantile(recoveries, 1))} (latest)`
  );
}

/** Step × outcome, a table for each flow. */
export function toMarkdown(results: readonly CaseResult[]): string {
  const flows = [...new Set(results.map(({ flow }) => flow))];
  const tables = flows.map((flow) => {
    const own = results.filter((result) => result.flow === flow);
    const steps = [...new Set(own.map(({ point }) => stepOf(point)))];
    const cell = (step: string, moment: string) => {
      const found = own.find(({ point }) => stepOf(point) === step && point.moment === moment);
      return found === undefined ? '' : outcomeOf(found);
    };
    const rows = steps.map((step) => `| ${step} | ${cell(step, 'before')} | ${cell(step, 'after')} |`);
    return [`## ${flow}`, '', '| killed at | before | after |', '|---|---|---|', ...rows, ''].join('\n');
  });
  return [
    '# Killed at every step',
    '',
    '*before*: the request never left the process. *after*: the other side has done it, and the process never saw the',
    'answer. The time runs from the process being ready again to the end of what was cut off.',
    '',
    summaryOf(results),
    '',
    ...tables,
  ].join('\n');
}

function stepOf({ name, occurrence }: CaseResult['point']): string {
  return occurrence === 1 ? name : `${name} (${occurrence})`;
}

function outcomeOf({ outcome, recoveryMs, why }: CaseResult): string {
  switch (outcome) {
    case 'recovered':
      return `recovered, ${seconds(recoveryMs)}`;
    case 'late':
      return `**late**, ${seconds(recoveryMs)}`;
    case 'missed':
      return 'not reached';
    case 'wrong':
      return `**wrong**: ${why.split('\n')[0]?.replaceAll('|', '\\|').slice(0, 300) ?? ''}`;
  }
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
