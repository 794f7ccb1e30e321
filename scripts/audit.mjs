// `node scripts/audit.mjs`: vulnerabilities that are known of the packages we use. One that is high or critical fails,
// unless docs/security.md names it and says why it does not reach us. A registry that cannot be asked is said, loudly,
// and fails nothing: whether the code is right does not depend on the network.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

const { notAsked, findings } = askRegistry();
if (notAsked !== undefined) {
  console.log(`NOT CHECKED: the registry could not be asked about known vulnerabilities (${notAsked})`);
} else {
  const explained = readFileSync(path.join(root, 'docs', 'security.md'), 'utf8');
  const unexplained = findings.filter(({ id }) => !explained.includes(id));
  for (const { id, name, severity, title } of unexplained) {
    console.log(
      `${severity}: ${name}: ${title} (${id}). Update it, or explain in docs/security.md why it does not reach us.`,
    );
  }
  console.log(
    `${findings.length} known high or critical vulnerabilities, ${unexplained.length} not explained`,
  );
  process.exitCode = unexplained.length === 0 ? 0 : 1;
}

function askRegistry() {
  const { stdout, error } = spawnSync(
    'npm',
    ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=15000'],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (error !== undefined) return { notAsked: error.message, findings: [] };
  const report = readReport(stdout);
  if (report?.vulnerabilities === undefined) return { notAsked: reasonOf(report, stdout), findings: [] };
  return { notAsked: undefined, findings: findingsOf(report.vulnerabilities) };
}

function readReport(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(report, text) {
  return report?.message ?? report?.error?.summary ?? (text.trim().split('\n')[0] || 'no answer');
}

/** A package is listed for each that needs it; what is wrong is said once, where `via` is more than a name. */
function findingsOf(vulnerabilities) {
  const found = new Map();
  for (const { via } of Object.values(vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory === 'string' || !['high', 'critical'].includes(advisory.severity)) continue;
      const id = advisory.url?.split('/').at(-1) ?? String(advisory.source);
      found.set(id, { id, name: advisory.name, severity: advisory.severity, title: advisory.title });
    }
  }
  return [...found.values()];
}
