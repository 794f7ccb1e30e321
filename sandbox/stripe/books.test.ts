import { readBooks } from './testing/books.js';
import { openSandbox, pay, postJson, refusal, type TestSandbox } from './testing/client.js';

let open: TestSandbox;
const ids: string[] = [];
beforeAll(async () => {
  open = await openSandbox();
  for (let index = 0; index < 7; index += 1) {
    const metadata = { ref: `r${index % 3}` };
    ids.push((await pay(open.stripe, 'pm_card_visa', { metadata })).id);
  }
});
afterAll(() => open.close());

test('the pages of the books hold each payment once, oldest first, and the whole totals', async () => {
  const seen: string[] = [];
  let query = '?limit=3';
  for (;;) {
    const page = await readBooks(open, query);
    expect(page.totals['eur']?.payments).toBe(7);
    seen.push(...page.payments.map(({ id }) => id));
    if (page.next === null) break;
    query = `?limit=3&after=${page.next}`;
  }
  expect(seen).toEqual(ids);
  expect((await readBooks(open, '?limit=7')).next).toBeNull();
});

test('the books can be opened at what the metadata says', async () => {
  const { payments } = await readBooks(open, '?metadata=ref:r1');
  expect(payments.map(({ id }) => id)).toEqual([ids[1], ids[4]]);
  const page = await readBooks(open, '?metadata=ref:r0&limit=2');
  expect(page.payments.map(({ id }) => id)).toEqual([ids[0], ids[3]]);
  const rest = await readBooks(open, `?metadata=ref:r0&limit=2&after=${page.next}`);
  expect(rest).toMatchObject({ next: null, payments: [{ id: ids[6] }] });
  expect((await readBooks(open, '?metadata=ref:nobody')).payments).toEqual([]);
});

test.each(['?limit=0', '?limit=x', '?after=pi_nobody', '?metadata=ref', '?unknown=1'])(
  '%s is refused',
  async (query) => {
    expect((await fetch(`${open.sandbox.url}/_sandbox/books${query}`)).status).toBe(400);
  },
);

test('the books open while every call fails', async () => {
  await postJson(`${open.sandbox.url}/_sandbox/control`, {
    operation: '*',
    fault: 'error_before',
    times: 1_000,
    chaos: { rates: { timeout_before: 1 } },
  });
  expect((await refusal(open.stripe.customers.create())).statusCode).toBe(500);
  expect((await readBooks(open)).payments).toHaveLength(7);
});
