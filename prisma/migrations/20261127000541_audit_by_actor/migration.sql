-- The audit trail by each filter it has, in the order in which it is listed: without these, somebody who has done little, or a
-- filter that matches nothing, walks through all of it. This one is for `actor`, the next ones for `subjectId` (with or
-- without `kind`: things of two kinds seldom have one id), `kind` and `action`. With several filters the rarest is walked, and
-- the others are looked at on the way. Each takes about 60 bytes an entry; entries are written by administrators, not by guests.
--
-- CONCURRENTLY: see 20261127000540_reservations_by_first_night.
CREATE INDEX CONCURRENTLY audit_entry_actor_idx ON audit_entry (actor, occurred_at, entry_id);
