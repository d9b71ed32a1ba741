-- name: snapshot_keep!
-- Final from the first claim on, also for a lead that was given back: what a salesperson brought about stays out.
INSERT INTO lead_snapshots (lead_id, version, facts, rule_score, at)
SELECT :lead_id, :version, :facts, :rule_score, :now
WHERE NOT EXISTS (SELECT 1 FROM activity WHERE lead_id = :lead_id AND verb = 'lead_claimed')
ON CONFLICT (lead_id) DO UPDATE SET version = excluded.version, facts = excluded.facts,
  rule_score = excluded.rule_score, at = excluded.at

-- name: snapshots_of_person
SELECT s.* FROM lead_snapshots s JOIN leads l ON l.id = s.lead_id WHERE l.person_id = :person_id ORDER BY s.lead_id

-- name: snapshots_scrub!
DELETE FROM lead_snapshots WHERE lead_id IN (SELECT id FROM leads WHERE person_id = :person_id)

-- name: imported_scrub!
DELETE FROM imported_leads WHERE lead_id IN (SELECT id FROM leads WHERE person_id = :person_id)

-- name: score_outcomes^
-- Mistakes are no outcomes: nobody decided anything.
SELECT COALESCE(SUM(won), 0) AS won, COUNT(*) AS total FROM (
  SELECT CASE WHEN l.stage = 'won' THEN 1 ELSE 0 END AS won
  FROM leads l JOIN lead_snapshots s ON s.lead_id = l.id AND s.version = :version
  WHERE l.stage IN ('won', 'lost') AND COALESCE(l.lost_reason, '') NOT IN ('mistake', 'erased')
  UNION ALL
  SELECT won FROM past_leads WHERE version = :version AND lost_reason <> 'mistake'
) outcomes

-- name: score_closed_leads
-- The newest first: how people bought three years ago says little of how they buy today.
SELECT * FROM (
  SELECT s.facts, s.rule_score, CASE WHEN l.stage = 'won' THEN 1 ELSE 0 END AS won, l.created_at, l.token AS key
  FROM leads l JOIN lead_snapshots s ON s.lead_id = l.id AND s.version = :version
  WHERE l.stage IN ('won', 'lost') AND COALESCE(l.lost_reason, '') NOT IN ('mistake', 'erased')
  UNION ALL
  SELECT facts, rule_score, won, created_at, external_id AS key FROM past_leads
  WHERE version = :version AND lost_reason <> 'mistake'
) outcomes ORDER BY created_at DESC, key LIMIT :limit

-- name: score_model_ask^
INSERT INTO score_models (state, asked_by, asked_at, version) VALUES ('asked', :asked_by, :now, :version)
ON CONFLICT (state) WHERE state = 'asked' DO NOTHING
RETURNING id

-- name: score_model_finish!
UPDATE score_models SET state = :state, finished_at = :now, version = :version, body = :body, report = :report
WHERE id = :id AND state = 'asked'

-- name: score_model_by_id^
SELECT * FROM score_models WHERE id = :id

-- name: score_model_running^
SELECT * FROM score_models WHERE state = 'asked'

-- name: score_models_latest
SELECT * FROM score_models WHERE state <> 'asked' ORDER BY id DESC LIMIT :limit

-- name: leads_judge_anew!
-- What was judged at the beginning of time is due: the night's work begins with it, whatever the hour.
UPDATE leads SET judged_at = 0 WHERE closed_at IS NULL

-- name: score_model_active^
SELECT m.* FROM score_models m JOIN meta ON meta.key = 'score_model' AND meta.value = CAST(m.id AS TEXT)
