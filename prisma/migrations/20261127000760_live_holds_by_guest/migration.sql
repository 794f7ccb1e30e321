-- The live holds of a guest, for those who count them before another is taken. Not by the plain status, as hold_guest_live_idx:
-- what says that finds hold_listing_live_idx and hold_grace_idx fit as well, and statistics of a time when two guests had all
-- there was are enough for a kept plan that reads every live hold there is, for every hold that is taken. That guest_id is not
-- null keeps this index, the other way round, from those who look for the live holds of a listing.
-- CONCURRENTLY: see 20261127000540_reservations_by_first_night.
CREATE INDEX CONCURRENTLY hold_guest_open_idx ON hold (guest_id)
WHERE status || '' IN ('active', 'paying') AND guest_id IS NOT NULL;
