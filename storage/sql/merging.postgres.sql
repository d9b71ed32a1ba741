-- name: merge_lock_phone^
SELECT pg_advisory_xact_lock(hashtextextended(CAST(:phone AS TEXT), 0)) IS NULL AS locked

-- name: merge_lock_leads
SELECT id FROM leads WHERE id IN (:one, :other) ORDER BY id FOR UPDATE
