// What the scripts share: installing, generating and compiling, each only when something has changed.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Prisma downloads a migration engine it is not needed for here; any program in its place keeps it offline. */
const env = {
  ...process.env,
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
};

/**
 * Runs a program of the project to its end and ends this process when it fails.
 * @param {string} command file or name
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean }} options quiet: only what went wrong is shown, on stderr
 */
export function run(command, args, { quiet = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  if (quiet) process.stderr.write(`${stdout}${stderr}`);
  if (error) console.error(`${command}: ${error.message}`);
  process.exit(status || 1);
}

/** The main file of an installed package, to be run by Node itself. */
export function program(name) {
  return path.join(root, 'node_modules', name);
}

/**
 * Installs exactly what package-lock.json says, when it does not say what is installed. A node_modules that is a link
 * belongs to another folder, and `npm ci` would empty that one: it is used as it is.
 */
export function ensureInstalled({ quiet = false } = {}) {
  const modules = path.join(root, 'node_modules');
  const installed = modified(path.join(modules, '.package-lock.json'));
  if (installed >= modified(path.join(root, 'package-lock.json'))) return;
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (installed === 0) {
      console.error('node_modules is a symbolic link to a folder without packages: install them there.');
      process.exit(1);
    }
    if (!quiet) console.warn('node_modules is a symbolic link and may be out of date: nothing is installed.');
    return;
  }
  if (!quiet) console.log('Installing the dependencies …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet });
}

/** Writes the Prisma client and the API metadata, when what they are made from has changed. */
export function ensureGenerated({ quiet = false, onlyMissing = false } = {}) {
  const client = path.join(root, 'src/generated/prisma/client.ts');
  const isOld = (file, newest) => (onlyMissing ? modified(file) === 0 : modified(file) < newest);
  if (isOld(client, modified(path.join(root, 'prisma/schema.prisma')))) {
    run(process.execPath, [program('prisma/build/index.js'), 'generate'], { quiet: true });
    touch(client);
  }
  const metadata = path.join(root, 'src/metadata.ts');
  if (
    isOld(
      metadata,
      newestBelow('src', (file) => file !== metadata && !file.startsWith(path.dirname(path.dirname(client)))),
    )
  ) {
    run(process.execPath, [path.join(root, 'scripts/generate-api-metadata.mjs')], { quiet });
    touch(metadata);
  }
}

/** Compiles to dist/, when a source is newer than what is there. */
export function ensureBuilt({ quiet = false } = {}) {
  ensureInstalled({ quiet });
  const sources = Math.max(
    newestBelow('src', () => true),
    newestBelow('sandbox', () => true),
    ...[
      'prisma/schema.prisma',
      'tsconfig.json',
      'tsconfig.build.json',
      'nest-cli.json',
      'package-lock.json',
    ].map((file) => modified(path.join(root, file))),
  );
  if (modified(builtMark) >= sources) return;
  if (!quiet) console.log('Compiling …');
  build({ quiet });
}

/** Generates and compiles in any case. */
export function build({ quiet = false } = {}) {
  ensureGenerated({ quiet });
  run(process.execPath, [program('@nestjs/cli/bin/nest.js'), 'build'], { quiet });
  mkdirSync(path.dirname(builtMark), { recursive: true });
  writeFileSync(builtMark, '');
}

/** Written last, so that a build that was cut off does not count. */
const builtMark = path.join(root, 'dist/.complete');

function newestBelow(folder, counts) {
  let newest = 0;
  for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    // Folders too: a file that was removed leaves its trace only there.
    if (counts(file)) newest = Math.max(newest, modified(file));
  }
  return newest;
}

function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/** A generator that finds nothing to change leaves the old time, and would be run again and again. */
function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}
