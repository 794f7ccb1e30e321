import 'reflect-metadata';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** Two routes that do nothing, as Nest's own documentation would write them. */
@Controller()
class EmptyController {
  /** Takes a JSON body and answers 201 with `{}`. */
  @Post('empty')
  post(@Body() _body: unknown): object {
    return {};
  }

  @Get('empty')
  get(): object {
    return {};
  }
}

@Module({ controllers: [EmptyController] })
class EmptyModule {}

/** An application of nothing but Nest and Express with their defaults: the most this framework can answer here. */
export async function serveBareNest(port: number): Promise<void> {
  const app = await NestFactory.create<NestExpressApplication>(EmptyModule, { logger: false });
  app.enableShutdownHooks();
  await app.listen(port, '127.0.0.1');
}
