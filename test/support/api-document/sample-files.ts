import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../src/config/project-folder.js';
import type { UploadTargetDto } from '../../../src/media/pictures.dto.js';
import type { TestApp } from '../app.js';
import { photo } from '../pictures.js';
import type { DocumentedOperation } from './api-document.js';

/** What stands for the files a document cannot print; undefined for an operation that takes none. */
export async function filesOf({
  body = {},
  path: address,
}: DocumentedOperation): Promise<FormData | Blob | undefined> {
  if ('application/json' in body) return undefined;
  if (address === '/v1/admin/catalogue/import') {
    const form = new FormData();
    const file = readFileSync(path.join(projectFolder(), 'data/sample/airlines.csv'));
    form.append('files', new Blob([file], { type: 'text/csv' }), 'airlines.csv');
    return form;
  }
  if ('multipart/form-data' in body) {
    const form = new FormData();
    form.append('caption', 'The pool');
    form.append('file', await picture(), 'pool.webp');
    return form;
  }
  return 'image/webp' in body ? picture() : undefined;
}

/** Sends a picture to where it is waited for. */
export async function sendUpload({ url }: Pick<TestApp, 'url'>, upload: UploadTargetDto): Promise<void> {
  const { status } = await fetch(`${url}${upload.url}`, {
    method: upload.method,
    headers: { ...upload.headers },
    body: await picture(),
  });
  expect(status).toBe(204);
}

/** A small one: what is made of it is made soon. */
async function picture(): Promise<Blob> {
  const bytes = await photo({ width: 64, height: 48 }).webp().toBuffer();
  return new Blob([new Uint8Array(bytes)], { type: 'image/webp' });
}
