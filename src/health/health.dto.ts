import { ApiProperty } from '@nestjs/swagger';

export class PingDto {
  /** Always `pong`. */
  @ApiProperty({ example: 'pong' })
  message: string;
}

export class LivenessDto {
  /** Always `ok`: a process that can answer is alive. */
  @ApiProperty({ example: 'ok' })
  status: string;
}

export class ReadinessDto {
  /** `ok` when everything needed is reachable. */
  @ApiProperty({ example: 'ok' })
  status: string;

  /** The state of each thing needed, by name. */
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['status'],
      properties: {
        status: {
          type: 'string',
          enum: ['up', 'down', 'degraded'],
          description: 'Whether it can be reached.',
          example: 'up',
        },
      },
    },
    example: { database: { status: 'up' }, paymentProvider: { status: 'up' } },
  })
  checks: Record<string, { status: string }>;
}
