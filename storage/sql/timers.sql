-- name: timer_plan!
INSERT INTO timers (kind, subject, person_id, params, due_at, expires_at, dedupe_key, created_at)
VALUES (:kind, :subject, :person_id, :params, :due_at, :expires_at, :dedupe_key, :now)
ON CONFLICT (dedupe_key) DO NOTHING

-- name: timers_due
SELECT * FROM timers WHERE state = 'open' AND due_at <= :now ORDER BY due_at, id LIMIT :limit

-- name: timer_close!
UPDATE timers SET state = :state, reason = :reason, finished_at = :now WHERE id = :id AND state = 'open'

-- name: timer_postpone!
UPDATE timers SET due_at = :due_at WHERE id = :id AND state = 'open'

-- name: timer_failed^
UPDATE timers SET attempts = attempts + 1, due_at = :due_at, reason = :reason WHERE id = :id AND state = 'open'
RETURNING attempts

-- name: timers_cancel!
UPDATE timers SET state = 'cancelled', reason = :reason, finished_at = :now
WHERE subject = :subject AND state = 'open' AND (:kind = '' OR kind = :kind)

-- name: timers_cancel_person!
UPDATE timers SET state = 'cancelled', reason = :reason, finished_at = :now
WHERE person_id = :person_id AND state = 'open'

-- name: timers_later_due^
-- Is something else for the same person overdue too? Then one message is enough.
SELECT COUNT(*) AS total FROM timers
WHERE person_id = :person_id AND state = 'open' AND due_at <= :now AND (due_at, id) > (:due_at, :id)

-- name: timers_next_due^
SELECT MIN(due_at) AS due FROM timers WHERE state = 'open'

-- name: timers_purge!
DELETE FROM timers WHERE id IN (SELECT id FROM timers WHERE state <> 'open' AND finished_at < :before LIMIT 1000)

-- name: timers_skip_overdue!
UPDATE timers SET state = 'skipped', reason = :reason, finished_at = :now WHERE state = 'open' AND due_at <= :now
