import { readFileSync } from 'node:fs';
import { serverFlags } from './server.js';

test('the server that is measured runs with the flags of npm start and of the image', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  expect(scripts.start).toBe(`exec node ${serverFlags.join(' ')} scripts/start.mjs`);
  const command = ['node', ...serverFlags, 'dist/src/main.js'].map((word) => JSON.stringify(word)).join(', ');
  expect(readFileSync('Dockerfile', 'utf8')).toContain(`CMD [${command}]`);
});
