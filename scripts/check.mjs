// `npm run check`: everything that can be said about the code without running it. All checks run; the faults of each
// are shown, and the last line counts them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ensureGenerated, ensureInstalled, program, root } from './project.mjs';

ensureInstalled();
ensureGenerated();

const checks = [
  ['types', () => tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['lint', () => tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings')],
  ['format', () => tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
  [
    'layers',
    () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'err-long',
        'src',
        'sandbox',
      ),
  ],
  ['document', () => ownScript('openapi.mjs', '--check')],
  ['schema', () => tool('prisma/build/index.js', 'validate')],
  ['environment', onlyConfigReadsTheEnvironment],
  ['compose', composeIsSound],
  ['packages', noKnownVulnerability],
];

let failed = 0;
for (const [name, check] of checks) {
  const started = performance.now();
  const fault = check();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${fault === '' ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds} s`);
  if (fault === '') continue;
  failed += 1;
  console.log(fault.replaceAll(/^/gm, '    '));
}
console.log(`${checks.length - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 ? 0 : 1);

/** Runs an installed tool; its output is the fault when it fails. */
function tool(file, ...args) {
  return node(program(file), ...args);
}

/** Runs a script beside this one in the same way. */
function ownScript(name, ...args) {
  return node(path.join(import.meta.dirname, name), ...args);
}

function node(file, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, FORCE_COLOR: '0' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? '' : `${stdout}${stderr}`.trim() || `ended with ${status}`;
}

function onlyConfigReadsTheEnvironment() {
  return readdirSync(path.join(root, 'src'), { recursive: true })
    .filter(
      (file) => file.endsWith('.ts') && !file.startsWith(`config${path.sep}`) && !file.endsWith('.test.ts'),
    )
    .filter((file) => !file.startsWith(`generated${path.sep}`))
    .filter((file) => readFileSync(path.join(root, 'src', file), 'utf8').includes('process.env'))
    .map((file) => `src/${String(file)} reads process.env; settings come from AppConfig`)
    .join('\n');
}

/** Says so and goes on when the registry cannot be asked. */
function noKnownVulnerability() {
  const script = path.join(root, 'scripts', 'audit.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) return `${stdout}${stderr}`.trim();
  if (stdout.startsWith('NOT CHECKED')) console.log(`\n!!!    ${stdout.trim()}\n`);
  return '';
}

function composeIsSound() {
  const { services, volumes = {} } = parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8'), {
    merge: true,
  });
  const settings = readFileSync(path.join(root, '.env.example'), 'utf8').match(/^[A-Z\d_]+(?==)/gm) ?? [];
  const ofSandboxes = ['stripe', 'duffel'].flatMap(
    (name) =>
      readFileSync(path.join(root, 'sandbox', name, 'main.ts'), 'utf8').match(/[A-Z]+_SANDBOX_[A-Z_]+/g) ??
      [],
  );
  const isSetting = (variable) => settings.includes(variable) || ofSandboxes.includes(variable);
  const faults = [];
  for (const [name, service] of Object.entries(services)) {
    if (service.healthcheck === undefined) faults.push(`${name} has no health check`);
    if (service.image === undefined && service.build === undefined) faults.push(`${name} has nothing to run`);
    for (const variable of service.build === undefined ? [] : Object.keys(service.environment ?? {})) {
      if (!isSetting(variable)) faults.push(`${name} sets ${variable}, which nothing reads`);
    }
    for (const needed of Object.keys(service.depends_on ?? {})) {
      if (services[needed] === undefined) faults.push(`${name} depends on ${needed}, which does not exist`);
    }
    for (const mount of service.volumes ?? []) {
      const [source] = mount.split(':');
      if (!source.startsWith('.') && !(source in volumes))
        faults.push(`${name} mounts unknown volume ${source}`);
    }
  }
  return faults.join('\n');
}
