-- Listed prices of days gone by, for those who forget them. Not the plain date: while the table is small and not analysed the
-- planner takes a lookup by date for as good as one by the whole key, and a plan that is kept then reads, for every price it
-- looks up, those of all hotels on that night.
CREATE INDEX CONCURRENTLY listed_price_past_idx ON listed_price ((date + 0));
