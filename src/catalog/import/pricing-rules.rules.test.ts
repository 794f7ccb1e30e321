import fc from 'fast-check';
import { countLost, planRules, type RuleInput } from './pricing-rules.rules.js';

const rule = (name: string): RuleInput => ({
  skuId: null,
  name,
  startDate: null,
  endDate: null,
  weekdays: 127,
  factorBp: 12_000,
  priority: 0,
  isFinal: false,
});
const existing = (names: string) => [...names].map((name, index) => ({ ...rule(name), ruleId: index + 1 }));

test.each([
  ['', 'AB', [], 'AB'],
  ['AB', 'AB', [], ''],
  ['AB', '', [1, 2], ''],
  ['ABC', 'AC', [2], ''],
  ['AB', 'BA', [1], 'A'],
  ['AB', 'ACB', [2], 'CB'],
  ['AA', 'A', [2], ''],
])('a hotel with the rules %j that is to have %j loses %j and gets %j', (before, after, removed, added) => {
  expect(planRules(existing(before), [...after].map(rule))).toEqual({ removed, added: [...added].map(rule) });
});

test('a rule that differs in anything is another', () => {
  const [before] = existing('A');
  for (const change of [{ skuId: 3 }, { weekdays: 1 }, { endDate: '2027-01-01' }, { isFinal: true }]) {
    const wanted = { ...rule('A'), ...change };
    expect(planRules(before === undefined ? [] : [before], [wanted])).toEqual({
      removed: [1],
      added: [wanted],
    });
  }
});

test('what stays and what is added are the rules that are wanted, in their order', () => {
  const names = fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(names, names, (before, after) => {
      const rules = existing(before);
      const { removed, added } = planRules(rules, [...after].map(rule));
      const kept = rules.filter(({ ruleId }) => !removed.includes(ruleId));
      expect([...kept, ...added].map(({ name }) => name).join('')).toBe(after);
    }),
  );
});

test.each([
  ['', 'AB', 0],
  ['AB', 'BA', 0],
  ['ABC', 'A', 2],
  ['AAB', 'AC', 2],
])('a hotel with the rules %j that is to have %j loses %i of them by name', (before, after, lost) => {
  const changed = [...after].map((name) => ({ ...rule(name), factorBp: 15_000 }));
  expect(countLost(existing(before), changed)).toBe(lost);
});
