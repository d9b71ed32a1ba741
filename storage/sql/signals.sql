-- name: signal_add!
INSERT INTO signals (person_id, key, value, count, first_at, last_at) VALUES (:person_id, :key, :value, 1, :now, :now)
ON CONFLICT (person_id, key) DO UPDATE SET count = signals.count + 1, value = excluded.value, last_at = excluded.last_at

-- name: signals_of
SELECT key, value, count, first_at, last_at FROM signals WHERE person_id = :person_id ORDER BY key

-- name: signal_drop!
DELETE FROM signals WHERE person_id = :person_id AND key = :key

-- name: signal_moments_drop!
DELETE FROM signal_moments WHERE person_id = :person_id AND key = :key

-- name: signals_scrub!
DELETE FROM signals WHERE person_id = :person_id

-- name: signal_moment_add!
INSERT INTO signal_moments (person_id, key, at) VALUES (:person_id, :key, :now)

-- name: signal_moments_cut!
-- Only the latest count: the rest is in the signal's own count.
DELETE FROM signal_moments WHERE person_id = :person_id AND key = :key AND at <
  (SELECT at FROM signal_moments WHERE person_id = :person_id AND key = :key ORDER BY at DESC LIMIT 1 OFFSET :beyond)

-- name: signal_moments_of
SELECT key, at FROM signal_moments WHERE person_id = :person_id ORDER BY key, at DESC

-- name: signal_moments_scrub!
DELETE FROM signal_moments WHERE person_id = :person_id

-- name: touches_unanswered^
SELECT COUNT(*) AS total, MIN(at) AS since FROM activity
WHERE person_id = :person_id AND at > :since AND verb IN ('staff_replied', 'task_done', 'quiz_nudged', 'check_in_asked')
