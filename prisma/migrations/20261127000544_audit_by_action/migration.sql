-- The audit trail by `action`: see 20261127000541_audit_by_actor.
CREATE INDEX CONCURRENTLY audit_entry_action_idx ON audit_entry (action, occurred_at, entry_id);
