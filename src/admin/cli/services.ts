import { Injectable, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import { AppConfig } from '../../config/app-config.js';
import { openCommandDatabase } from '../../startup/command-database.js';
import { ErrorLogger } from './error-logger.js';

/** The services of the application for one command: no HTTP, no workers, no sandbox. */
@Injectable()
export class Services {
  constructor(private readonly settings: AppConfig) {}

  /**
   * Runs `work` with the services on the database a running Holdfast uses; an embedded one that does not run is
   * started, and stopped again. Nothing stays behind, whatever `work` does.
   */
  async use<Result>(work: (services: INestApplicationContext) => Promise<Result>): Promise<Result> {
    const database = await openCommandDatabase(this.settings);
    try {
      const services = await NestFactory.createApplicationContext(AppModule.forRoot(database.config), {
        logger: new ErrorLogger(),
        abortOnError: false,
      });
      try {
        return await work(services);
      } finally {
        await services.close();
      }
    } finally {
      await database.release();
    }
  }
}
