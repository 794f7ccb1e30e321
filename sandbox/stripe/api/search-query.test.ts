import { newPaymentIntent } from '../state/entities.js';
import { matchesQuery, parseSearchQuery } from './search-query.js';

const intent = newPaymentIntent({
  amount: 12_500,
  currency: 'eur',
  customer: 'cus_7',
  status: 'requires_capture',
  metadata: { reservation: 'R-1', note: "it's" },
});
const matches = (query: string) => matchesQuery(intent, parseSearchQuery(query));

test.each([
  "metadata['reservation']:'R-1'",
  'metadata["reservation"]:"r-1"',
  "metadata['note']:'it\\'s'",
  "metadata['reservation']~'r-'",
  "metadata['missing']:null",
  "-metadata['reservation']:null",
  "-status:'succeeded'",
  "customer:'cus_7' AND amount>=12500 AND amount<12501",
  "status:'canceled' OR currency:'eur'",
  "status:'requires_capture' amount:12500",
])('%s matches', (query) => {
  expect(matches(query)).toBe(true);
});

test.each([
  "metadata['reservation']:'R-2'",
  "metadata['missing']:'x'",
  'amount>12500',
  "status:'canceled' OR currency:'usd'",
  "status:'requires_capture' AND -currency:'eur'",
])('%s does not match', (query) => {
  expect(matches(query)).toBe(false);
});

test.each([
  '',
  'colour:red',
  "metadata:'x'",
  "status['a']:'b'",
  "status:'a' AND status:'b' OR status:'c'",
  'amount>',
])('%p is not a query', (query) => {
  expect(() => parseSearchQuery(query)).toThrow(/search query|AND and OR/);
});
