import { noShowFrom, type Policy, type Terms } from './cancellation.rules.js';
import type { CancellationPolicyDto, StayCancellationDto } from './cancellation.dto.js';
import { policyWords, termsWords, type Said } from './policy-words.rules.js';

/** A policy as it is shown with a hotel or flight. */
export function toPolicyDto(policy: Policy, said: Said): CancellationPolicyDto {
  const { code, name, steps, noShowFee } = policy;
  return {
    code,
    name,
    steps: [...steps],
    ...(noShowFee === null ? {} : { noShowFee }),
    words: policyWords(policy, said),
  };
}

/** What canceling costs as it is shown with a quote, a hold or a reservation. */
export function toStayCancellationDto(terms: Terms, said: Said): StayCancellationDto {
  const { code, name, noShowFee } = terms;
  const from = noShowFrom(terms);
  return {
    code,
    name,
    freeUntil: freeUntil(terms),
    steps: terms.steps.map(({ until, fee }) =>
      until === undefined ? { fee } : { until: instant(until), fee },
    ),
    ...(noShowFee === null ? {} : { noShowFee }),
    ...(from === undefined ? {} : { noShowFrom: from.toISOString() }),
    words: termsWords(terms, said),
  };
}

function freeUntil({ steps }: Terms): string | null {
  const paid = steps.findIndex(({ fee }) => Object.values(fee).some((value) => value !== 0));
  const free = (paid === -1 ? steps : steps.slice(0, paid)).findLast(({ until }) => until !== undefined);
  return free?.until === undefined ? null : instant(free.until);
}

function instant(text: string): string {
  return new Date(text).toISOString();
}
