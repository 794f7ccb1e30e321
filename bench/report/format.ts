import type { Target } from '../metric.js';
import type { JudgedLine } from '../verdict.js';

/** Enough digits to compare by, no more than were measured. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1_000) return Math.round(value).toLocaleString('en-US');
  if (size >= 100 || Number.isInteger(value)) return value.toFixed(0);
  return size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** `1.23`, `17.4 ms`: a ratio has no unit. */
export function formatValue(value: number, unit: string): string {
  const text = formatNumber(value);
  return unit === 'ratio' || text === '–' ? text : `${text} ${unit}`;
}

export function formatTarget(target: Target | undefined, unit: string): string {
  if (target === undefined) return '';
  return 'atLeast' in target
    ? `≥ ${formatValue(target.atLeast, unit)}`
    : `≤ ${formatValue(target.atMost, unit)}`;
}

/** `P4 WAL bytes` */
export function nameOf({ id, part }: Pick<JudgedLine, 'id' | 'part'>): string {
  return part === undefined ? id : `${id} ${part}`;
}

/** Why a line counts for nothing, or was not run; empty when it counts. */
export function reasonOf({ failedChecks, verdict, notes = [] }: JudgedLine): string {
  if (failedChecks.length > 0) {
    return failedChecks
      .map(({ name, detail }) => (detail === undefined ? name : `${name} (${detail})`))
      .join('; ');
  }
  if (verdict === 'void') return 'there was nothing to measure';
  return verdict === 'not run' ? notes.join('; ') : '';
}
