import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from './clock.js';
import { checkRun, type RunFindings } from './check-run.js';
import { cardWeights, type CardToken } from './clients/cards.js';
import { administratorOf, createClients, signInGuests } from './clients/crowd.js';
import { Subscriber } from './clients/subscriber.js';
import { createCatalogue } from './harness/catalogue.js';
import type { Query } from './harness/query.js';
import { databaseName } from './harness/migrated-database.js';
import { addressesOf, World } from './harness/world.js';
import { History } from './history.js';
import { FaultLog } from './nemesis/fault-log.js';
import { Nemesis } from './nemesis/nemesis.js';
import { Probe } from './probe.js';
import { Random } from './random.js';
import type { RunOptions } from './run-options.js';

/** Several devices share a guest, so that they are in each other's way, too. */
const clientsPerGuest = 3;
const extensionMs = 20_000;
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
    hasSupplier: options.hasSupplier ?? false,
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
  const lastsMs = seconds * 1_000;
  const end = nowMs() + lastsMs;
  let isEnded = false;
  const isOver = () => isEnded;
  let isRested = false;
  const watching = probe.run(() => isRested);
  const work = Promise.all([
    ...clients.map((client) => client.run(isOver)),
    ...(options.hasAdministrator === false ? [] : [(await administratorOf(world, parts)).run(isOver)]),
  ]);
  if (options.faults?.length === 0) {
    while (nowMs() < end && (await options.isShown?.(query, world)) !== true) await delay(250);
  } else {
    await delay(options.firstCalmMs ?? 0);
    await nemesis.run(end);
  }
  const missing = () => options.isLacking?.(query, faults);
  while ((await missing()) !== undefined && nowMs() < end + 2 * lastsMs) {
    await nemesis.run(nowMs() + extensionMs);
  }
  const lacking = await missing();
  isEnded = true;
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
  if (findings.orders?.orders === 0) blind.push('nothing was ordered at the supplier');
  const incomplete = lacking === undefined ? [] : [lacking];
  return { ...findings, troubles: [...nemesis.troubles, ...blind, ...incomplete] };
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
