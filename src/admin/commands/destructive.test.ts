import { AppConfig } from '../../config/app-config.js';
import { Services } from '../cli/services.js';
import { CabinsRemoveCommand, SeatsRemoveCommand } from './flight-parts.commands.js';
import { HoldsReleaseCommand } from './holds-release.command.js';
import { LedgerRepairCommand } from './ledger-repair.command.js';
import { PaymentsQuarantineResolveCommand } from './payments-quarantine-resolve.command.js';
import { PoliciesRemoveCommand } from './policies-remove.command.js';
import { RatesRemoveCommand } from './rates.commands.js';
import { RefundsRetryCommand } from './refunds-retry.command.js';
import { ReservationsCancelCommand } from './reservations-cancel.command.js';
import { ReservationsCheckOutCommand } from './reservations-check-out.command.js';
import { ReservationsMoveCommand } from './reservations-move.command.js';
import { ReservationsNoShowCommand } from './reservations-no-show.command.js';
import { RulesRemoveCommand } from './rules-remove.command.js';
import { SuppliersRefundCommand } from './suppliers-refund.command.js';
import { SuppliersSettleCommand } from './suppliers-settle.command.js';
import { WebhooksRemoveCommand } from './webhooks-remove.command.js';
import { WebhooksRotateCommand } from './webhooks-rotate.command.js';

const id = '019c2f40-7e1a-8d11-9c3e-5f2a00000001';
const nights = { from: '2027-03-01', to: '2027-03-02' };

/** Nobody listens there: a command that goes on without having asked is told that the database is away. */
const services = new Services(new AppConfig().with({ databaseUrl: 'postgresql://nobody@127.0.0.1:9/none' }));

const isTerminal = process.stdin.isTTY;
beforeAll(() => {
  process.stdin.isTTY = false;
});
afterAll(() => {
  process.stdin.isTTY = isTerminal;
});

const cases: [string, () => Promise<void>][] = [
  ['cabins:remove', () => new CabinsRemoveCommand(services).run(['19', 'first'], {})],
  ['seats:remove', () => new SeatsRemoveCommand(services).run(['19', '5A'], {})],
  ['holds:release', () => new HoldsReleaseCommand(services).run([id], {})],
  ['holds:release --guest', () => new HoldsReleaseCommand(services).run([], { guest: 'mallory' })],
  ['ledger:repair', () => new LedgerRepairCommand(services).run([], {})],
  [
    'payments:quarantine:resolve --settle',
    () =>
      new PaymentsQuarantineResolveCommand(services).run([id], {
        resolution: 'x',
        settle: 'give_back',
      }),
  ],
  ['policies:remove', () => new PoliciesRemoveCommand(services).run([], { listing: 1, code: 'x' })],
  ['rates:remove', () => new RatesRemoveCommand(services).run([], { hotel: 1, ...nights })],
  ['refunds:retry', () => new RefundsRetryCommand(services).run([id], {})],
  ['reservations:cancel', () => new ReservationsCancelCommand(services).run([id], {})],
  ['reservations:check-out', () => new ReservationsCheckOutCommand(services).run([id], {})],
  ['reservations:move', () => new ReservationsMoveCommand(services).run([id], { fromType: 1, toType: 2 })],
  ['reservations:no-show', () => new ReservationsNoShowCommand(services).run([id], {})],
  ['rules:remove', () => new RulesRemoveCommand(services).run([], { hotel: 1, rule: 7 })],
  ['suppliers:refund', () => new SuppliersRefundCommand(services).run([id], { amount: 1 })],
  ['suppliers:settle', () => new SuppliersSettleCommand(services).run([id], { notMade: true })],
  ['webhooks:remove', () => new WebhooksRemoveCommand(services).run([id], {})],
  ['webhooks:rotate --overlap 0', () => new WebhooksRotateCommand(services).run([id], { overlap: 0 })],
];

test.each(cases)(
  '%s does nothing where nobody can be asked and it does not say --yes',
  async (_name, run) => {
    await expect(run()).rejects.toThrow('there is nobody to be asked: say --yes');
  },
);
