import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Commands that change nothing, or nothing the audit trail tells of: then why. */
const unsigned: Readonly<Record<string, string>> = {
  'audit:list': 'reads',
  'availability:explain': 'reads',
  'aircraft:list': 'reads',
  'cabins:list': 'reads',
  'catalog:export': 'reads',
  'flights:list': 'reads',
  'flights:show': 'reads',
  'holds:list': 'reads',
  'holds:top': 'reads',
  'hotels:list': 'reads',
  'hotels:show': 'reads',
  'ledger:verify': 'reads',
  'overbooking:show': 'reads',
  'payments:quarantine': 'reads',
  'pictures:list': 'reads',
  'pictures:render': 'makes the same renditions of the same picture again',
  'policies:list': 'reads',
  'price-watches:list': 'reads',
  'prices:explain': 'reads',
  'prices:history': 'reads',
  'queue:state': 'reads',
  'rates:list': 'reads',
  'refunds:list': 'reads',
  replay: 'books as guests do; the hotel it makes is told of by setUpReplayHotel',
  'reports:occupancy': 'reads',
  'reports:oversold': 'reads',
  'reservations:list': 'reads',
  'reservations:show': 'reads',
  'room-types:list': 'reads',
  'rooms:free': 'reads',
  'rooms:list': 'reads',
  'rooms:outages': 'reads',
  'rules:list': 'reads',
  'seat-maps:list': 'reads',
  'seat-maps:show': 'reads',
  'seats:list': 'reads',
  'suppliers:unknown': 'reads',
  token: 'makes a token and writes nothing',
  'webhooks:deliveries': 'reads',
  'webhooks:list': 'reads',
  'webhooks:test': 'sends a message that says nothing; its delivery is listed',
};

/** Each command with its own part of the source. */
function commands(): [string, string][] {
  return readdirSync(__dirname)
    .filter((file) => /\.commands?\.ts$/.test(file))
    .flatMap((file) => readFileSync(path.join(__dirname, file), 'utf8').split('@Command({').slice(1))
    .map((source) => [/name: '([^']+)'/.exec(source)?.[1] ?? '', source]);
}

test('a command that changes something says who runs it, for the audit trail, or is named here', () => {
  const found = commands();
  expect(found.length).toBeGreaterThan(80);
  const silent = found.filter(([, source]) => !source.includes('commandLineActor()')).map(([name]) => name);
  expect(silent.toSorted()).toEqual(Object.keys(unsigned).toSorted());
});
