import type { Fee, Offset, Step } from '../../cancellation/cancellation.rules.js';
import { standardSteps, type StandardCells } from './standard-policy.rules.js';

const free = { percent: 0 } as const;
const before: Step<Offset>[] = [{ until: { hours: 24 }, fee: free }, { fee: { nights: 2 } }];

test.each<[string, StandardCells, number, Fee]>([
  ['hours and fee', { hours: 12, fee: { percent: 30 } }, 12, { percent: 30 }],
  ['hours alone', { hours: 12, fee: null }, 12, { nights: 2 }],
  ['a fee alone', { hours: null, fee: { percent: 30 } }, 24, { percent: 30 }],
])('a line that says %s leaves the rest of the policy as it is', (_what, cells, hours, fee) => {
  expect(standardSteps(cells, before)).toEqual([{ until: { hours }, fee: free }, { fee }]);
});

test.each<[string, Step<Offset>[] | undefined]>([
  ['there is none', undefined],
  ['it never is free', [{ fee: { percent: 50 } }]],
  ['it goes by the clock', [{ until: { days: 2, at: '18:00' }, fee: free }, { fee: { nights: 1 } }]],
  ['its beginning costs something', [{ until: { hours: 9 }, fee: { percent: 5 } }, { fee: { nights: 1 } }]],
  ['it has more steps', [...before.slice(0, 1), { until: { hours: 2 }, fee: { nights: 1 } }, { fee: free }]],
])('where %s, what the line does not say is what is usual', (_what, steps) => {
  expect(standardSteps({ hours: 12, fee: null }, steps)).toEqual([
    { until: { hours: 12 }, fee: free },
    { fee: { percent: 100 } },
  ]);
  expect(standardSteps({ hours: null, fee: { nights: 1 } }, steps)).toEqual([
    { until: { hours: 48 }, fee: free },
    { fee: { nights: 1 } },
  ]);
});
