-- A supplier that does not say what it gives back has decided nothing: a cancellation of ours, of which a message came a second
-- time, was given back in full.

-- An order that was booked is gone at the supplier. p_refund_minor is what the supplier says it gave back; NULL: it does
-- not say. A reservation that is paid is canceled with it. Nobody here has asked for that, and the guest is owed the whole
-- price: it goes back at once when the supplier gave it back, and anything less is for an administrator to decide. What goes
-- back for a cancellation of ours follows the supplier, also when it says so only now.
-- Outcomes: canceled, decided (with the refund to be sent, if there is one) · waiting (its money is being taken or given
-- back: look again) · repeated · unexpected.
CREATE OR REPLACE FUNCTION supplier_order_gone(
  p_listing_id integer, p_hold_id uuid, p_attempt integer, p_refund_id uuid, p_refund_minor bigint
) RETURNS TABLE (outcome text, refund_id uuid)
LANGUAGE plpgsql
SET lock_timeout = '3s'
AS $$
#variable_conflict use_column
DECLARE
  v_locked record;
  v_order supplier_order;
  v_reservation reservation;
  v_is_ours boolean;
  v_refund_minor bigint;
BEGIN
  v_locked := supplier_order_lock(p_listing_id, p_hold_id, p_attempt);
  v_order := v_locked.supplier_order;
  SELECT r.* INTO v_reservation FROM reservation r WHERE r.listing_id = p_listing_id AND r.hold_id = p_hold_id;
  v_is_ours := EXISTS (
    SELECT 1 FROM supplier_cancellation c
    WHERE c.listing_id = p_listing_id AND c.reservation_id = v_reservation.reservation_id AND c.status = 'confirmed'
  );
  v_refund_minor := CASE
    WHEN p_refund_minor IS NULL THEN NULL -- and not the total: least() takes no notice of NULL
    WHEN v_is_ours THEN least(p_refund_minor, v_reservation.total_minor)
    WHEN p_refund_minor >= v_reservation.total_minor THEN v_reservation.total_minor
  END;
  outcome := CASE
    WHEN v_order.status IS DISTINCT FROM 'canceled' THEN 'unexpected'
    WHEN v_reservation.status = 'pending' THEN 'waiting'
    WHEN v_reservation.status = 'paid' THEN 'canceled'
    WHEN v_order.undecided_since IS NOT NULL AND v_refund_minor IS NOT NULL THEN 'decided'
    ELSE 'repeated'
  END;
  IF outcome <> 'unexpected' THEN
    UPDATE supplier_order o
    SET next_look_at = CASE WHEN outcome = 'waiting' THEN supplier_next_look(o.updated_at) END
    WHERE o.listing_id = p_listing_id AND o.hold_id = p_hold_id AND o.attempt = p_attempt;
  END IF;
  IF outcome = 'canceled' THEN
    IF supplier_reservation_cancel(v_reservation, 'canceled_by_supplier', p_refund_id, v_refund_minor) THEN
      refund_id := p_refund_id;
    END IF;
  ELSIF outcome = 'decided' THEN
    INSERT INTO event (listing_id, subject_id, type, cause, data)
    VALUES (
      p_listing_id, v_reservation.reservation_id, 'reservation.refund_decided', 'supplier',
      jsonb_build_object('amountMinor', v_refund_minor)
    );
    IF supplier_refund_add(v_reservation, p_refund_id, v_refund_minor) THEN
      refund_id := p_refund_id;
    END IF;
  END IF;
  RETURN NEXT;
END $$;
