import type { OpenAPIObject } from '@nestjs/swagger';
import { listOperations } from './openapi-types.js';

type Tag = readonly [name: string, description: string];

/** Groups of operations in the order a reader meets them: what guests do, what administrators do, the service itself. */
const tags: readonly Tag[] = [
  ['Hotels', 'Hotels, their room types, prices and free nights.'],
  ['Flights', 'Flights, seat maps, prices and what changes about them.'],
  ['Flight offers', 'Flights of others that can be booked here: search, price of the moment, seats.'],
  ['Quotes', 'What something would cost, without taking it.'],
  ['Holds', 'Inventory kept for one guest for a few minutes.'],
  ['Reservations', 'A hold paid for, and its cancellation.'],
  ['Payment methods', 'Cards a guest has saved at the payment provider.'],
  ['Hotel catalogue', 'Hotels, room types and rooms as administrators change them.'],
  ['Pictures', 'Pictures of hotels and room types: uploads, captions, order, and the files guests load.'],
  [
    'Rates and inventory',
    'By night: what base prices are multiplied by, how many rooms there are and how many more are sold; rooms out of order.',
  ],
  ['Pricing', 'Rules, occupancy and seats left that move a price, and the limits it stays within.'],
  ['Cancellation policies', 'What canceling costs, by hotel or flight and by night.'],
  [
    'Flight catalogue',
    'Types of aircraft, seat maps, flights, cabins and seats as administrators change them.',
  ],
  ['Catalogue import', 'The whole catalogue as CSV files.'],
  ['Oversold nights', 'Where more was promised than there is, and whom to move where.'],
  ['Front desk', 'Check-in, room change, check-out, and guests who do not come.'],
  ['Holds of all guests', 'Holds of anyone: found, followed, released.'],
  ['Reservations of all guests', 'Reservations of anyone: found, followed, canceled.'],
  ['Payments', 'Refunds, and what the payment provider said that was put aside for a person to look at.'],
  ['Reconciliation', 'Our books beside those of the payment provider and the supplier of flights.'],
  ['Supplier orders', 'Orders at the supplier of flights that a person has to settle.'],
  ['Reports', 'Occupancy, who holds most, and whether the ledger is right.'],
  ['Audit trail', 'Who changed what, when, and through what.'],
  ['Webhooks', 'Calls of the providers, and of us to whoever has subscribed.'],
  ['Service', 'Whether the service runs.'],
];

/** Describes the groups that have operations. One that is not in the list is a fault `npm run check` finds. */
export function describeTags(document: OpenAPIObject): void {
  const used = new Set(listOperations(document).flatMap(({ operation }) => operation.tags ?? []));
  document.tags = tags
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}
