import { Module } from '@nestjs/common';
import { CancellationPoliciesController } from './admin/policies.controller.js';
import { CancellationPoliciesService } from './admin/policies.service.js';

@Module({
  controllers: [CancellationPoliciesController],
  providers: [CancellationPoliciesService],
  exports: [CancellationPoliciesService],
})
export class CancellationModule {}
