-- How many there are on a night for guests who have paid. Of a room type whose rooms are known never more than can be slept
-- in: what was added to them by hand is sold, and is no room. What was taken away by hand is not counted either. Where no rooms
-- of a type are known, and of seats and cabins, it is the total.
CREATE FUNCTION inventory_there(p_total integer, p_rooms integer, p_out_of_order integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(p_total, CASE WHEN p_rooms > 0 THEN p_rooms - p_out_of_order END);
