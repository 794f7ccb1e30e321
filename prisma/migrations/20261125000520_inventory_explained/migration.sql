-- Why each date of a listing has as much as it has: what API, command line and reports show, from here and nowhere else.
-- `rooms` are all there are of the type, `out_of_order` those that are out of service or out of order that night; what is
-- left of the difference to `total` was set by hand. Of a seat or a cabin there are `total`. `held` is without holds past
-- their deadline, whether or not anything has released them yet.
CREATE FUNCTION inventory_explained(p_listing_id integer, p_from date, p_until date)
RETURNS TABLE (
  sku_id integer, date date, rooms integer, out_of_order integer, total integer, overbooking_percent integer,
  overbooking_cap integer, sellable integer, reserved integer, held integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    i.sku_id, i.date,
    CASE WHEN s.kind = 'room_type' THEN coalesce(c.rooms, 0) ELSE i.total END,
    CASE WHEN s.kind = 'room_type' THEN coalesce(c.out_of_service, 0) + coalesce(o.rooms, 0) ELSE 0 END,
    i.total, i.overbooking_percent, i.overbooking_cap,
    inventory_limit(i.total, i.overbooking_percent, i.overbooking_cap), i.reserved,
    greatest(i.held - coalesce(d.quantity, 0), 0)
  FROM inventory i
  JOIN sku s ON s.listing_id = i.listing_id AND s.sku_id = i.sku_id
  LEFT JOIN (
    SELECT r.sku_id, count(*)::integer AS rooms, count(*) FILTER (WHERE NOT r.is_available)::integer AS out_of_service
    FROM room r WHERE r.listing_id = p_listing_id GROUP BY 1
  ) c ON c.sku_id = i.sku_id
  LEFT JOIN rooms_out_of_order(p_listing_id, p_listing_id, p_from, p_until) o ON o.sku_id = i.sku_id AND o.date = i.date
  LEFT JOIN (
    SELECT hi.sku_id, h.start_date + n AS date, sum(hi.quantity)::integer AS quantity
    FROM hold h
    JOIN hold_item hi ON hi.listing_id = h.listing_id AND hi.hold_id = h.hold_id
    CROSS JOIN LATERAL generate_series(0, h.end_date - h.start_date - 1) AS n
    WHERE h.listing_id = p_listing_id AND h.status = 'active' AND h.expires_at <= now()
      AND h.start_date < p_until AND h.end_date > p_from
    GROUP BY 1, 2
  ) d ON d.sku_id = i.sku_id AND d.date = i.date
  WHERE i.listing_id = p_listing_id AND i.date >= p_from AND i.date < p_until
$$;
