// Makes sandbox/duffel/world/network.data.ts: which airline flies from where to where, and with what.
//
//   node scripts/make-flight-network.mjs FOLDER
//
// FOLDER has airlines.csv, routes.csv and equipment.csv of OpenFlights (https://openflights.org/data, ODbL 1.0), with the
// columns that `holdfast catalog import` reads. The airports are those of data/sample, so that every offer of the sandbox is
// between airports the sample catalogue knows.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: node scripts/make-flight-network.mjs FOLDER');

/** As countries are called in the data → ISO 3166-1 alpha-2. */
const countryCodes = {
  Argentina: 'AR',
  Australia: 'AU',
  Austria: 'AT',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Colombia: 'CO',
  'Czech Republic': 'CZ',
  Denmark: 'DK',
  Egypt: 'EG',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  'Hong Kong': 'HK',
  Hungary: 'HU',
  India: 'IN',
  Ireland: 'IE',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Kenya: 'KE',
  Mexico: 'MX',
  Netherlands: 'NL',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  Qatar: 'QA',
  Singapore: 'SG',
  'South Africa': 'ZA',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  Thailand: 'TH',
  Turkey: 'TR',
  'United Arab Emirates': 'AE',
  'United Kingdom': 'GB',
  'United States': 'US',
};

/** Codes of aircraft that the routes use and the list of equipment leaves out. */
const moreEquipment = {
  313: 'Airbus A310-300',
  '32A': 'Airbus A320 (sharklets)',
  '32B': 'Airbus A321 (sharklets)',
  '32S': 'Airbus A318/A319/A320/A321',
  '73H': 'Boeing 737-800 (winglets)',
  '73W': 'Boeing 737-700 (winglets)',
  '74H': 'Boeing 747-8I',
  '74M': 'Boeing 747 (mixed)',
  '76W': 'Boeing 767-300 (winglets)',
  CRJ: 'Canadair Regional Jet',
  EMJ: 'Embraer 170/190',
  ERJ: 'Embraer RJ135/RJ140/RJ145',
};

const read = (name) => parse(readFileSync(name, 'utf8'), { columns: true, relax_quotes: true });

const airports = read(path.join(project, 'data/sample/airports.csv'));
const known = new Set(airports.map(({ iata }) => iata));
const routes = read(path.join(folder, 'routes.csv')).filter(
  ({ origin, destination, equipment }) => known.has(origin) && known.has(destination) && equipment !== '',
);
// Several airlines share a code. The sample catalogue has decided for some; of the others the first listed is meant.
const airlineNames = new Map(
  [
    ...read(path.join(folder, 'airlines.csv')).toReversed(),
    ...read(path.join(project, 'data/sample/airlines.csv')),
  ].map(({ iata, name }) => [iata, name]),
);
const equipmentNames = new Map([
  ...read(path.join(folder, 'equipment.csv')).map(({ iata, name }) => [iata, name]),
  ...Object.entries(moreEquipment),
]);

const pairs = new Map();
const usedAirlines = new Set();
const usedEquipment = new Set();
for (const { airline, origin, destination, equipment } of routes) {
  const [first] = equipment.split(' ').filter((code) => equipmentNames.has(code));
  if (first === undefined || !airlineNames.has(airline)) continue;
  const key = `${origin} ${destination}`;
  pairs.set(key, `${pairs.get(key) ?? key} ${airline}:${first}`);
  usedAirlines.add(airline);
  usedEquipment.add(first);
}

const codeOf = (country) => {
  const code = countryCodes[country];
  if (code === undefined) throw new Error(`No country code for ${country}`);
  return code;
};
const lines = (rows) => rows.toSorted().join('\n');
const text = `// Made by scripts/make-flight-network.mjs. An extract of the OpenFlights database (https://openflights.org/data), whose routes
// are of 2014, under the Open Database License 1.0 (https://opendatacommons.org/licenses/odbl/1-0/), as this file is.

/** Airport, name, city, country, latitude, longitude, time zone. */
export const airportLines = \`${lines(
  airports.map(({ iata, name, city, country, latitude, longitude, timezone }) =>
    [
      iata,
      name,
      city,
      codeOf(country),
      Number(latitude).toFixed(4),
      Number(longitude).toFixed(4),
      timezone,
    ].join('|'),
  ),
)}\`;

/** Airline, name. */
export const airlineLines = \`${lines([...usedAirlines].map((code) => `${code}|${airlineNames.get(code)}`))}\`;

/** Aircraft, name. */
export const aircraftLines = \`${lines([...usedEquipment].map((code) => `${code}|${equipmentNames.get(code)}`))}\`;

/** From, to, then each airline with its aircraft. */
export const routeLines = \`${lines([...pairs.values()])}\`;
`;
const file = path.join(project, 'sandbox/duffel/world/network.data.ts');
writeFileSync(file, text);
process.stdout.write(`${file}: ${known.size} airports, ${pairs.size} pairs, ${usedAirlines.size} airlines\n`);
