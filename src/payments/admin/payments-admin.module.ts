import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments.module.js';
import { PaymentsAdminMetrics } from './payments-admin-metrics.js';
import { QuarantinedController } from './quarantined.controller.js';
import { QuarantinedService } from './quarantined.service.js';
import { RefundsAdminController } from './refunds-admin.controller.js';
import { RefundsAdminService } from './refunds-admin.service.js';
import { SettlementsService } from './settlements.service.js';

@Module({
  imports: [PaymentsModule],
  controllers: [QuarantinedController, RefundsAdminController],
  providers: [PaymentsAdminMetrics, QuarantinedService, RefundsAdminService, SettlementsService],
})
export class PaymentsAdminModule {}
