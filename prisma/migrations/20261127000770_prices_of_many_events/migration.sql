-- Events about more prices than one step may look at are taken in several: until now all of them became marks, one for each room
-- type, and a mark costs six times what an event does. Ten thousand holds of three nights that were taken together kept half a
-- processor of the database busy for a quarter of a minute, and again when they ended.

-- Looks at what may cost something else: at most p_events events, fewer where those are about more than p_rows rows, then
-- marks until p_rows rows were priced (of those that are about new dates, p_opened_rows). All in one transaction with the
-- cursor locked: each change is written and told once, however many workers call this, and none is lost when one dies.
--
-- The rest of a mark stays, with a later first date; marks about the same for the same reason, and about no more dates, are
-- worked off with it: fifty rules added one by one price a hotel once. What fails stays as well: what events were about
-- becomes a mark, so that the cursor moves on in any case; a mark is put off for a second, then each time four times as long,
-- an hour at most, and takes a smaller slice each time. `failed` tells of those: [{ listingId, skuId, cause, failures, error }].
-- That the statement takes too long is one of the failures: what was done before it is kept.
-- Outcomes: busy (another worker is at it) · more (call again) · caught_up · restarted (transactions are counted anew, as
-- in webhook_relay; everything is looked at again).
CREATE OR REPLACE FUNCTION price_follow(
  p_events integer,
  p_transactions bigint,
  p_rows integer,
  p_opened_rows integer,
  p_lifetime_seconds integer,
  OUT outcome text,
  OUT events integer,
  OUT changes integer,
  OUT failed jsonb
)
LANGUAGE plpgsql AS $$
DECLARE
  c_all CONSTANT uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  c_marks CONSTANT integer := 100; -- of one call, however few rows each is about
  v_system bigint := (SELECT c.system_identifier FROM pg_control_system() c);
  v_cursor price_cursor;
  v_ended bigint;
  v_to bigint;
  v_limit integer := p_events; -- of events: fewer, where they are about more than p_rows rows
  v_listings integer[];
  v_subjects uuid[];
  v_last_transaction bigint;
  v_last_event uuid;
  v_skus integer[];
  v_dates date[];
  v_next date;
  v_is_rest boolean;
  v_is_late boolean := false; -- the statement was told to end: nothing more is begun
  v_error text;
  v_urgent integer := 0;
  v_priced integer := 0;
  v_slice integer;
  v_found integer;
  v_changed integer;
  v_mark record;
BEGIN
  events := 0;
  changes := 0;
  failed := '[]';
  SELECT c.* INTO v_cursor FROM price_cursor c FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    outcome := 'busy';
    RETURN;
  END IF;
  v_ended := webhook_feed_end() - 1;

  IF v_cursor.system_identifier <> v_system
    OR v_cursor.transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
  THEN
    UPDATE price_cursor SET transaction_id = v_ended, event_id = c_all, followed_until = now(), system_identifier = v_system;
    INSERT INTO price_stale (listing_id, sku_id, cause)
    SELECT l.listing_id, 0, 'checked' FROM listing l WHERE l.kind IN ('hotel', 'flight')
    ON CONFLICT DO NOTHING;
    outcome := 'restarted';
    RETURN;
  END IF;

  v_to := least(v_ended, v_cursor.transaction_id + p_transactions);
  LOOP
    SELECT array_agg(f.listing_id), array_agg(f.subject_id), count(*) INTO v_listings, v_subjects, events
    FROM price_feed(v_cursor.transaction_id, v_cursor.event_id, v_to, v_cursor.followed_until, v_limit) f;
    SELECT array_agg(r.listing_id), array_agg(r.sku_id), array_agg(r.date) INTO v_listings, v_skus, v_dates
    FROM price_rows_of_events(v_listings, v_subjects) r;
    EXIT WHEN events <= 1 OR coalesce(cardinality(v_listings), 0) <= p_rows;
    v_limit := greatest(1, events * p_rows / cardinality(v_listings));
  END LOOP;
  v_last_transaction := v_to;
  v_last_event := c_all;
  IF events = v_limit THEN
    SELECT f.transaction_id, f.event_id INTO v_last_transaction, v_last_event
    FROM price_feed(v_cursor.transaction_id, v_cursor.event_id, v_to, v_cursor.followed_until, v_limit) f
    ORDER BY f.transaction_id DESC, f.event_id DESC LIMIT 1;
  END IF;
  IF v_listings IS NOT NULL THEN
    IF cardinality(v_listings) <= p_rows THEN
      BEGIN
        changes := price_observe(v_listings, v_skus, v_dates, 'occupancy', p_lifetime_seconds);
        v_listings := NULL;
      EXCEPTION WHEN query_canceled OR others THEN
        v_is_late := SQLSTATE = '57014';
      END;
    END IF;
    -- One event about too many for one statement, or one of them cannot be priced: each listing for itself.
    IF v_listings IS NOT NULL THEN
      INSERT INTO price_stale AS s (listing_id, sku_id, cause, start_date, end_date)
      SELECT r.listing_id, CASE l.kind WHEN 'hotel' THEN r.sku_id ELSE 0 END, 'occupancy', min(r.date), max(r.date) + 1
      FROM unnest(v_listings, v_skus, v_dates) AS r(listing_id, sku_id, date)
      JOIN listing l ON l.listing_id = r.listing_id
      GROUP BY 1, 2
      ON CONFLICT (listing_id, sku_id, cause, transaction_id) DO UPDATE
      SET start_date = least(s.start_date, excluded.start_date), end_date = greatest(s.end_date, excluded.end_date);
    END IF;
  END IF;
  IF (v_last_transaction, v_last_event) > (v_cursor.transaction_id, v_cursor.event_id) THEN
    UPDATE price_cursor
    SET transaction_id = v_last_transaction, event_id = v_last_event,
        followed_until = CASE WHEN events < v_limit AND v_to = v_ended THEN now() ELSE followed_until END;
  END IF;
  outcome := CASE WHEN events = v_limit OR v_to < v_ended THEN 'more' ELSE 'caught_up' END;
  IF v_is_late THEN
    RETURN;
  END IF;

  FOR v_mark IN
    (
      SELECT
        s.ctid AS place, s.listing_id, s.sku_id, s.cause, s.start_date, s.end_date, s.due_at, s.failures, p_rows AS rows
      FROM price_stale s WHERE s.cause <> 'opened' AND s.due_at <= now() ORDER BY s.due_at LIMIT c_marks
    )
    UNION ALL
    (
      SELECT s.ctid, s.listing_id, s.sku_id, s.cause, s.start_date, s.end_date, s.due_at, s.failures, p_opened_rows
      FROM price_stale s WHERE s.cause = 'opened' AND s.due_at <= now() ORDER BY s.due_at LIMIT c_marks
    )
  LOOP
    IF v_priced >= v_mark.rows THEN
      IF v_mark.cause <> 'opened' THEN
        outcome := 'more';
      END IF;
      EXIT;
    END IF;
    IF v_mark.cause <> 'opened' THEN
      v_urgent := v_urgent + 1;
    END IF;
    -- Worked off with one before it.
    CONTINUE WHEN NOT EXISTS (SELECT 1 FROM price_stale s WHERE s.ctid = v_mark.place);
    -- All that is seen here was committed before anything is priced below.
    DELETE FROM price_stale s
    WHERE s.listing_id = v_mark.listing_id AND s.sku_id = v_mark.sku_id AND s.cause = v_mark.cause AND s.ctid <> v_mark.place
      AND (v_mark.start_date IS NULL OR s.start_date >= v_mark.start_date)
      AND (v_mark.end_date IS NULL OR s.end_date <= v_mark.end_date);
    v_slice := greatest((v_mark.rows - v_priced) >> (2 * least(v_mark.failures, 7)), 1);
    v_found := 0;
    v_changed := 0;
    BEGIN
      IF v_mark.cause = 'removed' THEN
        v_found := price_forget_removed(v_mark.listing_id, v_mark.sku_id, v_slice);
        v_next := v_mark.start_date;
        v_is_rest := v_found = v_slice;
      ELSE
        SELECT f.skus, f.dates, f.next_date INTO v_skus, v_dates, v_next
        FROM price_mark_slice(v_mark.listing_id, v_mark.sku_id, v_mark.start_date, v_mark.end_date, v_slice) f;
        v_found := coalesce(cardinality(v_skus), 0);
        v_is_rest := v_next IS NOT NULL;
        IF v_found > 0 THEN
          v_changed := price_observe(
            array_fill(v_mark.listing_id, ARRAY[v_found]), v_skus, v_dates, v_mark.cause, p_lifetime_seconds
          );
        END IF;
      END IF;
      -- Marks are written by others; they are changed and removed here alone, behind the cursor's lock.
      IF v_is_rest THEN
        UPDATE price_stale s
        SET start_date = v_next, due_at = clock_timestamp(), failures = greatest(s.failures - 1, 0), last_error = NULL
        WHERE s.ctid = v_mark.place;
      ELSE
        DELETE FROM price_stale s WHERE s.ctid = v_mark.place;
      END IF;
      changes := changes + v_changed;
      IF v_is_rest AND v_mark.cause <> 'opened' THEN
        outcome := 'more';
      END IF;
    EXCEPTION WHEN query_canceled OR others THEN
      GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT;
      v_is_late := SQLSTATE = '57014';
      UPDATE price_stale s
      SET failures = least(s.failures + 1, 1000), last_error = left(v_error, 500),
          due_at = clock_timestamp() + least(make_interval(secs => 4 ^ least(s.failures, 6)), interval '1 hour')
      WHERE s.ctid = v_mark.place;
      failed := failed || jsonb_build_object(
        'listingId', v_mark.listing_id, 'skuId', v_mark.sku_id, 'cause', v_mark.cause, 'failures', v_mark.failures + 1,
        'error', left(v_error, 500)
      );
    END;
    EXIT WHEN v_is_late;
    v_priced := v_priced + 1 + v_found;
  END LOOP;
  IF v_urgent = c_marks THEN
    outcome := 'more';
  END IF;
END $$;
