import { PassThrough } from 'node:stream';
import { confirm } from './confirm.js';

function terminal(answer: string | null) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  if (answer === null) input.end();
  else input.end(`${answer}\n`);
  return { input, output };
}

test.each(['yes', ' YES '])('"%s" is an answer that lets it be done', async (answer) => {
  const asked = terminal(answer);
  await confirm('Remove hotel 1?', {}, asked);
  expect(String(asked.output.read())).toContain('Remove hotel 1? Type "yes" to go on: ');
});

test.each(['y', '', 'no', 'yes please', null])('%j is not', async (answer) => {
  await expect(confirm('Remove it?', {}, terminal(answer))).rejects.toThrow('Nothing was changed.');
});

test('where nobody can be asked it is not done, unless the command says --yes', async () => {
  const nobody = { input: new PassThrough(), output: new PassThrough() };
  await expect(confirm('Remove it?', {}, nobody)).rejects.toThrow('--yes');
  await confirm('Remove it?', { yes: true }, nobody);
});
