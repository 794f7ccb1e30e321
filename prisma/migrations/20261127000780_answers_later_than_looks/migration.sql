-- The answer to the creation of an order may be written down later than what was read of the order after it, when a webhook
-- overtook it: it then put back the price and the deadlines as they were when the order was made, until somebody looked again.
-- p_is_creation: what is known of the order by then stays.
DO $$
DECLARE
  c_arguments CONSTANT text := 'p_is_changed boolean DEFAULT false';
  c_before CONSTANT text := '  v_to := CASE v_order.status';
  v_text text := pg_get_functiondef('supplier_order_seen'::regproc);
BEGIN
  IF array_length(string_to_array(v_text, c_arguments), 1) <> 2 OR array_length(string_to_array(v_text, c_before), 1) <> 2 THEN
    RAISE EXCEPTION 'supplier_order_seen is not what this changes';
  END IF;
  DROP FUNCTION supplier_order_seen(
    integer, uuid, integer, text, text, text, text, bigint, timestamptz, timestamptz, boolean
  );
  EXECUTE replace(replace(v_text, c_arguments, c_arguments || ', p_is_creation boolean DEFAULT false'), c_before,
$text$  IF p_is_creation AND v_order.order_id IS NOT NULL THEN
    p_booking_reference := coalesce(v_order.booking_reference, p_booking_reference);
    p_currency := coalesce(v_order.currency, p_currency);
    p_total_minor := coalesce(v_order.total_minor, p_total_minor);
    p_space_until := coalesce(v_order.space_until, p_space_until);
    p_price_until := coalesce(v_order.price_until, p_price_until);
  END IF;

$text$ || c_before);
END $$;
