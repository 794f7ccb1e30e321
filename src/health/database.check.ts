import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { HealthChecks } from './health-checks.js';

/** The database answers a statement. */
@Injectable()
export class DatabaseCheck implements OnModuleInit {
  constructor(
    private readonly checks: HealthChecks,
    private readonly prisma: PrismaService,
  ) {}

  onModuleInit(): void {
    this.checks.add({ name: 'database', check: () => this.prisma.$queryRaw`SELECT 1` });
  }
}
