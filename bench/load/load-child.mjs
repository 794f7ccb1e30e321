// Carries out load tasks for LoadProcess: { id, file, options } in, { id, result } or { id, error } out.
import { register } from 'node:module';

register('../../test/support/typescript-hooks.mjs', import.meta.url);

process.on('message', (task) => {
  void carryOut(task).then((answer) => process.send(answer));
});
// Whoever gave the orders is gone.
process.on('disconnect', () => process.exit(0));

async function carryOut({ id, file, options }) {
  try {
    const { run } = await import(new URL(`../${file}`, import.meta.url).href);
    return { id, result: await run(options) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
