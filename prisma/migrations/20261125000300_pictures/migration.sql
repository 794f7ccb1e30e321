-- Pictures that are kept here: uploaded, checked, and made into renditions by a job. One that is elsewhere still has its
-- `url`, and nothing else.

-- Nobody was ever shown the picture of a room type that does not exist.
DELETE FROM picture p
WHERE p.sku_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM room_type t WHERE t.listing_id = p.listing_id AND t.sku_id = p.sku_id);

ALTER TABLE picture
  ALTER COLUMN url DROP NOT NULL,
  ALTER COLUMN position TYPE integer,
  ADD COLUMN status text NOT NULL DEFAULT 'ready',
  -- Since when it is in this state.
  ADD COLUMN status_at timestamptz NOT NULL DEFAULT now(),
  -- Why it has failed.
  ADD COLUMN failure text,
  -- Of the picture as it was uploaded, the right way up.
  ADD COLUMN width integer,
  ADD COLUMN height integer,
  -- What guests are shown, written in one go when all of it is there: a page is made without looking further.
  ADD COLUMN renditions jsonb NOT NULL DEFAULT '[]',
  -- Counted before the work begins, so that a picture that kills its worker is given up, too.
  ADD COLUMN render_attempts smallint NOT NULL DEFAULT 0,
  ADD COLUMN render_began_at timestamptz,
  ADD COLUMN upload_expires_at timestamptz,
  ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT picture_status_check CHECK (status IN ('awaiting_upload', 'pending', 'ready', 'failed')),
  ADD CONSTRAINT picture_elsewhere_check CHECK (url IS NULL OR (status = 'ready' AND renditions = '[]')),
  ADD CONSTRAINT picture_ready_check CHECK (status <> 'ready' OR url IS NOT NULL OR renditions <> '[]'),
  ADD CONSTRAINT picture_failure_check CHECK ((status = 'failed') = (failure IS NOT NULL)),
  ADD CONSTRAINT picture_upload_expires_at_check CHECK ((status = 'awaiting_upload') = (upload_expires_at IS NOT NULL)),
  ADD CONSTRAINT picture_size_check CHECK (width > 0 AND height > 0),
  -- Pictures go with what they show.
  DROP CONSTRAINT picture_listing_fkey,
  ADD CONSTRAINT picture_listing_fkey FOREIGN KEY (listing_id) REFERENCES listing (listing_id) ON DELETE CASCADE,
  ADD CONSTRAINT picture_room_type_fkey FOREIGN KEY (listing_id, sku_id) REFERENCES room_type (listing_id, sku_id)
    ON DELETE CASCADE;

CREATE INDEX picture_sku_idx ON picture (listing_id, sku_id);
-- Those that something is still to be done about: few, whatever the number of pictures.
CREATE INDEX picture_unfinished_idx ON picture (status_at) WHERE status IN ('awaiting_upload', 'pending');

-- At most 100 pictures of a hotel, and 20 of each of its room types. What they show is locked, in one order, before they
-- are counted, and each statement of this function sees what was committed before it: two who add the last picture at the
-- same time are counted one after the other.
CREATE FUNCTION picture_check_limits() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM hotel h
  WHERE h.listing_id IN (SELECT a.listing_id FROM added a WHERE a.sku_id IS NULL)
  ORDER BY h.listing_id
  FOR NO KEY UPDATE;
  PERFORM FROM room_type t
  WHERE (t.listing_id, t.sku_id) IN (SELECT a.listing_id, a.sku_id FROM added a WHERE a.sku_id IS NOT NULL)
  ORDER BY t.listing_id, t.sku_id
  FOR NO KEY UPDATE;
  IF EXISTS (
    SELECT FROM picture p
    WHERE p.sku_id IS NULL AND p.listing_id IN (SELECT a.listing_id FROM added a WHERE a.sku_id IS NULL)
    GROUP BY p.listing_id HAVING count(*) > 100
  ) THEN
    RAISE EXCEPTION 'a hotel has more pictures than constraint "picture_hotel_limit" allows'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'picture_hotel_limit', TABLE = 'picture';
  END IF;
  IF EXISTS (
    SELECT FROM picture p
    WHERE (p.listing_id, p.sku_id) IN (SELECT a.listing_id, a.sku_id FROM added a WHERE a.sku_id IS NOT NULL)
    GROUP BY p.listing_id, p.sku_id HAVING count(*) > 20
  ) THEN
    RAISE EXCEPTION 'a room type has more pictures than constraint "picture_room_type_limit" allows'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'picture_room_type_limit', TABLE = 'picture';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER picture_limits AFTER INSERT ON picture REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION picture_check_limits();

-- A picture stays with what it shows: otherwise it could be moved past the limit.
CREATE FUNCTION picture_refuse_move() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a picture does not satisfy constraint "picture_stays"'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'picture_stays', TABLE = 'picture';
END $$;

CREATE TRIGGER picture_stays BEFORE UPDATE ON picture
FOR EACH ROW WHEN ((OLD.listing_id, OLD.sku_id) IS DISTINCT FROM (NEW.listing_id, NEW.sku_id))
EXECUTE FUNCTION picture_refuse_move();

-- Every object there ever was in the store of pictures, until it is certain that it is gone. A row is written before its
-- object is, and the key of an object is never used again; so an object nobody refers to never becomes one that somebody
-- does, but for the one step from `writing` to `kept`, and that is decided here.
--
--   writing → kept: it is complete, and a picture refers to it    kept → released: the picture does so no more
--   writing, released → condemned: left alone for long enough to be deleted; then the row goes, too
CREATE TABLE picture_object (
  listing_id integer NOT NULL,
  object_id uuid NOT NULL,
  -- No foreign key: an object outlives its picture.
  picture_id integer NOT NULL,
  role text NOT NULL,
  key text NOT NULL,
  state text NOT NULL DEFAULT 'writing',
  state_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT picture_object_pkey PRIMARY KEY (listing_id, object_id),
  CONSTRAINT picture_object_role_check CHECK (role IN ('upload', 'original', 'rendition')),
  CONSTRAINT picture_object_state_check CHECK (state IN ('writing', 'kept', 'released', 'condemned'))
);
CREATE INDEX picture_object_picture_idx ON picture_object (listing_id, picture_id);
CREATE INDEX picture_object_unkept_idx ON picture_object (state, state_at) WHERE state <> 'kept';

-- What a picture that was deleted has kept may be collected, whoever deleted it, and be it with its hotel.
CREATE FUNCTION picture_release_objects() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE picture_object o
  SET state = 'released', state_at = now()
  FROM removed r
  WHERE o.listing_id = r.listing_id AND o.picture_id = r.picture_id AND o.state = 'kept';
  RETURN NULL;
END $$;

CREATE TRIGGER picture_objects_released AFTER DELETE ON picture REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION picture_release_objects();

-- The original of a picture has been stored and found good: the picture waits for its renditions. Answers `kept`;
-- `not_awaited` when the picture is gone or has an original; `collected` when the object was left alone for too long.
-- Like whoever else changes both: the picture is locked first, then objects, by their ids.
CREATE FUNCTION picture_keep_original(
  p_listing_id integer, p_picture_id integer, p_object_id uuid, p_width integer, p_height integer
) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM picture p
  WHERE p.listing_id = p_listing_id AND p.picture_id = p_picture_id AND p.status = 'awaiting_upload'
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_awaited';
  END IF;
  UPDATE picture_object o
  SET state = 'kept', state_at = now()
  WHERE o.listing_id = p_listing_id AND o.object_id = p_object_id AND o.picture_id = p_picture_id
    AND o.role = 'original' AND o.state = 'writing';
  IF NOT FOUND THEN
    RETURN 'collected';
  END IF;
  UPDATE picture_object o
  SET state = 'released', state_at = now()
  WHERE o.listing_id = p_listing_id AND o.picture_id = p_picture_id AND o.role = 'upload' AND o.state = 'writing';
  UPDATE picture p
  SET status = 'pending', status_at = now(), width = p_width, height = p_height, upload_expires_at = NULL,
      render_attempts = 0
  WHERE p.listing_id = p_listing_id AND p.picture_id = p_picture_id;
  RETURN 'kept';
END $$;

-- All renditions of a picture are in the store: guests see these from now on. Answers as above; `not_pending` when the
-- picture is gone, or somebody else was faster. Either all of it happens or nothing.
CREATE FUNCTION picture_keep_renditions(
  p_listing_id integer, p_picture_id integer, p_object_ids uuid[], p_renditions jsonb
) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  v_found integer;
BEGIN
  PERFORM FROM picture p
  WHERE p.listing_id = p_listing_id AND p.picture_id = p_picture_id AND p.status = 'pending'
  FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_pending';
  END IF;
  SELECT count(*) INTO v_found FROM (
    SELECT FROM picture_object o
    WHERE o.listing_id = p_listing_id AND o.picture_id = p_picture_id AND o.object_id = ANY (p_object_ids)
      AND o.state = 'writing'
    ORDER BY o.object_id
    FOR NO KEY UPDATE
  ) s;
  IF v_found < cardinality(p_object_ids) THEN
    RETURN 'collected';
  END IF;
  UPDATE picture_object o
  SET state = 'released', state_at = now()
  WHERE o.listing_id = p_listing_id AND o.picture_id = p_picture_id AND o.role = 'rendition' AND o.state = 'kept';
  UPDATE picture_object o
  SET state = 'kept', state_at = now()
  WHERE o.listing_id = p_listing_id AND o.picture_id = p_picture_id AND o.object_id = ANY (p_object_ids);
  UPDATE picture p
  SET status = 'ready', status_at = now(), failure = NULL, renditions = p_renditions
  WHERE p.listing_id = p_listing_id AND p.picture_id = p_picture_id;
  RETURN 'kept';
END $$;

-- Decides which objects are to be deleted: nobody refers to them, and nobody has for `p_grace`. Only then are they
-- deleted from the store. Those that are being locked are left for the next time.
CREATE FUNCTION picture_condemn_objects(p_grace interval, p_limit integer)
RETURNS TABLE (listing_id integer, object_id uuid, key text)
LANGUAGE sql AS $$
  WITH due AS (
    SELECT o.listing_id, o.object_id
    FROM picture_object o
    WHERE o.state IN ('writing', 'released') AND o.state_at <= now() - p_grace
    ORDER BY o.state_at
    LIMIT p_limit
    FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE picture_object o
  SET state = 'condemned', state_at = now()
  FROM due d
  WHERE o.listing_id = d.listing_id AND o.object_id = d.object_id
  RETURNING o.listing_id, o.object_id, o.key
$$;
