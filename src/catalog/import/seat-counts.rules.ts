/** One line of the aircraft registry: how many seats a model was registered with. */
export interface RegisteredModel {
  readonly model: string;
  readonly seats: number;
}

/**
 * How many seats an aircraft of this name has: the lower median of the registered models that fit its name best,
 * else what the type is usually fitted with. The lower median is a count that was really registered, and is not
 * moved by the odd entry (one A321 is registered with 379 seats). Undefined when nothing is known.
 *
 * @param name an equipment name such as `Boeing 737-800`
 */
export function seatCountOf(name: string, registered: readonly RegisteredModel[]): number | undefined {
  for (const pattern of modelPatterns(name)) {
    const seats = registered.filter(({ model }) => pattern.test(model)).map((entry) => entry.seats);
    if (seats.length > 0) return lowerMedian(seats);
  }
  return usualSeats.find(([pattern]) => pattern.test(name))?.[1];
}

/** Names of models in the registry that are this equipment, the closest first. */
function modelPatterns(name: string): RegExp[] {
  const special = registryNames.find(([pattern]) => pattern.test(name));
  if (special !== undefined) return [special[1]];
  const airbus = /^Airbus A(3\d\d)(?:-(\d)\d\d)?/.exec(name);
  if (airbus !== null) return closestFirst(`^A${airbus[1]}-`, airbus[2]);
  const boeing = /^Boeing (7\d7)(?:-(\d)| MAX (\d+))?/.exec(name);
  if (boeing !== null) return closestFirst(`^${boeing[1]}-`, boeing[2] ?? boeing[3]);
  const douglas = /Douglas (MD-\d|DC-\d+-)(\d?)/.exec(name);
  if (douglas !== null) return closestFirst(`\\b${douglas[1]}`, douglas[2]);
  return [];
}

function closestFirst(family: string, variant: string | undefined): RegExp[] {
  const wide = new RegExp(family);
  return variant === undefined || variant === '' ? [wide] : [new RegExp(family + variant), wide];
}

function lowerMedian(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Types the registry knows by another name than the airlines do. */
const registryNames: readonly (readonly [RegExp, RegExp])[] = [
  [/^Canadair Regional Jet [12]00/, /^CL-600-2B19/],
  [/^Canadair Regional Jet 700/, /^CL-600-2C10/],
  [/^Canadair Regional Jet (900|1000)/, /^CL-600-2D24/],
  [/^Embraer RJ145/, /^EMB-145/],
];

/**
 * What types the registry has no airliner of are usually fitted with, from their makers' data sheets. The
 * Embraer 190 is among them because the one registered is a private aircraft with 20 seats.
 */
const usualSeats: readonly (readonly [RegExp, number])[] = [
  [/^Airbus A300/, 266],
  [/^Airbus A310/, 220],
  [/^Airbus A318/, 107],
  [/^Airbus A350-1000/, 369],
  [/^Airbus A350/, 325],
  [/^Airbus A380/, 525],
  [/^Embraer (E190|190)/, 98],
  [/^Embraer (E195|195)/, 116],
  [/^Embraer 170/, 70],
  [/^Embraer 175/, 76],
  [/^Embraer RJ135/, 37],
  [/^Embraer RJ140/, 44],
  [/^Embraer EMB 120/, 30],
  [/ATR 42/, 48],
  [/ATR 72/, 70],
  [/DHC-8-[12]00/, 37],
  [/DHC-8-300/, 50],
  [/DHC-8-400/, 78],
  [/DHC-6/, 19],
  [/^Saab SF340/, 34],
  [/^Saab 2000/, 50],
  [/^Fokker 50/, 50],
  [/^Fokker 70/, 79],
  [/^Fokker 100/, 107],
  [/^(BAe 146|Avro RJ)/, 85],
  [/Do\.328|328JET/, 32],
  [/Do\.228|Jetstream 3|Beechcraft 1900/, 19],
  [/Jetstream 41/, 29],
  [/Superjet/, 98],
  [/Bombardier CS100/, 108],
  [/Bombardier CS300/, 130],
  [/MD-11/, 293],
  [/Antonov AN-24/, 50],
  [/Antonov An-148/, 75],
  [/Tupolev Tu-154/, 164],
  [/Tupolev Tu-204/, 196],
  [/Yakovlev Yak-40/, 32],
  [/Yakovlev Yak-42/, 108],
  [/Ilyushin IL96/, 262],
];
