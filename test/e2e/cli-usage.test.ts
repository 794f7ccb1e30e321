import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../support/run-cli.js';

let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'holdfast-cli-'));
  // As root the database server runs as another user, who has to get in.
  chmodSync(dataDir, 0o755);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a command that cannot be carried out fails with one line that says why', () => {
  test.each<[string, string]>([
    ['holds:drop', "error: unknown command 'holds:drop'"],
    ['token --gest alice', "error: unknown option '--gest'"],
    ['token', 'error: One of --guest <id> and --admin is needed.'],
    ['token --guest alice --admin', 'error: One of --guest <id> and --admin is needed.'],
    ['token --admin alice', "error: too many arguments for 'token'. Expected 0 arguments but got 1."],
    [
      'token --admin --ttl soon',
      "error: option '--ttl <duration>' argument 'soon' is invalid. It must be a duration such as 90s, 30m, 12h or 7d.",
    ],
    ['holds:release 17', 'error: "17" is no holdId.'],
    [
      'reservations:cancel 019c2f40-7e1a-8d11-9c3e-5f2a00000001',
      'error: This cannot be undone, and there is nobody to be asked: say --yes.',
    ],
    [
      'rates:set --hotel 1 --from 2027-02-30',
      "error: option '--from <night>' argument '2027-02-30' is invalid.",
    ],
    [
      'prices:table --hotel 1 --steps 0=1;50=1.1',
      "error: option '--steps <steps>' argument '0=1;50=1.1' is invalid. It must be steps such as 50:1.1,80:1.25, or none.",
    ],
    ['inventory:set --total 5', 'error: --hotel or --flight is needed.'],
    ['inventory:set --total 5 --hotel 1', 'error: --hotel needs --room-type, --from, --to.'],
    [
      'inventory:set --total 5 --flight 1 --cabin economy --from 2027-01-01',
      'error: --from cannot go with --flight.',
    ],
    ['inventory:set --total 5 --flight 1', 'error: --flight needs one of --cabin and --seat.'],
    ['prices:history --hotel 1', 'error: --hotel and --room-type, or --flight, are needed.'],
    ['catalog:import nowhere', 'error: There is no file or folder nowhere.'],
    ['catalog:import package.json', 'error: package.json is not read by an import; these are: hotels.csv'],
    ['replay nowhere.csv', 'error: There is no file nowhere.csv.'],
  ])('%s', async (line, message) => {
    const run = await runCli(line.split(' '), { DATA_DIR: dataDir });
    expect([run.exitCode, run.stdout]).toEqual([1, '']);
    expect(run.stderr.startsWith(message)).toBe(true);
    // commander may add what was probably meant.
    expect(run.stderr.trim().replace(/\n\(Did you mean .*\)$/, '')).not.toContain('\n');
  });

  test('when the database is away', async () => {
    const run = await runCli(['holds:list'], {
      DATA_DIR: dataDir,
      DATABASE_URL: 'postgresql://holdfast:hunter2@127.0.0.1:9/holdfast',
    });
    expect(run).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'error: The database at 127.0.0.1:9/holdfast cannot be reached: connect ECONNREFUSED 127.0.0.1:9\n',
    });
  });
});

test('the help lists every command, and each has examples', async () => {
  const env = { DATA_DIR: dataDir };
  const [all, one] = await Promise.all([runCli(['--help'], env), runCli(['inventory:set', '--help'], env)]);
  expect([all.exitCode, one.exitCode]).toEqual([0, 0]);
  const commands = [...all.stdout.matchAll(/^ {2}([a-z]+(?:[:-][a-z]+)*) /gm)].map(([, name]) => name);
  expect(commands).toEqual(
    expect.arrayContaining([
      'token',
      'catalog:import',
      'catalog:export',
      'hotels:add',
      'hotels:remove',
      'room-types:add',
      'rooms:set',
      'aircraft:add',
      'seat-maps:add',
      'flights:add',
      'cabins:set',
      'cabins:add',
      'cabins:remove',
      'seats:set',
      'seats:add',
      'seats:remove',
      'rates:list',
      'rates:remove',
      'cabins:list',
      'seats:list',
      'seat-maps:show',
      'seat-maps:set',
      'price-watches:list',
      'price-watches:add',
      'price-watches:remove',
      'inventory:set-ranges',
      'rates:set-ranges',
      'audit:list',
      'pictures:add',
      'pictures:list',
      'pictures:order',
      'pictures:caption',
      'pictures:render',
      'pictures:remove',
      'inventory:set',
      'overbooking:show',
      'rates:set',
      'rules:list',
      'rules:set',
      'rules:remove',
      'prices:table',
      'prices:limit',
      'prices:explain',
      'prices:history',
      'policies:list',
      'policies:set',
      'policies:nights',
      'policies:remove',
      'holds:list',
      'holds:release',
      'holds:top',
      'reservations:list',
      'reservations:show',
      'reservations:cancel',
      'rooms:free',
      'reservations:check-in',
      'reservations:undo-check-in',
      'reservations:change-room',
      'reservations:check-out',
      'reservations:no-show',
      'ledger:verify',
      'ledger:repair',
      'refunds:list',
      'refunds:retry',
      'payments:reconcile',
      'reconciliation:accept',
      'payments:quarantine',
      'payments:quarantine:resolve',
      'suppliers:unknown',
      'suppliers:settle',
      'suppliers:refund',
      'webhooks:list',
      'webhooks:add',
      'webhooks:remove',
      'webhooks:pause',
      'webhooks:resume',
      'webhooks:rotate',
      'webhooks:test',
      'webhooks:deliveries',
      'webhooks:redeliver',
      'queue:state',
      'replay',
    ]),
  );
  expect(one.stdout).toContain('Examples:\n  npm run cli -- inventory:set --hotel 1 --room-type 2');
});

test('an embedded database that does not run is started for the command, and stopped again', async () => {
  const first = await runCli(['queue:state', '--json'], { DATA_DIR: dataDir });
  expect([first.exitCode, first.stderr]).toEqual([0, '']);
  expect(JSON.parse(first.stdout)).toMatchObject({ store: 'postgres' });
  expect(existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
  expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  expect(existsSync(path.join(dataDir, 'holdfast.pid'))).toBe(false);
});
