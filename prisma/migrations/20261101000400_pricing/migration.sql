-- What may be sold on a row: floor(total * (100 + overbooking) / 100). Integer division floors.
CREATE FUNCTION inventory_limit(p_total integer, p_overbooking_percent integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN p_total * (100 + p_overbooking_percent) / 100;

-- Prices one line per wanted SKU and date:
--   amount = base x quantity x rate x occupancy factor, rounded once, half up, in minor units.
-- Occupancy is reserved plus held at the listing's weight, over the rooms that exist; p_credits is what the asker
-- holds on that row already and is left out, so that a guest's own hold never raises that guest's price.
CREATE FUNCTION price_lines(
  p_listing_id integer,
  p_requests integer[],
  p_skus integer[],
  p_dates date[],
  p_quantities integer[],
  p_credits integer[]
) RETURNS TABLE (
  request integer, sku_id integer, date date, quantity integer,
  base_minor integer, rate_bp integer, occupancy_bp integer, amount_minor bigint, available integer
)
LANGUAGE sql STABLE AS $$
  SELECT
    w.request, w.sku_id, w.date, w.quantity,
    s.base_price_minor, f.rate_bp, f.occupancy_bp,
    -- numeric rounds halves away from zero, which is half up for amounts that are never negative
    round(s.base_price_minor::numeric * w.quantity * f.rate_bp * f.occupancy_bp / 100000000)::bigint,
    CASE WHEN s.base_price_minor IS NULL THEN 0
      ELSE coalesce(inventory_limit(i.total, i.overbooking_percent) - i.reserved - i.held, 0) END
  FROM unnest(p_requests, p_skus, p_dates, p_quantities, p_credits) AS w(request, sku_id, date, quantity, credit)
  JOIN listing l ON l.listing_id = p_listing_id
  -- An unknown SKU keeps its line, without a price and with nothing available: a request is never priced in part.
  LEFT JOIN LATERAL (
    SELECT x.base_price_minor FROM sku x WHERE x.listing_id = p_listing_id AND x.sku_id = w.sku_id LIMIT 1
  ) s ON true
  LEFT JOIN inventory i ON i.listing_id = p_listing_id AND i.sku_id = w.sku_id AND i.date = w.date
  LEFT JOIN rate r ON r.listing_id = p_listing_id AND r.date = w.date
  CROSS JOIN LATERAL (
    SELECT
      coalesce(r.multiplier_bp, 10000) AS rate_bp,
      coalesce((
        SELECT o.factor_bp FROM occupancy_rule o
        WHERE o.listing_id = p_listing_id
          AND o.threshold_percent::integer * i.total <= i.reserved * 100 + (i.held - w.credit) * l.held_weight_percent
        ORDER BY o.threshold_percent DESC LIMIT 1
      ), 10000) AS occupancy_bp
  ) f
$$;
