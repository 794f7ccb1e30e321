import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Operations of administrators that leave no entry in the audit trail, and why. */
const unsigned: Readonly<Record<string, string>> = {
  'PicturesController.renderAgain': 'makes the same renditions of the same picture again',
  'WebhookSubscriptionsController.sendTest': 'sends a message that says nothing; its delivery is listed',
};

const source = path.resolve(__dirname, '..');

/** Operations that change something, in controllers of administrators, with what is written between them. */
function operations(): { name: string; text: string }[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => {
    if (!file.endsWith('.controller.ts')) return [];
    const text = readFileSync(path.join(source, file), 'utf8');
    if (!text.includes('@AdminOnly()')) return [];
    const controller = /^export class (\w+)/m.exec(text)?.[1] ?? '';
    return [...text.matchAll(/^ {2}@(?:Post|Put|Patch|Delete)\([\s\S]*?^ {2}\}$/gm)].map(([operation]) => ({
      name: `${controller}.${/^ {2}(?:async )?(\w+)\(/m.exec(operation)?.[1] ?? ''}`,
      text: operation,
    }));
  });
}

/** Operations under `/v1/admin` that change something, as the API document counts them. */
function countDocumented(): number {
  const document = JSON.parse(readFileSync(path.join(source, '../openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(document.paths)
    .filter(([route]) => route.startsWith('/v1/admin/'))
    .flatMap(([, methods]) => Object.keys(methods))
    .filter((method) => method !== 'get').length;
}

test('an operation by which administrators change something asks who does, for the audit trail, or is named here', () => {
  const found = operations();
  // One that is written in another way is not overlooked.
  expect(found).toHaveLength(countDocumented());
  const silent = found.filter(({ text }) => !text.includes('@CurrentActor()')).map(({ name }) => name);
  expect(silent.toSorted()).toEqual(Object.keys(unsigned).toSorted());
});
