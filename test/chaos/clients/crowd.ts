import { addressesOf, type World } from '../harness/world.js';
import type { Catalogue } from '../harness/catalogue.js';
import type { History } from '../history.js';
import type { Random } from '../random.js';
import type { RunOptions } from '../run-options.js';
import { Administrator } from './administrator.js';
import { call } from './caller.js';
import { cardWeights, type CardToken } from './cards.js';
import { Client } from './client.js';
import { Guest } from './guest.js';
import { familyWeights } from './travellers.js';

/** What everybody who does something needs. */
export interface LoadParts {
  readonly world: World;
  readonly history: History;
  readonly catalogue: Catalogue;
  readonly guests: readonly Guest[];
  readonly random: Random;
}

export async function administratorOf(
  world: World,
  { history, catalogue, random }: LoadParts,
): Promise<Administrator> {
  return new Administrator({
    token: await world.signIn('admin', 'admin'),
    catalogue,
    history,
    random: random.fork('administrator'),
    addresses: addressesOf(world),
    maxPauseMs: 1_500,
  });
}

export function createClients(options: RunOptions, parts: LoadParts): Client[] {
  const { world, history, catalogue, guests, random } = parts;
  return Array.from({ length: options.clients }, (_, number) => {
    const guest = guests[number % guests.length];
    const stranger = guests[(number + 1) % guests.length];
    if (guest === undefined || stranger === undefined) throw new Error('there is no guest');
    return new Client({
      number,
      guest,
      stranger,
      catalogue,
      history,
      random: random.fork(`client ${number}`),
      addresses: addressesOf(world),
      maxPauseMs: options.maxPauseMs ?? 300,
      cards: options.cards ?? cardWeights,
      ...(options.hasSupplier === true && { families: options.families ?? familyWeights }),
      ...(options.actions !== undefined && { actions: options.actions }),
    });
  });
}

/** Before anything is broken: every guest has every card. */
export async function signInGuests(
  world: World,
  history: History,
  { count, cards }: { count: number; cards: readonly CardToken[] },
): Promise<Guest[]> {
  const [address] = addressesOf(world);
  if (address === undefined) throw new Error('there is no API');
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const name = `guest-${index}`;
      const guest = new Guest(name, await world.signIn(name));
      for (const token of cards) {
        const { operation, body } = await call(
          history,
          { client: -1, guest: name, token: guest.token },
          {
            kind: 'saveCard',
            method: 'POST',
            path: '/v1/payment-methods',
            body: { token },
            intent: `${name} ${token}`,
          },
          { address, timeoutMs: 10_000 },
        );
        if (operation.status !== 201)
          throw new Error(`${token} could not be saved: ${operation.status} ${operation.code}`);
        guest.cards.set(token, (body as { paymentMethodId: string }).paymentMethodId);
      }
      return guest;
    }),
  );
}
