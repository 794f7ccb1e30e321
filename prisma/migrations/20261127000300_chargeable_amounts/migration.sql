-- What is priced can be charged. A card is not charged in every minor unit of every currency, nor any total.

-- To how many digits amounts in a currency are rounded for a card (as round() and trunc() have it): of three decimals the
-- last one must be 0, of four there are two to spare, and ariary are charged whole, whose decimals are fifths. The payment
-- provider says so: https://docs.stripe.com/currencies#three-decimal. src/pricing/currency.ts has the same.
CREATE FUNCTION charge_digits(p_currency text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN p_currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN -1
    WHEN p_currency IN ('CLF', 'MGA', 'UYW') THEN -2
    ELSE 0
  END
$$;

-- Some expressions of functions that are long otherwise, replaced where they stand:
--   price_lines            rounds a line to what can be charged.
--   ledger_take, holds_take  refuse a total that cannot: not_chargeable. The bounds are those of the payment provider, which
--                          the caller knows, by request; NULL for none. Nothing is charged for a total of 0, so it can be had.
DO $$
DECLARE
  v_edit record;
  v_old regprocedure;
  v_text text;
BEGIN
  FOR v_edit IN
    SELECT * FROM (VALUES
      (
        'price_lines',
        '), s.max_price_minor, 100000000000))::bigint',
        '), s.max_price_minor, 100000000000), charge_digits(l.currency))::bigint'
      ),
      (
        'ledger_take',
        'p_reclaim boolean DEFAULT false)',
        'p_reclaim boolean DEFAULT false, p_least_totals bigint[] DEFAULT NULL, p_most_totals bigint[] DEFAULT NULL)'
      ),
      (
        'ledger_take',
        'ELSIF v_totals[n] > p_expected_totals[n] THEN',
        'ELSIF v_totals[n] > p_most_totals[n] OR (v_totals[n] > 0 AND v_totals[n] < p_least_totals[n]) THEN'
          || E'\n          v_outcomes[n] := ''not_chargeable'';'
          || E'\n        ELSIF v_totals[n] > p_expected_totals[n] THEN'
      ),
      (
        'holds_take',
        'p_lock_timeout_ms integer DEFAULT 1000)',
        'p_lock_timeout_ms integer DEFAULT 1000, p_least_totals bigint[] DEFAULT NULL, p_most_totals bigint[] DEFAULT NULL)'
      ),
      (
        'holds_take',
        'p_ttl_seconds, p_reclaim',
        'p_ttl_seconds, p_reclaim,' || E'\n        p_least_totals[v_from:v_to], p_most_totals[v_from:v_to]'
      )
    ) AS e(name, was, becomes)
  LOOP
    v_old := v_edit.name::regproc;
    v_text := pg_get_functiondef(v_old);
    IF array_length(string_to_array(v_text, v_edit.was), 1) <> 2 THEN
      RAISE EXCEPTION '% is not what this changes', v_edit.name;
    END IF;
    -- Of one with other arguments there would be two.
    IF v_edit.becomes LIKE '%DEFAULT NULL)' THEN
      EXECUTE format('DROP FUNCTION %s', v_old);
    END IF;
    EXECUTE replace(v_text, v_edit.was, v_edit.becomes);
  END LOOP;
END $$;
