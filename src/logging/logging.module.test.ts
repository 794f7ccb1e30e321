import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LoggerModule, NativeLogger } from 'nestjs-pino';
import { runWithLogFields } from './log-context.js';
import { loggingParams } from './logging.module.js';

test("what Nest's logger is given arrives as one structured line", async () => {
  const lines: string[] = [];

  @Module({ imports: [LoggerModule.forRoot(loggingParams('info', { write: (line) => lines.push(line) }))] })
  class LoggedModule {}

  const app = await NestFactory.createApplicationContext(LoggedModule, { bufferLogs: true });
  app.useLogger(app.get(NativeLogger));
  const logger = new Logger('Holds');
  runWithLogFields({ requestId: 'r1' }, () => {
    logger.log('hold taken', { holdId: 'h1' });
    logger.error('it broke', { err: new Error('broken') });
    logger.debug('not wanted');
  });
  await app.close();
  Logger.overrideLogger(false);

  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      level: 'info',
      context: 'Holds',
      requestId: 'r1',
      holdId: 'h1',
      msg: 'hold taken',
    }),
    expect.objectContaining({
      level: 'error',
      requestId: 'r1',
      msg: 'it broke',
      err: expect.objectContaining({ message: 'broken', stack: expect.stringContaining('Error: broken') }),
    }),
  ]);
});
