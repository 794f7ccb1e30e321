-- Counting the holds of a call's guests was planned anew with every call, which took a tenth of a hold's processor time: the
-- planner takes a list of unknown length for one of ten, and the plan for one guest looked cheaper. See ledger_take.
ALTER FUNCTION holds_take(
  integer[], uuid[], text[], date[], date[], uuid[], bigint[], integer[], integer[], integer[], integer, integer, boolean,
  integer, bigint[], bigint[]
)
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET random_page_cost = 1.1;
