import { RateWindow } from './rate-window.js';

let nowMs = 0;

function newWindow(): RateWindow {
  nowMs = 1_000;
  return new RateWindow(() => nowMs);
}

/** Requests taken until none is left. */
function takeAll(window: RateWindow, isSearch = false): number {
  for (let taken = 0; taken < 1_000; taken += 1) {
    if (window.take({ isSearch }) > 0) return taken;
  }
  return Number.POSITIVE_INFINITY;
}

test('as long as the supplier has said nothing, nobody is kept', () => {
  expect(takeAll(newWindow())).toBe(Number.POSITIVE_INFINITY);
});

test('no more goes out than the supplier has left, and then not before its next window', () => {
  const window = newWindow();
  window.notice({ limit: 60, remaining: 3, resetMs: 20_000 });
  expect(takeAll(window)).toBe(3);
  expect(window.take({ isSearch: false })).toBe(20_000);
  nowMs += 20_000;
  expect(takeAll(window)).toBe(60);
});

test('answers that were under way together do not give back what was taken meanwhile', () => {
  const window = newWindow();
  window.notice({ limit: 60, remaining: 5, resetMs: 20_000 });
  for (let sent = 0; sent < 4; sent += 1) window.take({ isSearch: false });
  window.notice({ limit: 60, remaining: 4, resetMs: 20_000 });
  window.notice({ limit: 60, remaining: 3, resetMs: 20_000 });
  expect(takeAll(window)).toBe(1);
});

test('a new window is believed at once', () => {
  const window = newWindow();
  window.notice({ limit: 60, remaining: 0, resetMs: 2_000 });
  nowMs += 1_500;
  window.notice({ limit: 60, remaining: 59, resetMs: 60_000 });
  expect(takeAll(window)).toBe(59);
});

test('a pause that is shorter than the window is no longer than it says', () => {
  const window = newWindow();
  window.notice({ limit: 60, remaining: 50, resetMs: 50_000 });
  window.notice({ limit: 60, remaining: 0, resetMs: 2_000 });
  expect(window.take({ isSearch: false })).toBe(2_000);
  nowMs += 2_000;
  expect(takeAll(window)).toBe(60);
});

test('searches leave a fifth to those who are about to book', () => {
  const window = newWindow();
  window.notice({ limit: 60, remaining: 60, resetMs: 20_000 });
  expect(takeAll(window, true)).toBe(48);
  expect(takeAll(window, false)).toBe(12);
});

test('after a refusal nothing goes out until the supplier said', () => {
  const window = newWindow();
  window.exhaust(7_000);
  expect(window.take({ isSearch: false })).toBe(7_000);
  nowMs += 7_000;
  expect(window.take({ isSearch: false })).toBe(0);
});
