import type { PrismaService } from '../../src/database/prisma.service.js';

/** Everything administrators can set in a catalogue, from today on and by code; ids are not part of it. */
export async function readCatalogue(prisma: PrismaService): Promise<Record<string, unknown[]>> {
  const entries: [string, unknown[]][] = [];
  for (const [name, sql] of Object.entries(queries))
    entries.push([name, (await prisma.pool.query(sql)).rows]);
  return Object.fromEntries(entries);
}

const queries = {
  hotels: `
    SELECT l.code, l.currency, l.timezone, l.held_weight_percent, l.is_active, h.name, h.description, h.address, h.city,
      h.country, h.check_in_time, h.check_out_time, h.overbooking_percent, h.overbooking_cap
    FROM hotel h JOIN listing l USING (listing_id) ORDER BY 1`,
  tables: `
    SELECT l.code, coalesce(t.code, '') AS type, o.threshold_percent, o.factor_bp
    FROM occupancy_rule o JOIN listing l USING (listing_id) LEFT JOIN room_type t USING (listing_id, sku_id)
    ORDER BY 1, 2, 3`,
  types: `
    SELECT l.code AS hotel, t.code, t.name, t.description, t.max_guests, s.base_price_minor, s.min_price_minor,
      s.max_price_minor, s.overbooking_percent, s.overbooking_cap, s.is_active
    FROM room_type t JOIN listing l USING (listing_id) JOIN sku s USING (listing_id, sku_id) ORDER BY 1, 2`,
  rooms: `
    SELECT l.code AS hotel, t.code AS type, r.floor, r.number, r.name, r.is_available
    FROM room r JOIN listing l USING (listing_id) JOIN room_type t USING (listing_id, sku_id) ORDER BY 1, 4`,
  outages: `
    SELECT l.code, r.number, o.start_date::text, o.end_date::text, o.reason
    FROM room_outage o JOIN room r USING (listing_id, room_id) JOIN listing l USING (listing_id) ORDER BY 1, 2, 3, 4`,
  rates: `
    SELECT l.code, r.date::text, r.multiplier_bp FROM rate r JOIN listing l USING (listing_id) ORDER BY 1, 2`,
  nights: `
    SELECT l.code AS hotel, t.code AS type, i.date::text, i.total, i.total_offset, i.overbooking_percent,
      i.overbooking_cap
    FROM inventory i JOIN listing l USING (listing_id) JOIN room_type t USING (listing_id, sku_id) ORDER BY 1, 2, 3`,
  rules: `
    SELECT l.code, row_number() OVER (PARTITION BY r.listing_id ORDER BY r.rule_id) AS place, t.code AS type, r.name,
      r.start_date::text, r.end_date::text, r.weekdays, r.factor_bp, r.priority, r.is_final
    FROM pricing_rule r JOIN listing l USING (listing_id) LEFT JOIN room_type t USING (listing_id, sku_id)
    ORDER BY 1, 2`,
  policies: `
    SELECT l.code AS listing, n.date::text, cancellation_policy_of(l.listing_id, n.date, 'infinity') - 'version' AS policy
    FROM listing l
    LEFT JOIN flight f USING (listing_id)
    CROSS JOIN LATERAL (
      SELECT f.departure_date AS date WHERE l.kind = 'flight'
      UNION ALL
      SELECT (now() AT TIME ZONE l.timezone)::date + d FROM generate_series(0, 20) AS d WHERE l.kind = 'hotel'
    ) n
    ORDER BY 1, 2`,
  revisions: `SELECT l.code, l.has_pricing_rules, l.pricing_revision > 0 AS has_pricing FROM listing l ORDER BY 1`,
  airports: 'SELECT * FROM airport ORDER BY 1',
  airlines: 'SELECT * FROM airline ORDER BY 1',
  aircraft: 'SELECT * FROM aircraft ORDER BY 1',
  seatMaps: 'SELECT * FROM seat_map ORDER BY 1',
  flights: `
    SELECT l.code, l.currency, l.timezone, l.held_weight_percent, l.is_active, f.airline_iata, f.number, f.origin,
      f.destination, f.departure_date::text, f.departs_at::text, f.arrives_at::text, f.aircraft_code
    FROM flight f JOIN listing l USING (listing_id) ORDER BY 1`,
  cabins: `
    SELECT l.code, c.class, c.seating, s.base_price_minor, s.min_price_minor, s.max_price_minor, s.overbooking_percent,
      s.overbooking_cap, s.is_active, i.date::text, i.total, i.overbooking_percent AS night_percent,
      i.overbooking_cap AS night_cap
    FROM cabin c JOIN listing l USING (listing_id) JOIN sku s USING (listing_id, sku_id)
    LEFT JOIN inventory i USING (listing_id, sku_id) ORDER BY 1, 2`,
  seatsLeft: `
    SELECT l.code, c.class, r.seats_left, r.factor_bp
    FROM seats_left_rule r JOIN listing l USING (listing_id)
    JOIN cabin c ON c.listing_id = r.listing_id AND c.sku_id = r.cabin_sku_id ORDER BY 1, 2, 3`,
  seats: `
    SELECT l.code, c.class, t.label, t.row, t.letter, t.position, s.base_price_minor, s.min_price_minor,
      s.max_price_minor, s.is_active, i.date::text, i.total
    FROM seat t JOIN listing l USING (listing_id) JOIN sku s USING (listing_id, sku_id)
    JOIN cabin c ON c.listing_id = t.listing_id AND c.sku_id = t.cabin_sku_id
    LEFT JOIN inventory i ON i.listing_id = t.listing_id AND i.sku_id = t.sku_id ORDER BY 1, 3`,
};
