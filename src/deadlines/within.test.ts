import { within } from './within.js';

test('work that ends in time is answered with what it comes to, failures included', async () => {
  await expect(within(10_000, Promise.resolve('done'), 'late')).resolves.toBe('done');
  await expect(within(10_000, Promise.reject(new Error('broken')), 'late')).rejects.toThrow('broken');
});

test('work that takes longer is not waited for, and its later failure is nobody else’s', async () => {
  let fail: (error: Error) => void = () => {};
  const work = new Promise<string>((_resolve, reject) => {
    fail = reject;
  });
  await expect(within(1, work, 'late')).resolves.toBe('late');
  fail(new Error('broken'));
  await expect(work).rejects.toThrow('broken');
});
