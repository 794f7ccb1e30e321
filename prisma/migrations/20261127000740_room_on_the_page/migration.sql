-- Bookings that go together fill a page together and change every row of it a moment later. On a full page the next version of
-- a reservation moves to another page and has to be entered into each of its five indexes, and that of a hold is written to the log
-- whole instead of only where it differs: a tenth of what a booking writes to the log.
ALTER TABLE hold SET (fillfactor = 70);
ALTER TABLE reservation SET (fillfactor = 70);
