import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'holdfast-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the check with an `npm` that answers this. */
function audit(answer: string): { status: number | null; stdout: string } {
  writeFileSync(path.join(folder, 'answer'), answer);
  writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\ncat '${folder}/answer'\nexit 1\n`);
  chmodSync(path.join(folder, 'npm'), 0o755);
  return spawnSync(process.execPath, [path.resolve(__dirname, '../../scripts/audit.mjs')], {
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
  });
}

function reportOf(severity: string, id: string): string {
  const advisory = {
    source: 1,
    name: 'left-pad',
    title: 'Pads to the right',
    url: `https://github.com/advisories/${id}`,
    severity,
  };
  return JSON.stringify({
    vulnerabilities: { 'left-pad': { severity, via: [advisory] }, user: { severity, via: ['left-pad'] } },
  });
}

test.each(['high', 'critical'])(
  'a %s vulnerability nobody has explained fails the check, once',
  (severity) => {
    const { status, stdout } = audit(reportOf(severity, 'GHSA-0000-0000-0000'));
    expect([status, stdout.match(/GHSA-0000-0000-0000/g)]).toEqual([1, ['GHSA-0000-0000-0000']]);
  },
);

test('a lesser one, or none, does not', () => {
  expect(audit(reportOf('moderate', 'GHSA-0000-0000-0000')).status).toBe(0);
  expect(audit('{"vulnerabilities":{}}').status).toBe(0);
});

test.each([
  '',
  'no json',
  '{"error":{"summary":"offline"}}',
  '{"message":"405 Method Not Allowed","error":{}}',
])('a registry that answers %j fails nothing, and it is said that nothing was checked', (answer) => {
  const { status, stdout } = audit(answer);
  expect([status, stdout]).toEqual([
    0,
    expect.stringMatching(/^NOT CHECKED: the registry could not be asked/),
  ]);
});
