import type { FieldError } from '../../errors/invalid-request.js';
import { findStepFaults, type Fee, type Offset, type Step } from '../cancellation.rules.js';
import type { NewFeeDto, NewOffsetDto, NewPolicyDto } from './policies.dto.js';

export interface ReadPolicy {
  readonly steps: Step<Offset>[];
  readonly noShowFee: Fee | null;
  /** What no policy can have; the rest means nothing when there is any. */
  readonly faults: FieldError[];
}

/** A policy out of a request whose single fields are valid. */
export function readPolicy({ steps, noShowFee }: NewPolicyDto): ReadPolicy {
  const faults: FieldError[] = [];
  const refuse = (field: string, message: string): void => {
    faults.push({ field, code: 'invalid', message });
  };
  const fee = (given: NewFeeDto, field: string): Fee => {
    const read = readFee(given);
    if (read === undefined) refuse(field, `${field} is one of percent, amountMinor and nights`);
    return read ?? { percent: 0 };
  };
  const read = steps.map((step, index): Step<Offset> => {
    const cost = fee(step.fee, `steps.${index}.fee`);
    if (step.until === undefined) return { fee: cost };
    const until = readOffset(step.until);
    if (until === undefined) refuse(`steps.${index}.until`, 'until is hours, or days and at');
    return { until: until ?? { hours: 0 }, fee: cost };
  });
  if (faults.length === 0) {
    for (const { index, message } of findStepFaults(read)) refuse(`steps.${index}.until`, message);
  }
  return { steps: read, noShowFee: noShowFee === undefined ? null : fee(noShowFee, 'noShowFee'), faults };
}

function readFee({ percent, amountMinor, nights }: NewFeeDto): Fee | undefined {
  const given = [
    ...(percent === undefined ? [] : [{ percent }]),
    ...(amountMinor === undefined ? [] : [{ amountMinor }]),
    ...(nights === undefined ? [] : [{ nights }]),
  ];
  return given.length === 1 ? given[0] : undefined;
}

function readOffset({ hours, days, at }: NewOffsetDto): Offset | undefined {
  if (hours !== undefined) return days === undefined && at === undefined ? { hours } : undefined;
  return days === undefined || at === undefined ? undefined : { days, at };
}
