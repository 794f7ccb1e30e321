import { instantAt } from '../stays/local-instant.js';
import { addDays, type Night } from '../stays/night.js';
import type { Offset, Policy, Terms } from './cancellation.rules.js';

/** When and where a stay or flight begins. */
export interface Beginning {
  /** First night, or the day of departure. */
  readonly startDate: Night;
  readonly timezone: string;
  readonly beginsAt: Date;
}

/** A policy for one stay. The SQL function `cancellation_terms` is what freezes it; a test compares the two. */
export function toTerms({ steps, ...policy }: Policy, beginning: Beginning): Terms {
  return {
    ...policy,
    ...(policy.noShowFee === null ? {} : { beginsAt: instantText(beginning.beginsAt) }),
    steps: steps.map(({ until, fee }) =>
      until === undefined ? { fee } : { until: endOf(until, beginning), fee },
    ),
  };
}

function endOf(until: Offset, { startDate, timezone, beginsAt }: Beginning): string {
  const end =
    'hours' in until
      ? new Date(beginsAt.getTime() - until.hours * 3_600_000)
      : instantAt(timezone, addDays(startDate, -until.days), until.at);
  return instantText(end);
}

function instantText(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
