-- What a hotel sells beyond its rooms at most is said once for the hotel, like its percentage: room types that are added begin
-- with it. Those that are there have theirs. 10000 is no bound.
ALTER TABLE hotel ADD COLUMN overbooking_cap smallint NOT NULL DEFAULT 10000;
ALTER TABLE hotel ADD CONSTRAINT hotel_overbooking_cap_check CHECK (overbooking_cap >= 0 AND overbooking_cap <= 10000);

-- Where all room types have one bound it was set for the hotel, and was meant for new ones, too.
UPDATE hotel h SET overbooking_cap = t.cap
FROM (
  SELECT s.listing_id, min(s.overbooking_cap) AS cap FROM sku s
  WHERE s.kind = 'room_type' GROUP BY s.listing_id HAVING min(s.overbooking_cap) = max(s.overbooking_cap)
) t
WHERE t.listing_id = h.listing_id AND t.cap < 10000;
