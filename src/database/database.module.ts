import { Global, Module } from '@nestjs/common';
import { DatabaseMetrics } from './database-metrics.js';
import { PrismaService } from './prisma.service.js';

@Global()
@Module({ providers: [PrismaService, DatabaseMetrics], exports: [PrismaService] })
export class DatabaseModule {}
