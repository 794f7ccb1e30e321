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

  test.each([
    ['a card in an error', { err: new Error('Failing row contains (bob, pm_1QxW5nLkdIwHu7ix, visa)') }],
    [
      'a card in the words of a cause',
      { err: new Error('x', { cause: new Error('No such card: tok_visa') }) },
    ],
    ['a key', { reason: 'Invalid API Key provided: sk_test_51Hx0000000000' }],
    ['a client secret', { reason: 'pi_3Abc_secret_Def' }],
    ['a secret of webhooks', { found: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw='] }],
    ['an access token', { path: '/v1/holds/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl' }],
    ['a header', { reason: 'authorization: Bearer abc.def' }],
    ['a password in an address', { reason: 'cannot reach postgresql://holdfast:hunter2@db:5432/holdfast' }],
  ])('does not tell %s, wherever it stands', (_what, fields) => {
    const [line] = linesOf((logger) => logger.info(fields, JSON.stringify(fields)));
    const text = JSON.stringify(line);
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/pm_1Q|tok_|sk_test|_secret_D|MfKQ|eyJ|c2ln|abc\.def|hunter2/);
  });

  test('keeps what only sounds like a secret', () => {
    const fields = {
      code: 'card_declined',
      queue: 'pm_',
      url: 'http://127.0.0.1:3000/v1/holds',
      id: 'pi_3Abc',
      at: '2027-03-14T09:26:53Z',
    };
    expect(linesOf((logger) => logger.info(fields, 'bearer of news: sk_'))[0]).toMatchObject({
      ...fields,
      msg: 'bearer of news: sk_',
    });
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
