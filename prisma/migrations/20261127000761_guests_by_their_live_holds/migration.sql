-- See 20261127000760_live_holds_by_guest: one expression of functions that are long otherwise, replaced where it stands.
--   holds_take     counts the live holds of each guest of a call.
--   price_credits  looks for what a guest holds already.
--   supplier_hold_begin  counts the live holds of one guest.
DO $$
DECLARE
  v_edit record;
  v_text text;
BEGIN
  FOR v_edit IN
    SELECT * FROM (VALUES
      ('holds_take', 'h.status IN (''active'', ''paying'')', 'h.status || '''' IN (''active'', ''paying'')'),
      ('price_credits', 'x.status IN (''active'', ''paying'')', 'x.status || '''' IN (''active'', ''paying'')'),
      ('supplier_hold_begin', 'h.status IN (''active'', ''paying'')', 'h.status || '''' IN (''active'', ''paying'')'),
      ('price_credits', ': hold_guest_live_idx.', ': hold_guest_open_idx.')
    ) AS e(name, was, becomes)
  LOOP
    v_text := pg_get_functiondef(v_edit.name::regproc);
    IF array_length(string_to_array(v_text, v_edit.was), 1) <> 2 THEN
      RAISE EXCEPTION '% is not what this changes', v_edit.name;
    END IF;
    EXECUTE replace(v_text, v_edit.was, v_edit.becomes);
  END LOOP;
END $$;
