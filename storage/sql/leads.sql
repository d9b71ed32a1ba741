-- name: lead_add^
INSERT INTO leads (token, person_id, stage, temperature, score, fit, engagement, chance, reasons, wish, product,
                   quiz_attempt_id, result, source, created_at, judged_at)
VALUES (:token, :person_id, 'new', :temperature, :score, :fit, :engagement, :chance, :reasons, :wish, :product,
        :quiz_attempt_id, :result, :source, :now, :now)
RETURNING *

-- name: lead_by_token^
WITH RECURSIVE up (id) AS (
  SELECT id FROM leads WHERE token = :token
  UNION SELECT m.kept_id FROM up JOIN lead_merges m ON m.joined_id = up.id AND m.state = 'merged')
SELECT l.* FROM leads l JOIN up ON up.id = l.id
WHERE NOT EXISTS (SELECT 1 FROM lead_merges m WHERE m.joined_id = l.id AND m.state = 'merged')

-- name: lead_current^
WITH RECURSIVE up (id) AS (
  SELECT id FROM leads WHERE id = :id
  UNION SELECT m.kept_id FROM up JOIN lead_merges m ON m.joined_id = up.id AND m.state = 'merged')
SELECT l.* FROM leads l JOIN up ON up.id = l.id
WHERE NOT EXISTS (SELECT 1 FROM lead_merges m WHERE m.joined_id = l.id AND m.state = 'merged')

-- name: lead_by_id^
SELECT * FROM leads WHERE id = :id

-- name: lead_open_of_person^
-- Their own, or the one it is part of.
WITH RECURSIVE up (id) AS (
  SELECT id FROM leads WHERE person_id = :person_id
  UNION SELECT m.kept_id FROM up JOIN lead_merges m ON m.joined_id = up.id AND m.state = 'merged')
SELECT l.* FROM leads l JOIN up ON up.id = l.id WHERE l.closed_at IS NULL ORDER BY l.id LIMIT 1

-- name: lead_bought_by^
-- The latest sale to them, by whichever account.
WITH RECURSIVE up (id) AS (
  SELECT id FROM leads WHERE person_id = :person_id
  UNION SELECT m.kept_id FROM up JOIN lead_merges m ON m.joined_id = up.id AND m.state = 'merged')
SELECT l.* FROM leads l JOIN up ON up.id = l.id WHERE l.stage = 'won' ORDER BY l.id DESC LIMIT 1

-- name: leads_of_person
SELECT * FROM leads WHERE person_id = :person_id ORDER BY id

-- name: lead_judge!
UPDATE leads SET temperature = :temperature, score = :score, fit = :fit, engagement = :engagement, chance = :chance,
                 reasons = :reasons, judged_at = :now
WHERE id = :id

-- name: lead_judged_the_same!
UPDATE leads SET judged_at = :now WHERE id = :id

-- name: leads_to_judge
SELECT id, person_id FROM leads WHERE closed_at IS NULL AND judged_at < :before ORDER BY judged_at, id LIMIT :limit

-- name: lead_wishes!
UPDATE leads SET wish = :wish, product = COALESCE(:product, product) WHERE id = :id

-- name: lead_set_result!
UPDATE leads SET quiz_attempt_id = :quiz_attempt_id, result = :result WHERE id = :id

-- name: lead_told!
UPDATE leads SET told = :told, noticed_at = :now WHERE id = :id

-- name: lead_claim!
-- First claim wins, on however many replicas.
UPDATE leads SET stage = 'claimed', owner_id = :owner_id, claimed_at = :now
WHERE id = :id AND owner_id IS NULL AND closed_at IS NULL

-- name: lead_release!
UPDATE leads SET stage = 'new', owner_id = NULL, claimed_at = NULL WHERE id = :id AND closed_at IS NULL

-- name: lead_give!
UPDATE leads SET owner_id = :owner_id WHERE id = :id AND owner_id IS NOT NULL AND closed_at IS NULL

-- name: lead_close!
UPDATE leads SET stage = :stage, lost_reason = :lost_reason, closed_at = :now WHERE id = :id AND closed_at IS NULL

-- name: lead_replied!
UPDATE leads SET first_reply_at = :now WHERE id = :id AND first_reply_at IS NULL

-- name: leads_open_of_owner
SELECT * FROM leads WHERE owner_id = :owner_id AND closed_at IS NULL
ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, score DESC, id LIMIT :limit

-- name: leads_pool
SELECT * FROM leads WHERE owner_id IS NULL AND closed_at IS NULL
ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, score DESC, id LIMIT :limit

-- name: leads_since^
SELECT COUNT(*) AS total FROM leads WHERE created_at >= :since

-- name: leads_scrub!
UPDATE leads SET result = NULL, reasons = '[]', fit = 0, engagement = 0, chance = NULL, source = '', speaker_id = NULL,
  stage = CASE WHEN closed_at IS NULL THEN 'lost' ELSE stage END,
  lost_reason = CASE WHEN closed_at IS NULL THEN 'erased' ELSE lost_reason END,
  closed_at = COALESCE(closed_at, :now)
WHERE person_id = :person_id

-- name: task_add^
INSERT INTO tasks (token, lead_id, staff_id, key, urgent, due_at, status, created_at)
VALUES (:token, :lead_id, :staff_id, :key, :urgent, :due_at, 'open', :now) RETURNING *

-- name: task_by_token^
SELECT * FROM tasks WHERE token = :token

-- name: task_by_id^
SELECT * FROM tasks WHERE id = :id

-- name: task_finish!
UPDATE tasks SET status = :status, finished_at = :now WHERE id = :id AND status = 'open'

-- name: task_move!
UPDATE tasks SET due_at = :due_at WHERE id = :id AND status = 'open'

-- name: task_give!
UPDATE tasks SET staff_id = :staff_id WHERE id = :id AND status = 'open'

-- name: tasks_open_of_lead
SELECT * FROM tasks WHERE lead_id = :lead_id AND status = 'open' ORDER BY due_at, id

-- name: tasks_open_of_staff
SELECT * FROM tasks WHERE staff_id = :staff_id AND status = 'open' ORDER BY due_at, id LIMIT :limit
