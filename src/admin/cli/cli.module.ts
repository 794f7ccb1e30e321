import { type DynamicModule, Module } from '@nestjs/common';
import type { AppConfig } from '../../config/app-config.js';
import { ConfigModule } from '../../config/config.module.js';
import { AuditListCommand } from '../commands/audit-list.command.js';
import { CatalogExportCommand } from '../commands/catalog-export.command.js';
import { CatalogImportCommand } from '../commands/catalog-import.command.js';
import { HoldsListCommand } from '../commands/holds-list.command.js';
import { HoldsReleaseCommand } from '../commands/holds-release.command.js';
import { HoldsTopCommand } from '../commands/holds-top.command.js';
import { flightPartCommands } from '../commands/flight-parts.commands.js';
import { flightCommands } from '../commands/flights.commands.js';
import { flightListCommands } from '../commands/flight-lists.commands.js';
import { hotelCommands } from '../commands/hotels.commands.js';
import { InventoryRollForwardCommand } from '../commands/inventory-roll-forward.command.js';
import { InventorySetCommand } from '../commands/inventory-set.command.js';
import { LedgerRepairCommand } from '../commands/ledger-repair.command.js';
import { LedgerVerifyCommand } from '../commands/ledger-verify.command.js';
import { PaymentsQuarantineCommand } from '../commands/payments-quarantine.command.js';
import { PaymentsQuarantineResolveCommand } from '../commands/payments-quarantine-resolve.command.js';
import { PaymentsReconcileCommand } from '../commands/payments-reconcile.command.js';
import { PicturesAddCommand } from '../commands/pictures-add.command.js';
import { pictureChangeCommands } from '../commands/pictures-change.commands.js';
import { PicturesListCommand } from '../commands/pictures-list.command.js';
import { PicturesRemoveCommand } from '../commands/pictures-remove.command.js';
import { priceWatchCommands } from '../commands/price-watches.commands.js';
import { PricesExplainCommand } from '../commands/prices-explain.command.js';
import { PricesHistoryCommand } from '../commands/prices-history.command.js';
import { PricesLimitCommand } from '../commands/prices-limit.command.js';
import { PricesTableCommand } from '../commands/prices-table.command.js';
import { PoliciesListCommand } from '../commands/policies-list.command.js';
import { PoliciesNightsCommand } from '../commands/policies-nights.command.js';
import { PoliciesRemoveCommand } from '../commands/policies-remove.command.js';
import { PoliciesSetCommand } from '../commands/policies-set.command.js';
import { QueueStateCommand } from '../commands/queue-state.command.js';
import { rateCommands } from '../commands/rates.commands.js';
import { RatesSetCommand } from '../commands/rates-set.command.js';
import { ReconciliationAcceptCommand } from '../commands/reconciliation-accept.command.js';
import { RefundsListCommand } from '../commands/refunds-list.command.js';
import { RefundsRetryCommand } from '../commands/refunds-retry.command.js';
import { ReplayCommand } from '../commands/replay.command.js';
import { ReservationsCancelCommand } from '../commands/reservations-cancel.command.js';
import { ReservationsChangeRoomCommand } from '../commands/reservations-change-room.command.js';
import { ReservationsCheckInCommand } from '../commands/reservations-check-in.command.js';
import { ReservationsCheckOutCommand } from '../commands/reservations-check-out.command.js';
import { ReservationsListCommand } from '../commands/reservations-list.command.js';
import { ReservationsNoShowCommand } from '../commands/reservations-no-show.command.js';
import { ReservationsUndoCheckInCommand } from '../commands/reservations-undo-check-in.command.js';
import { ReservationsShowCommand } from '../commands/reservations-show.command.js';
import { rangeCommands } from '../commands/ranges-set.command.js';
import { roomTypeCommands } from '../commands/room-types.commands.js';
import { roomCommands } from '../commands/rooms.commands.js';
import { seatMapCommands } from '../commands/seat-maps.commands.js';
import { RulesListCommand } from '../commands/rules-list.command.js';
import { RulesRemoveCommand } from '../commands/rules-remove.command.js';
import { RulesSetCommand } from '../commands/rules-set.command.js';
import { RoomsFreeCommand } from '../commands/rooms-free.command.js';
import { SuppliersRefundCommand } from '../commands/suppliers-refund.command.js';
import { SuppliersSettleCommand } from '../commands/suppliers-settle.command.js';
import { SuppliersUnknownCommand } from '../commands/suppliers-unknown.command.js';
import { TokenCommand } from '../commands/token.command.js';
import { WebhooksAddCommand } from '../commands/webhooks-add.command.js';
import { WebhooksDeliveriesCommand } from '../commands/webhooks-deliveries.command.js';
import { WebhooksListCommand } from '../commands/webhooks-list.command.js';
import { WebhooksPauseCommand } from '../commands/webhooks-pause.command.js';
import { WebhooksRedeliverCommand } from '../commands/webhooks-redeliver.command.js';
import { WebhooksRemoveCommand } from '../commands/webhooks-remove.command.js';
import { WebhooksResumeCommand } from '../commands/webhooks-resume.command.js';
import { WebhooksRotateCommand } from '../commands/webhooks-rotate.command.js';
import { WebhooksTestCommand } from '../commands/webhooks-test.command.js';
import { AvailabilityExplainCommand } from '../commands/availability-explain.command.js';
import { OverbookingSetCommand } from '../commands/overbooking-set.command.js';
import { OverbookingShowCommand } from '../commands/overbooking-show.command.js';
import { ReportsOccupancyCommand } from '../commands/reports-occupancy.command.js';
import { ReportsOversoldCommand } from '../commands/reports-oversold.command.js';
import { ReservationsMoveCommand } from '../commands/reservations-move.command.js';
import { RoomsOutageCommand } from '../commands/rooms-outage.command.js';
import { RoomsOutageEndCommand } from '../commands/rooms-outage-end.command.js';
import { RoomsOutagesCommand } from '../commands/rooms-outages.command.js';
import { ProgramSettings } from './program-settings.js';
import { Services } from './services.js';

/** The commands, in the order `--help` lists them. Only a command that needs them opens the application's services. */
@Module({})
export class CliModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: CliModule,
      imports: [ConfigModule.forRoot(config)],
      providers: [
        ProgramSettings,
        Services,
        TokenCommand,
        CatalogImportCommand,
        CatalogExportCommand,
        ...hotelCommands,
        ...roomTypeCommands,
        ...roomCommands,
        ...seatMapCommands,
        ...flightCommands,
        ...flightPartCommands,
        ...flightListCommands,
        ...rangeCommands,
        InventorySetCommand,
        InventoryRollForwardCommand,
        OverbookingSetCommand,
        OverbookingShowCommand,
        RoomsOutageCommand,
        RoomsOutagesCommand,
        RoomsOutageEndCommand,
        AvailabilityExplainCommand,
        ...rateCommands,
        RatesSetCommand,
        PicturesAddCommand,
        PicturesListCommand,
        ...pictureChangeCommands,
        PicturesRemoveCommand,
        RulesListCommand,
        RulesSetCommand,
        RulesRemoveCommand,
        PricesTableCommand,
        PricesLimitCommand,
        PricesExplainCommand,
        PricesHistoryCommand,
        PoliciesListCommand,
        PoliciesSetCommand,
        PoliciesNightsCommand,
        PoliciesRemoveCommand,
        HoldsListCommand,
        HoldsReleaseCommand,
        HoldsTopCommand,
        ReservationsListCommand,
        ReservationsShowCommand,
        ReservationsCancelCommand,
        ReservationsMoveCommand,
        ReportsOversoldCommand,
        ReportsOccupancyCommand,
        RoomsFreeCommand,
        ReservationsCheckInCommand,
        ReservationsUndoCheckInCommand,
        ReservationsChangeRoomCommand,
        ReservationsCheckOutCommand,
        ReservationsNoShowCommand,
        LedgerVerifyCommand,
        LedgerRepairCommand,
        RefundsListCommand,
        RefundsRetryCommand,
        PaymentsReconcileCommand,
        ReconciliationAcceptCommand,
        PaymentsQuarantineCommand,
        PaymentsQuarantineResolveCommand,
        SuppliersUnknownCommand,
        SuppliersSettleCommand,
        SuppliersRefundCommand,
        WebhooksListCommand,
        WebhooksAddCommand,
        WebhooksRemoveCommand,
        WebhooksPauseCommand,
        WebhooksResumeCommand,
        WebhooksRotateCommand,
        WebhooksTestCommand,
        WebhooksDeliveriesCommand,
        WebhooksRedeliverCommand,
        ...priceWatchCommands,
        AuditListCommand,
        QueueStateCommand,
        ReplayCommand,
      ],
    };
  }
}
