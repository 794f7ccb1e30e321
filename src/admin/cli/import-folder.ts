import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importFiles } from '../../catalog/import/import-steps.js';
import { pictureFile, pictureFolder } from '../../catalog/import/picture.import.js';
import { CliError } from './cli-error.js';

/**
 * The folder an import reads: the one that was named, or a temporary one with links to the files that were. Which
 * file is what, is said by its name. Call `remove` when the import is done.
 */
export function openImportFolder(paths: readonly string[]): { folder: string; remove: () => void } {
  const [first = ''] = paths;
  if (paths.length === 1 && isFolder(first)) return { folder: first, remove: () => {} };
  for (const file of paths) {
    if (isFolder(file)) throw new CliError(`${file} is a folder: name one folder, or files.`);
    if (!importFiles.includes(path.basename(file))) {
      throw new CliError(`${file} is not read by an import; these are: ${importFiles.join(', ')}.`);
    }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-import-'));
  for (const file of paths) {
    symlinkSync(path.resolve(file), path.join(folder, path.basename(file)));
    if (path.basename(file) !== pictureFile) continue;
    symlinkSync(path.resolve(path.dirname(file), pictureFolder), path.join(folder, pictureFolder));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Throws when there is nothing at the path. */
function isFolder(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new CliError(`There is no file or folder ${file}.`);
  return found.isDirectory();
}
