import { Controller, Get, Header, ServiceUnavailableException } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError } from '../errors/domain-error.js';
import { ApiProblems } from '../http/api-problems.js';
import { Public } from '../http/auth/access.js';
import { LivenessDto, PingDto, ReadinessDto } from './health.dto.js';
import { ReadinessService } from './readiness.service.js';

@ApiTags('Service')
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessService) {}

  /** Says pong. */
  @Get('ping')
  ping(): PingDto {
    return { message: 'pong' };
  }

  /** Whether the process runs. */
  @Get('health/live')
  @Header('Cache-Control', 'no-store')
  live(): LivenessDto {
    return { status: 'ok' };
  }

  /** Whether the database, the queue and the payment provider can be reached. */
  @Get('health/ready')
  @ApiProblems('not_ready')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<ReadinessDto> {
    try {
      const { status, details } = await this.readiness.check();
      return { status, checks: details };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      throw notReady(error);
    }
  }
}

function notReady(error: ServiceUnavailableException): DomainError {
  const result = error.getResponse();
  const checks = typeof result === 'object' && 'details' in result ? result.details : {};
  return new DomainError('unavailable', 'not_ready', 'Something needed is out of reach', { checks });
}
