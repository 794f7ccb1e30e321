-- The audit trail by `kind`: see 20261127000541_audit_by_actor.
CREATE INDEX CONCURRENTLY audit_entry_kind_idx ON audit_entry (kind, occurred_at, entry_id);
