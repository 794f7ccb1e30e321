import { pino } from 'pino';
import { addLogFields, runWithLogFields } from './log-context.js';
import { loggerOptions } from './logger-options.js';

function linesOf(work: (logger: pino.Logger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  work(pino(loggerOptions('info'), { write: (line: string) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  test('carries the fields of its request, and those added later', () => {
    const [line] = linesOf((logger) =>
      runWithLogFields({ requestId: 'r1' }, () => {
        addLogFields({ holdId: 'h1' });
        logger.info({ context: 'Holds' }, 'taken');
      }),
    );
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: 'r1',
      holdId: 'h1',
      context: 'Holds',
      msg: 'taken',
    });
  });

  test('of one request carries nothing of another', async () => {
    const lines: string[] = [];
    const logger = pino(loggerOptions('info'), { write: (line: string) => lines.push(line) });
    const request = (requestId: string) =>
      runWithLogFields({ requestId }, async () => {
        await Promise.resolve();
        logger.info('done');
      });
    await Promise.all([request('a'), request('b')]);
    expect(lines.map((line) => /"requestId":"(.)"/.exec(line)?.[1])).toEqual(['a', 'b']);
  });

  test.each([
    ['at the root', { token: 's3cret' }],
    ['in headers', { req: { headers: { Authorization: 'Bearer s3cret', 'stripe-signature': 's3cret' } } }],
    ['in a list', { calls: [{ payment_method: 's3cret' }] }],
    ['in an error', { err: Object.assign(new Error('refused'), { intent: { client_secret: 's3cret' } }) }],
  ])('does not tell a secret %s', (_where, fields) => {
    const [line] = linesOf((logger) => logger.info(fields, 'x'));
    expect(JSON.stringify(line)).toContain('[redacted]');
    expect(JSON.stringify(line)).not.toContain('s3cret');
  });

  test('of an error has its stack', () => {
    const [line] = linesOf((logger) => logger.error({ err: new Error('broken') }, 'x'));
    expect(line).toMatchObject({
      err: { type: 'Error', message: 'broken', stack: expect.stringContaining('logger-options.test') },
    });
  });

  test('about the start of Nest is left out unless debugging', () => {
    expect(linesOf((logger) => logger.info({ context: 'RouterExplorer' }, 'Mapped'))).toEqual([]);
  });
});
