import { AppConfig } from '../../config/app-config.js';
import { Callers } from './callers.js';
import { limitPolicies, type LimitPolicy } from './limit-policies.js';

/** A Thursday, at the beginning of a minute. */
const startMs = 1_800_000_000_000;
const minuteMs = 60_000;

function policyOf(limit: number): LimitPolicy {
  const { guest } = limitPolicies(new AppConfig().with({ rateLimitGuest: limit }));
  if (guest === undefined) throw new Error('the limit is off');
  return guest;
}

function ask(callers: Callers, caller: string, nowMs: number): 'admitted' | number {
  const counter = callers.get(caller, nowMs);
  const waitMs = counter.waitMs(nowMs);
  if (waitMs > 0) return waitMs;
  counter.add(nowMs);
  return 'admitted';
}

test('a limit of 0 is none', () => {
  const off = { rateLimitGuest: 0, rateLimitGuestWrites: 0, rateLimitAdmin: 0 };
  const byAddress = { rateLimitAddress: 0, rateLimitAnonymous: 0, rateLimitAddressWrites: 0 };
  const policies = limitPolicies(new AppConfig().with({ ...off, ...byAddress }));
  expect(Object.values(policies)).toEqual(Array.from({ length: 6 }, () => undefined));
});

test('a caller gets what the limit allows, is told how long to wait, and gets one more then', () => {
  const callers = new Callers(policyOf(3));
  expect([0, 1, 2].map((ms) => ask(callers, 'alice', startMs + ms))).toEqual([
    'admitted',
    'admitted',
    'admitted',
  ]);
  // Until the window ends, and of the next one until a third of these three has slid out.
  const waitMs = ask(callers, 'alice', startMs + 3);
  expect(waitMs).toBe(minuteMs - 3 + minuteMs / 3);
  expect(ask(callers, 'alice', startMs + 3 + Number(waitMs) - 2)).toBeGreaterThan(0);
  expect(ask(callers, 'alice', startMs + 3 + Number(waitMs))).toBe('admitted');
});

test('callers do not share what is allowed', () => {
  const callers = new Callers(policyOf(1));
  expect(ask(callers, 'alice', startMs)).toBe('admitted');
  expect(ask(callers, 'bob', startMs)).toBe('admitted');
});

test('a steady caller gets the limit in every window, no matter how much more is asked for', () => {
  const callers = new Callers(policyOf(60));
  const admittedAt: number[] = [];
  for (let ms = 0; ms < 10 * minuteMs; ms += 100) {
    if (ask(callers, 'alice', startMs + ms) === 'admitted') admittedAt.push(ms);
  }
  // What comes evenly is counted exactly; the burst of the first window costs the second one.
  expect(admittedAt.length).toBeGreaterThan(9 * 60);
  expect(admittedAt.length).toBeLessThanOrEqual(10 * 60 + 1);
});

test('a clock that is set back gives nothing away', () => {
  const callers = new Callers(policyOf(1));
  expect(ask(callers, 'alice', startMs)).toBe('admitted');
  expect(ask(callers, 'alice', startMs - 5_000)).toBeGreaterThan(0);
});

test('memory is bounded whoever asks, and who stays away for a window is forgotten', () => {
  const callers = new Callers(policyOf(5), 100);
  for (let n = 0; n < 10_000; n += 1) ask(callers, `guest-${n}`, startMs);
  expect(callers.size).toBeLessThanOrEqual(200);
  ask(callers, 'alice', startMs + minuteMs);
  ask(callers, 'bob', startMs + 2 * minuteMs);
  expect(callers.size).toBe(2);
});

test('who is heard of again within a window is remembered when others have come and gone', () => {
  const callers = new Callers(policyOf(1), 100);
  expect(ask(callers, 'alice', startMs)).toBe('admitted');
  for (let n = 0; n < 5; n += 1) {
    for (let other = 0; other < 90; other += 1) ask(callers, `guest-${n}-${other}`, startMs + n);
    expect(ask(callers, 'alice', startMs + n)).toBeGreaterThan(0);
  }
});
