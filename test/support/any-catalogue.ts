import fc from 'fast-check';
import type { PrismaService } from '../../src/database/prisma.service.js';

/** What files must not trip over: what begins like a formula, quotes, line ends, blanks, any script. */
const text = fc
  .tuple(
    fc.constantFrom('', '=', '-1', "'", '@', ' ', '"', '\n', ',', 'x\r\n'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));
const name = text.map((value) => (value.trim() === '' ? `${value}a` : value));
const factorBp = fc.integer({ min: 1, max: 100_000 });
const percent = fc.integer({ min: 0, max: 100 });
const cap = fc.oneof(fc.constant(10_000), fc.integer({ min: 0, max: 20 }));
const price = fc.oneof(fc.integer({ min: 0, max: 99_999 }), fc.constant(1_000_000_000));
const limits = fc.oneof(
  fc.constant({ min: null, max: null }),
  fc.record({
    min: fc.option(fc.integer({ min: 0, max: 500 })),
    max: fc.option(fc.integer({ min: 500, max: 9_999 })),
  }),
);
const currency = fc.constantFrom('EUR', 'JPY', 'KWD');
const timezone = fc.constantFrom('UTC', 'Europe/Lisbon', 'Pacific/Kiritimati', 'America/Los_Angeles');
const steps = (maxAt: number) =>
  fc.uniqueArray(fc.record({ at: fc.integer({ min: 0, max: maxAt }), factorBp }), {
    maxLength: 4,
    selector: ({ at }) => at,
  });
const fee = fc.oneof(
  percent.map((value) => ({ percent: value })),
  fc.integer({ min: 0, max: 60 }).map((nights) => ({ nights })),
  fc.integer({ min: 0, max: 9_999_999_999 }).map((amountMinor) => ({ amountMinor })),
);
const policies = fc.uniqueArray(
  fc.record({
    code: fc.constantFrom('standard', 'flexible', '7-days'),
    name,
    steps: fc
      .tuple(fc.integer({ min: 0, max: 8_760 }), fee, fee)
      .map(([hours, first, last]) => [{ until: { hours }, fee: first }, { fee: last }]),
    noShowFee: fc.option(fee),
  }),
  { maxLength: 3, selector: ({ code }) => code },
);

const nightsOf = (days: number) =>
  fc
    .tuple(fc.nat({ max: days - 1 }), fc.nat({ max: days - 1 }))
    .map(([one, other]) => ({ from: Math.min(one, other), until: Math.max(one, other) + 1 }));

/** Its number is its place in the list. */
const roomType = (days: number) =>
  fc.record({
    name,
    description: text,
    maxGuests: fc.integer({ min: 1, max: 50 }),
    price,
    limits,
    percent,
    cap,
    isActive: fc.boolean(),
    table: steps(200),
    rooms: fc.array(
      fc.record({ floor: fc.integer({ min: -9, max: 300 }), name: text, isAvailable: fc.boolean() }),
      {
        maxLength: 3,
      },
    ),
    totals: fc.array(
      fc.record({
        nights: nightsOf(days),
        total: fc.nat({ max: 6 }),
        percent: fc.option(percent),
        cap: fc.option(cap),
      }),
      { maxLength: 3 },
    ),
    /** Of its first room. */
    outages: fc.array(fc.record({ nights: nightsOf(days), reason: name }), { maxLength: 2 }),
  });

const rule = fc.record({
  name,
  /** Of the list of room types; beyond it: all of them. */
  type: fc.nat({ max: 3 }),
  start: fc.option(fc.nat({ max: 400 })),
  end: fc.option(fc.integer({ min: 401, max: 800 })),
  weekdays: fc.integer({ min: 1, max: 127 }),
  factorBp,
  priority: fc.integer({ min: -1_000, max: 1_000 }),
  isFinal: fc.boolean(),
});

const hotel = (days: number) =>
  fc.record({
    name,
    description: text,
    address: text,
    city: name,
    currency,
    timezone,
    percent,
    cap,
    heldWeight: percent,
    isActive: fc.boolean(),
    table: steps(200),
    types: fc.array(roomType(days), { maxLength: 3 }),
    rates: fc.array(fc.record({ nights: nightsOf(days), factorBp }), { maxLength: 3 }),
    policies,
    /** Of the list of policies; beyond it: none. */
    defaultPolicy: fc.nat({ max: 3 }),
    policyNights: fc.array(fc.record({ nights: nightsOf(days + 5), policy: fc.nat({ max: 3 }) }), {
      maxLength: 3,
    }),
    rules: fc.array(rule, { maxLength: 4 }),
  });

const cabin = fc.record({
  isOpen: fc.boolean(),
  capacity: fc.nat({ max: 300 }),
  price,
  limits,
  percent,
  cap,
  isActive: fc.boolean(),
  table: steps(10_000),
  seats: fc.array(fc.record({ price, isAvailable: fc.boolean(), isActive: fc.boolean() }), { maxLength: 5 }),
});

const flight = fc.record({
  days: fc.nat({ max: 300 }),
  /** Of its day. */
  minute: fc.nat({ max: 1_439 }),
  /** Past midnight: it departs on the day after. */
  isDelayed: fc.boolean(),
  currency,
  heldWeight: percent,
  isActive: fc.boolean(),
  cabins: fc.array(cabin, { maxLength: 4 }),
  policies,
  defaultPolicy: fc.nat({ max: 3 }),
  nightPolicy: fc.nat({ max: 3 }),
});

const seatMapCabin = fc.oneof(
  fc.record({ seating: fc.constant('open' as const), capacity: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    seating: fc.constant('assigned' as const),
    firstRow: fc.integer({ min: 1, max: 100 }),
    rows: fc.nat({ max: 5 }),
    letters: fc.constantFrom('A', 'AC DF', 'ABC DEF'),
    isOneMissing: fc.boolean(),
    frontRows: fc.nat({ max: 3 }),
  }),
);

/** A small catalogue in which anything can be set. Hotels open `days` nights. */
export function anyCatalogue(days: number) {
  return fc.record({
    hotels: fc.array(hotel(days), { minLength: 1, maxLength: 3 }),
    flights: fc.array(flight, { minLength: 1, maxLength: 3 }),
    seatMaps: fc.array(fc.record({ name, cabins: fc.array(seatMapCabin, { minLength: 1, maxLength: 1 }) }), {
      maxLength: 2,
    }),
  });
}

type Generated<Value> = Value extends fc.Arbitrary<infer Made> ? Made : never;
export type AnyCatalogue = Generated<ReturnType<typeof anyCatalogue>>;
type AnyHotel = AnyCatalogue['hotels'][number];
type AnyFlight = AnyCatalogue['flights'][number];

const classes = ['economy', 'premium_economy', 'business', 'first'] as const;

/** Writes it into an empty database, by the functions that administrators' changes go through. */
export async function fillCatalogue(
  prisma: PrismaService,
  catalogue: AnyCatalogue,
  days: number,
): Promise<void> {
  await prisma.airport.createMany({
    data: [
      {
        iata: 'LIS',
        name: '"Lisbon"',
        city: 'Lisbon',
        country: 'PT',
        timezone: 'Europe/Lisbon',
        latitude: 38.7813,
        longitude: -9.13592,
      },
      {
        iata: 'SYD',
        name: '=Sydney',
        city: 'Sydney',
        country: 'AU',
        timezone: 'Australia/Sydney',
        latitude: -33.9,
        longitude: 1e-7,
      },
    ],
  });
  await prisma.airline.create({ data: { iata: 'TP', name: 'TAP, Portugal', country: '' } });
  await prisma.aircraft.create({ data: { code: '320', name: 'Anything at all', seats: 300 } });
  for (const [index, { name: mapName, cabins }] of catalogue.seatMaps.entries()) {
    const planned = cabins.map((each) =>
      each.seating === 'open'
        ? { class: 'business', ...each }
        : {
            class: 'economy',
            seating: each.seating,
            firstRow: each.firstRow,
            lastRow: each.firstRow + each.rows + 1,
            letters: each.letters,
            without: each.isOneMissing ? [`${each.firstRow}A`] : [],
            frontRows: each.frontRows,
          },
    );
    await prisma.seatMap.create({
      data: { code: `MAP-${index}`, aircraftCode: '320', name: mapName, cabins: planned },
    });
  }
  for (const [index, each] of catalogue.hotels.entries()) await fillHotel(prisma, `H${index}`, each, days);
  for (const [index, each] of catalogue.flights.entries()) await fillFlight(prisma, index + 1, each);
}

async function fillHotel(prisma: PrismaService, code: string, made: AnyHotel, days: number): Promise<void> {
  const { listingId } = await prisma.listing.create({
    data: {
      kind: 'hotel',
      code,
      currency: made.currency,
      timezone: made.timezone,
      heldWeightPercent: made.heldWeight,
      isActive: made.isActive,
    },
  });
  const { description, address, city, percent: overbookingPercent, cap: overbookingCap } = made;
  await prisma.hotel.create({
    data: {
      listingId,
      name: made.name,
      description,
      address,
      city,
      country: 'PT',
      overbookingPercent,
      overbookingCap,
      checkInTime: '16:30',
    },
  });
  await fillTable(prisma, { listingId, skuId: 0 }, made.table);
  const skuIds: number[] = [];
  for (const [index, type] of made.types.entries()) {
    const { skuId } = await prisma.sku.create({
      data: {
        listingId,
        kind: 'room_type',
        basePriceMinor: type.price,
        minPriceMinor: type.limits.min,
        maxPriceMinor: type.limits.max,
        overbookingPercent: type.percent,
        overbookingCap: type.cap,
        isActive: type.isActive,
      },
    });
    skuIds.push(skuId);
    await prisma.roomType.create({
      data: {
        listingId,
        skuId,
        code: `T${index}`,
        name: type.name,
        description: type.description,
        maxGuests: type.maxGuests,
      },
    });
    await fillTable(prisma, { listingId, skuId }, type.table);
    await prisma.room.createMany({
      data: type.rooms.map((room, place) => ({ listingId, skuId, number: `=${index}-${place}`, ...room })),
    });
    await prisma.$queryRaw`
      SELECT ledger_open_nights(${listingId}::integer, ${skuId}::integer, t.date, t.date + ${days}::integer)
      FROM (SELECT (now() AT TIME ZONE ${made.timezone})::date AS date) t`;
    for (const { nights, total, percent: ofNights, cap: capOfNights } of type.totals) {
      await prisma.$queryRaw`
        SELECT ledger_set_total(${listingId}::integer, ${skuId}::integer, t.date + ${nights.from}::integer,
          t.date + ${nights.until}::integer, ${total}::integer, ${ofNights}::integer)
        FROM (SELECT (now() AT TIME ZONE ${made.timezone})::date AS date) t`;
      await prisma.$queryRaw`
        SELECT ledger_set_overbooking(${listingId}::integer, ARRAY[${skuId}::integer], t.date + ${nights.from}::integer,
          t.date + ${nights.until}::integer, NULL, ${capOfNights}::integer, false)
        FROM (SELECT (now() AT TIME ZONE ${made.timezone})::date AS date) t`;
    }
    const first = await prisma.room.findFirst({ where: { listingId, skuId }, orderBy: { roomId: 'asc' } });
    if (first === null) continue;
    for (const { nights, reason } of type.outages) {
      await prisma.$queryRaw`
        SELECT count(o)::integer FROM (SELECT (now() AT TIME ZONE ${made.timezone})::date AS date) t
        CROSS JOIN LATERAL room_outage_add(${listingId}::integer, ARRAY[${first.roomId}::integer], NULL,
          t.date + ${nights.from}::integer - 2, t.date + ${nights.until}::integer, ${reason}) o`;
    }
  }
  for (const { nights, factorBp: multiplier } of made.rates) {
    await prisma.$executeRaw`
      INSERT INTO rate (listing_id, date, multiplier_bp)
      SELECT ${listingId}::integer, (now() AT TIME ZONE ${made.timezone})::date + n, ${multiplier}::integer
      FROM generate_series(${nights.from}::integer, ${nights.until}::integer - 1) AS n
      ON CONFLICT (listing_id, date) DO UPDATE SET multiplier_bp = excluded.multiplier_bp`;
  }
  await fillPolicies(prisma, listingId, made);
  for (const { nights, policy } of made.policyNights) {
    await prisma.$queryRaw`
      SELECT s.outcome FROM (SELECT (now() AT TIME ZONE ${made.timezone})::date AS date) t
      CROSS JOIN LATERAL cancellation_policy_set_nights(${listingId}::integer, t.date + ${nights.from}::integer,
        t.date + ${nights.until}::integer, NULL, NULL, ${made.policies[policy]?.code ?? null}, interval '0') s`;
  }
  for (const each of made.rules) {
    await prisma.$executeRaw`
      INSERT INTO pricing_rule (listing_id, sku_id, name, start_date, end_date, weekdays, factor_bp, priority, is_final)
      VALUES (${listingId}, ${skuIds[each.type] ?? null}::integer, ${each.name},
        current_date + ${each.start}::integer, current_date + ${each.end}::integer, ${each.weekdays}::smallint,
        ${each.factorBp}::integer, ${each.priority}::smallint, ${each.isFinal})`;
  }
}

async function fillTable(
  prisma: PrismaService,
  { listingId, skuId }: { listingId: number; skuId: number },
  table: AnyHotel['table'],
): Promise<void> {
  await prisma.occupancyRule.createMany({
    data: table.map((step) => ({ listingId, skuId, thresholdPercent: step.at, factorBp: step.factorBp })),
  });
}

async function fillPolicies(
  prisma: PrismaService,
  listingId: number,
  made: Pick<AnyHotel, 'policies' | 'defaultPolicy'>,
): Promise<void> {
  for (const policy of made.policies) {
    await prisma.$queryRaw`
      SELECT cancellation_policy_set(${listingId}::integer, ${policy.code}, ${policy.name},
        ${JSON.stringify(policy.steps)}::jsonb,
        ${policy.noShowFee === null ? null : JSON.stringify(policy.noShowFee)}::jsonb, interval '0')`;
  }
  const chosen = made.policies[made.defaultPolicy];
  if (chosen === undefined) return;
  await prisma.$queryRaw`
    SELECT cancellation_policy_set_default(${listingId}::integer, ${chosen.code}, interval '0')`;
}

async function fillFlight(prisma: PrismaService, number: number, made: AnyFlight): Promise<void> {
  const [flown] = await prisma.$queryRaw<{ listingId: number; date: string }[]>`
    WITH planned AS (
      SELECT d.date, (
        d.date + make_interval(days => ${Number(made.isDelayed)}::integer, mins => ${made.minute}::integer)
      ) AT TIME ZONE 'Europe/Lisbon' AS departs_at
      FROM (SELECT (now() AT TIME ZONE 'Europe/Lisbon')::date + ${made.days}::integer AS date) d
    ), listed AS (
      INSERT INTO listing (kind, code, currency, timezone, held_weight_percent, is_active)
      SELECT 'flight', 'TP' || ${number}::text || '-' || p.date, ${made.currency}, 'Europe/Lisbon',
        ${made.heldWeight}::smallint, ${made.isActive}
      FROM planned p RETURNING listing_id
    )
    INSERT INTO flight (
      listing_id, airline_iata, number, origin, destination, departure_date, departs_at, arrives_at, aircraft_code
    )
    SELECT l.listing_id, 'TP', ${number}::text, 'LIS', 'SYD', p.date,
      p.departs_at, p.departs_at + interval '20 hours 1.5 seconds', '320'
    FROM listed l CROSS JOIN planned p
    RETURNING listing_id AS "listingId", departure_date::text AS date`;
  if (flown === undefined) throw new Error('a flight is made');
  const { listingId, date } = flown;
  for (const [index, each] of made.cabins.entries()) {
    const limitsOf = { minPriceMinor: each.limits.min, maxPriceMinor: each.limits.max };
    const { skuId } = await prisma.sku.create({
      data: {
        listingId,
        kind: 'cabin',
        basePriceMinor: each.price,
        ...limitsOf,
        isActive: each.isActive,
        ...(each.isOpen
          ? { overbookingPercent: each.percent, overbookingCap: each.cap }
          : { overbookingPercent: 0 }),
      },
    });
    const seating = each.isOpen ? 'open' : 'assigned';
    await prisma.cabin.create({ data: { listingId, skuId, class: classes[index] ?? 'first', seating } });
    await prisma.seatsLeftRule.createMany({
      data: each.table.map((step) => ({
        listingId,
        cabinSkuId: skuId,
        seatsLeft: step.at,
        factorBp: step.factorBp,
      })),
    });
    if (each.isOpen) await setTotal(prisma, { listingId, skuId, date, total: each.capacity });
    else {
      for (const [place, seat] of each.seats.entries()) {
        const seatSku = await prisma.sku.create({
          data: {
            listingId,
            kind: 'seat',
            basePriceMinor: seat.price,
            ...limitsOf,
            isActive: seat.isActive,
            overbookingPercent: 0,
          },
        });
        const letter = 'ABCDEF'[place] ?? 'F';
        await prisma.seat.create({
          data: {
            listingId,
            skuId: seatSku.skuId,
            cabinSkuId: skuId,
            letter,
            row: index + 1,
            label: `${index + 1}${letter}`,
            position: place === 0 ? 'window' : 'aisle',
          },
        });
        await setTotal(prisma, { listingId, skuId: seatSku.skuId, date, total: Number(seat.isAvailable) });
      }
    }
  }
  await fillPolicies(prisma, listingId, made);
  const ofNight = made.policies[made.nightPolicy];
  if (ofNight === undefined) return;
  await prisma.$queryRaw`
    SELECT s.outcome FROM cancellation_policy_set_nights(${listingId}::integer, ${date}::date, ${date}::date + 1, NULL,
      NULL, ${ofNight.code}, interval '0') s`;
}

async function setTotal(
  prisma: PrismaService,
  { listingId, skuId, date, total }: { listingId: number; skuId: number; date: string; total: number },
): Promise<void> {
  await prisma.$queryRaw`
    SELECT ledger_set_total(${listingId}::integer, ${skuId}::integer, ${date}::date, ${date}::date + 1, ${total}::integer)`;
}
