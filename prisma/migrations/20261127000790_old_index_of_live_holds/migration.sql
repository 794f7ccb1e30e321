-- Nobody asks by it any more: see 20261127000761_guests_by_their_live_holds.
-- CONCURRENTLY: dropped at once it waits for whoever reads holds for long, and everybody else behind it.
DROP INDEX CONCURRENTLY IF EXISTS hold_guest_live_idx;
