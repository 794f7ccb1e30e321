import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from './clock.js';
import { checkRun, type RunFindings } from './check-run.js';
import { Administrator } from './clients/administrator.js';
import { call } from './clients/caller.js';
import { cardWeights, type CardToken, type CardWeights } from './clients/cards.js';
import type { Action } from './clients/choose-action.js';
import { Client } from './clients/client.js';
import { Subscriber } from './clients/subscriber.js';
import { Guest } from './clients/guest.js';
import { createCatalogue, type Catalogue, type CatalogueSize } from './harness/catalogue.js';
import type { ChaosPostgres } from './harness/postgres.js';
import type { Query } from './harness/query.js';
import { databaseName, World, type WorldOptions } from './harness/world.js';
import { History } from './history.js';
import { FaultLog } from './nemesis/fault-log.js';
import type { FaultName } from './nemesis/faults.js';
import { Nemesis } from './nemesis/nemesis.js';
import { Probe } from './probe.js';
import { Random } from './random.js';

export interface RunOptions {
  readonly name: string;
  readonly seed: number;
  readonly seconds: number;
  readonly queue: 'postgres' | 'redis';
  readonly folder: string;
  readonly postgres: ChaosPostgres;
  readonly clients: number;
  readonly apis?: number;
  readonly workers?: number;
  readonly catalogue?: CatalogueSize;
  readonly actions?: Partial<Record<Action, number>>;
  readonly maxPauseMs?: number;
  /** Whether somebody changes what there is to sell. */
  readonly hasAdministrator?: boolean;
  /** How the provider behaves from the start. */
  readonly sandbox?: object;
  /** Ends the load early. */
  readonly isShown?: (query: Query) => Promise<boolean>;
  /** Until the first fault. */
  readonly firstCalmMs?: number;
  readonly stormMs?: number;
  readonly calmMs?: number;
  /** Which faults; none at all for an empty list. */
  readonly faults?: readonly FaultName[];
  readonly env?: Readonly<Record<string, string>>;
  readonly prepare?: WorldOptions['prepare'];
  /** How long to ask for unknown outcomes afterwards, and to wait for everything to come to rest. */
  readonly settleTimeoutMs?: number;
  readonly restTimeoutMs?: number;
  /** Judge at once what stands in the database when every process is killed, without waiting for anything to settle. */
  readonly isCutShort?: boolean;
  readonly cards?: CardWeights;
  /** A migrated database to be copied. */
  readonly template?: string;
  readonly say: (text: string) => void;
}

/** Several devices share a guest, so that they are in each other's way, too. */
const clientsPerGuest = 3;
const usualSettleMs = 60_000;
/** Holds end, payments are decided, refunds that are pending are looked at again after a minute. */
const usualRestMs = 90_000;

/** One run from start to end: load, faults, healing, and everything the checker has to say. Leaves nothing running. */
export async function runChaos(options: RunOptions): Promise<RunFindings> {
  const { name, folder, say } = options;
  mkdirSync(folder, { recursive: true });
  const world = await World.start({
    folder,
    postgres: options.postgres,
    database: databaseName(`${folder} ${name}`),
    queue: options.queue,
    apis: options.apis ?? 2,
    workers: options.workers ?? 2,
    ...(options.env !== undefined && { env: options.env }),
    ...(options.template !== undefined && { template: options.template }),
    ...(options.prepare !== undefined && { prepare: options.prepare }),
  });
  const history = new History(path.join(folder, 'history.jsonl'));
  const subscriber = await Subscriber.listen(new Random(options.seed).fork('subscriber'));
  try {
    return await load(options, { world, history, subscriber });
  } finally {
    await world.stop();
    await subscriber.close();
    await history.close();
    say(`${name}: everything is stopped`);
  }
}

async function load(
  options: RunOptions,
  { world, history, subscriber }: { world: World; history: History; subscriber: Subscriber },
): Promise<RunFindings> {
  const { seed, seconds, folder, say, name } = options;
  const random = new Random(seed);
  const logStart = options.postgres.log.length;
  const query: Query = (text, values) => world.query(text, values);
  const catalogue = await createCatalogue(
    query,
    random.fork('catalogue'),
    options.catalogue ?? { hotels: 3, nights: 4, flights: 2 },
  );
  const cards = options.cards ?? cardWeights;
  const guests = await signInGuests(world, history, {
    count: Math.ceil(options.clients / clientsPerGuest),
    cards: Object.keys(cards) as CardToken[],
  });
  const parts = { world, history, catalogue, guests, random };
  const clients = createClients(options, parts);
  await subscribe(world, subscriber.url);
  const since = nowMs();
  const faults = new FaultLog(path.join(folder, 'faults.jsonl'));
  const probe = new Probe(world, faults);
  const nemesis = new Nemesis({
    world,
    random: random.fork('nemesis'),
    log: faults,
    stormMs: options.stormMs ?? 15_000,
    calmMs: options.calmMs ?? 12_000,
    ...(options.faults !== undefined && { only: options.faults }),
  });

  say(`${name}: ${clients.length} clients for ${seconds} s`);
  if (options.sandbox !== undefined) await world.askSandbox('/_sandbox/control', options.sandbox);
  let end = nowMs() + seconds * 1_000;
  const isOver = () => nowMs() > end;
  let isRested = false;
  const watching = probe.run(() => isRested);
  const work = Promise.all([
    ...clients.map((client) => client.run(isOver)),
    ...(options.hasAdministrator === false ? [] : [(await administratorOf(world, parts)).run(isOver)]),
  ]);
  if (options.faults?.length === 0) {
    while (!isOver() && (await options.isShown?.(query)) !== true) await delay(250);
    end = nowMs();
  } else {
    await delay(options.firstCalmMs ?? 0);
    await nemesis.run(end);
  }
  await work;

  if (options.isCutShort === true) {
    await Promise.all(world.members.map(({ process }) => process.kill()));
  }
  say(`${name}: healed; asking for what is still unknown`);
  const unsettled =
    options.isCutShort === true
      ? []
      : (
          await Promise.all(
            clients.map((client) => client.settleAll(options.settleTimeoutMs ?? usualSettleMs)),
          )
        ).flat();
  const findings = await checkRun({
    world,
    history,
    faults,
    probe,
    unsettled,
    subscriber: { received: subscriber.received, since },
    logStart,
    isCutShort: options.isCutShort ?? false,
    restTimeoutMs: options.restTimeoutMs ?? usualRestMs,
    say: (text) => say(`${name}: ${text}`),
  });
  isRested = true;
  await watching;
  const blind = probe.samples === 0 ? ['the database was never looked at'] : [];
  return { ...findings, troubles: [...nemesis.troubles, ...blind] };
}

interface LoadParts {
  readonly world: World;
  readonly history: History;
  readonly catalogue: Catalogue;
  readonly guests: readonly Guest[];
  readonly random: Random;
}

async function administratorOf(
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

function createClients(options: RunOptions, parts: LoadParts): Client[] {
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
      ...(options.actions !== undefined && { actions: options.actions }),
    });
  });
}

async function subscribe(world: World, url: string): Promise<void> {
  const [address] = addressesOf(world);
  const answer = await fetch(`${address?.url}/v1/admin/webhook-subscriptions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.signIn('admin', 'admin')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ url, eventTypes: ['*'] }),
  });
  if (answer.status !== 201) throw new Error(`nobody can subscribe: ${answer.status} ${await answer.text()}`);
}

/** Before anything is broken: every guest has every card. */
async function signInGuests(
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

function addressesOf(world: World): { name: string; url: string }[] {
  return world.apis.map(({ process, port }) => ({ name: process.name, url: `http://127.0.0.1:${port}` }));
}
