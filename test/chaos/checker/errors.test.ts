import { checkDeadlocks, checkErrors, checkProcesses } from './errors.js';
import { checkConservation } from './i3-conservation.js';
import { anOperation, messages } from './made-up.js';

const never = () => [];
const always = () => [{ kind: 'pause', target: 'api-1', from: 0, to: 1 }];
const failed = (status: number) =>
  anOperation({ status, outcome: 'unknown', code: 'internal_error', seen: [] });

test('a 500 is reported unless something was broken, a 502 always, a 503 never', () => {
  expect(messages(checkErrors([failed(500)], never))).toEqual([
    'take was answered 500 while nothing was broken',
  ]);
  expect(checkErrors([failed(500)], always)).toEqual([]);
  expect(checkErrors([failed(502)], always)).toHaveLength(1);
  expect(checkErrors([failed(503)], never)).toEqual([]);
});

test('a deadlock of the queue with itself is not', () => {
  const log = `2026-01-01 00:00:00 UTC [1] ERROR:  deadlock detected
2026-01-01 00:00:00 UTC [1] DETAIL:  Process 1 waits for ShareLock on transaction 5; blocked by process 2.
\tProcess 1: SELECT * FROM move_to_completed_fetch($1)
2026-01-01 00:00:01 UTC [2] ERROR:  deadlock detected
2026-01-01 00:00:01 UTC [2] DETAIL:  Process 2 waits for ShareLock on transaction 5; blocked by process 1.
\tProcess 2: SELECT holds_take($1)
2026-01-01 00:00:01 UTC [2] HINT:  See server log for query details.`;
  expect(checkDeadlocks(log)).toMatchObject([{ message: expect.stringContaining('00:00:01') }]);
});

test('a deadlock in the log is reported', () => {
  expect(checkDeadlocks('LOG: all is well\nERROR:  deadlock detected\n')).toHaveLength(1);
  expect(checkDeadlocks('LOG: all is well\n')).toEqual([]);
});

test('a process that ended by itself, or did not drain, is reported', () => {
  const processes = [{ name: 'api-1', unexpectedEnds: ['exit 1'], badExits: ['exit 7'] }];
  expect(messages(checkProcesses(processes))).toEqual([
    'api-1 ended by itself: exit 1',
    'api-1 did not drain on SIGTERM: exit 7',
  ]);
});

test('every row whose counters differ is reported', () => {
  const row = {
    listing_id: 1,
    sku_id: 7,
    date: '2027-01-01',
    held: 2,
    expected_held: 1,
    reserved: 0,
    expected_reserved: 0,
  };
  expect(messages(checkConservation([row], 'at rest'))).toEqual([
    'at rest: held 2 instead of 1, reserved 0 instead of 0',
  ]);
});
