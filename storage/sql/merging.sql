-- name: merge_lock_phone^
-- SQLite has one writer at a time.
SELECT :phone AS phone

-- name: merge_lock_leads
SELECT id FROM leads WHERE id IN (:one, :other) ORDER BY id

-- name: merge_same_phone
SELECT p.*, s.role, s.on_duty FROM people p LEFT JOIN staff s ON s.person_id = p.id AND s.removed_at IS NULL
WHERE p.phone = :phone AND p.phone <> '' AND p.id <> :person_id AND p.erased_at IS NULL AND s.role IS NULL
ORDER BY p.id

-- name: merge_parts
WITH RECURSIVE down (id) AS (
  SELECT CAST(:lead_id AS BIGINT)
  UNION SELECT m.joined_id FROM down JOIN lead_merges m ON m.kept_id = down.id AND m.state = 'merged')
SELECT l.id, l.person_id FROM leads l JOIN down ON down.id = l.id ORDER BY l.id

-- name: merge_origins
WITH RECURSIVE down (id) AS (
  SELECT CAST(:lead_id AS BIGINT)
  UNION SELECT m.joined_id FROM down JOIN lead_merges m ON m.kept_id = down.id AND m.state = 'merged')
SELECT l.source, l.created_at, f.at AS first_at, fl.source AS first_source, fl.campaign AS first_campaign,
       t.at AS last_at, tl.source AS last_source, tl.campaign AS last_campaign
FROM down JOIN leads l ON l.id = down.id JOIN people p ON p.id = l.person_id
LEFT JOIN touches f ON f.id = p.first_touch_id LEFT JOIN links fl ON fl.code = f.code
LEFT JOIN touches t ON t.id = p.last_touch_id LEFT JOIN links tl ON tl.code = t.code
ORDER BY l.id

-- name: merge_past
SELECT l.* FROM leads l JOIN people p ON p.id = l.person_id
WHERE l.stage IN ('won', 'lost') AND l.id <> :lead_id AND p.erased_at IS NULL
  AND (l.person_id = :person_id OR (p.phone = :phone AND p.phone <> ''))
ORDER BY l.closed_at DESC, l.id DESC LIMIT :limit

-- name: merge_add^
INSERT INTO lead_merges (token, kept_id, joined_id, state, own, tasks, at)
VALUES (:token, :kept_id, :joined_id, :state, :own, :tasks, :now)
ON CONFLICT DO NOTHING
RETURNING *

-- name: merge_by_token^
SELECT * FROM lead_merges WHERE token = :token

-- name: merges_under
SELECT * FROM lead_merges WHERE kept_id = :lead_id AND state = 'merged' ORDER BY id

-- name: merge_above^
SELECT * FROM lead_merges WHERE joined_id = :lead_id AND state = 'merged'

-- name: merges_apart_of
-- Whom the staff set apart from this person, or have still to say.
SELECT k.person_id AS one, j.person_id AS other FROM lead_merges m
JOIN leads k ON k.id = m.kept_id JOIN leads j ON j.id = m.joined_id
WHERE (m.state IN ('undone', 'apart') OR (m.state = 'asked' AND k.closed_at IS NULL AND j.closed_at IS NULL))
  AND (m.kept_id IN (SELECT id FROM leads WHERE person_id = :person_id)
       OR m.joined_id IN (SELECT id FROM leads WHERE person_id = :person_id))

-- name: merge_settle!
UPDATE lead_merges SET state = :state, settled_at = :now WHERE id = :id AND state IN ('asked', 'merged')

-- name: merge_fold!
UPDATE leads SET stage = 'merged', closed_at = :now WHERE id = :id AND closed_at IS NULL

-- name: merge_unfold!
UPDATE leads SET stage = CASE WHEN owner_id IS NULL THEN 'new' ELSE 'claimed' END, closed_at = NULL
WHERE id = :id AND stage = 'merged'

-- name: merge_want!
UPDATE leads SET wish = :wish, product = :product WHERE id = :id

-- name: merge_want_result!
UPDATE leads SET quiz_attempt_id = :attempt_id, result = (SELECT result FROM quiz_attempts WHERE id = :attempt_id)
WHERE id = :id AND COALESCE(quiz_attempt_id, 0) <> COALESCE(:attempt_id, 0)

-- name: merge_speak!
UPDATE leads SET speaker_id = CASE WHEN person_id = :person_id THEN NULL ELSE CAST(:person_id AS BIGINT) END
WHERE id = :id

-- name: merge_take_task!
UPDATE tasks SET lead_id = :lead_id, status = :status WHERE id = :id AND status = 'open'

-- name: merge_give_task_back^
UPDATE tasks SET lead_id = :lead_id, staff_id = :staff_id, status = CASE WHEN status = 'held' THEN 'open' ELSE status END
WHERE id = :id RETURNING *
