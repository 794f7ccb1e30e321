import { Circuit, type CallVerdict } from './circuit.js';

let nowMs = 0;

function newCircuit(): Circuit {
  nowMs = 1_000;
  return new Circuit({ failuresToOpen: 3, openMs: 100, maxOpenMs: 300 }, () => nowMs);
}

/** Makes calls that end at once, and says how many were let through. */
function call(circuit: Circuit, verdict: CallVerdict, { times = 1 } = {}): number {
  let made = 0;
  for (let time = 0; time < times; time += 1) {
    const pass = circuit.enter();
    if (pass !== undefined) made += 1;
    pass?.settle(verdict);
  }
  return made;
}

test('opens after failures one after the other, and then lets nobody through', () => {
  const circuit = newCircuit();
  call(circuit, 'fails', { times: 2 });
  expect(circuit.state).toBe('closed');
  call(circuit, 'works');
  call(circuit, 'fails', { times: 2 });
  expect(circuit.state).toBe('closed');
  call(circuit, 'fails');
  expect(circuit.state).toBe('open');
  expect(call(circuit, 'works', { times: 5 })).toBe(0);
});

test('calls that say nothing neither open nor heal it', () => {
  const circuit = newCircuit();
  call(circuit, 'fails', { times: 2 });
  call(circuit, undefined, { times: 10 });
  expect(circuit.state).toBe('closed');
  call(circuit, 'fails');
  expect(circuit.state).toBe('open');
});

test('after a while one call tries, and closes it when it works', () => {
  const circuit = newCircuit();
  call(circuit, 'fails', { times: 3 });
  nowMs += 100;
  expect(circuit.state).toBe('half_open');
  const pass = circuit.enter();
  expect(circuit.enter()).toBeUndefined();
  pass?.settle('works');
  expect(circuit.state).toBe('closed');
  expect(call(circuit, 'works', { times: 3 })).toBe(3);
});

test('a try that fails keeps it open twice as long, up to a bound', () => {
  const circuit = newCircuit();
  call(circuit, 'fails', { times: 3 });
  for (const openMs of [100, 200, 300, 300]) {
    nowMs += openMs - 1;
    expect(call(circuit, 'fails')).toBe(0);
    nowMs += 1;
    expect(call(circuit, 'fails')).toBe(1);
  }
});

test('a try that says nothing lets the next one try', () => {
  const circuit = newCircuit();
  call(circuit, 'fails', { times: 3 });
  nowMs += 100;
  expect(call(circuit, undefined)).toBe(1);
  expect(call(circuit, 'works')).toBe(1);
  expect(circuit.state).toBe('closed');
});

test('calls that were under way when it opened do not keep it open for longer', () => {
  const circuit = newCircuit();
  const slow = Array.from({ length: 5 }, () => circuit.enter());
  call(circuit, 'fails', { times: 3 });
  nowMs += 50;
  for (const pass of slow) pass?.settle('fails');
  nowMs += 50;
  expect(circuit.state).toBe('half_open');
});

test('who is turned away is told when to come again', () => {
  const circuit = newCircuit();
  expect(circuit.retryAfterMs).toBe(0);
  call(circuit, 'fails', { times: 3 });
  expect(circuit.retryAfterMs).toBeGreaterThan(0);
});
