-- The audit trail by `subjectId`: see 20261127000541_audit_by_actor.
CREATE INDEX CONCURRENTLY audit_entry_subject_idx ON audit_entry (subject_id, occurred_at, entry_id);
