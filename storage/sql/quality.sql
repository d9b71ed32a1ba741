-- name: quality_attempts
-- A piece at a time, after the last one read: never all of them in memory.
SELECT id, person_id, status, body, result, asked_at FROM quiz_attempts
WHERE started_at >= :since AND person_id >= :person_id AND (person_id > :person_id OR id > :after)
ORDER BY person_id, id LIMIT :size

-- name: quality_ratings
SELECT rank, is_decoy, SUM(liked) AS liked, COUNT(*) AS total FROM quiz_verdicts
WHERE at >= :since AND is_flat = 0 AND is_careless = 0
GROUP BY rank, is_decoy ORDER BY is_decoy, rank
