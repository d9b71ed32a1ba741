-- name: link_by_code^
SELECT * FROM links WHERE code = :code

-- name: link_referral_of^
SELECT * FROM links WHERE created_by = :person_id AND source = :source AND medium = :medium
ORDER BY created_at, code LIMIT 1

-- name: link_add!
INSERT INTO links (code, source, medium, campaign, content, created_by, created_at)
VALUES (:code, :source, :medium, :campaign, :content, :created_by, :now)
ON CONFLICT (code) DO NOTHING

-- name: links_all
SELECT l.*, (SELECT COUNT(*) FROM touches t WHERE t.code = l.code) AS visits FROM links l
WHERE NOT (l.source = :source AND l.medium = :medium AND l.created_by IS NOT NULL)
ORDER BY l.created_at, l.code

-- name: touch_add^
INSERT INTO touches (person_id, code, at) VALUES (:person_id, :code, :now) RETURNING id

-- name: touch_of_person!
UPDATE people SET first_touch_id = COALESCE(first_touch_id, :touch_id), last_touch_id = :touch_id WHERE id = :person_id

-- name: touches_scrub!
UPDATE people SET first_touch_id = NULL, last_touch_id = NULL WHERE id = :person_id

-- name: sources_of_person^
SELECT f.code AS first_code, fl.source AS first_source, fl.campaign AS first_campaign,
       l.code AS last_code, ll.source AS last_source, ll.campaign AS last_campaign
FROM people p
LEFT JOIN touches f ON f.id = p.first_touch_id LEFT JOIN links fl ON fl.code = f.code
LEFT JOIN touches l ON l.id = p.last_touch_id LEFT JOIN links ll ON ll.code = l.code
WHERE p.id = :person_id

-- name: consent_give!
INSERT INTO consents (person_id, kind, version, language, given_at)
VALUES (:person_id, :kind, :version, :language, :now)
ON CONFLICT (person_id, kind) WHERE withdrawn_at IS NULL DO NOTHING

-- name: consent_withdraw!
UPDATE consents SET withdrawn_at = :now WHERE person_id = :person_id AND kind = :kind AND withdrawn_at IS NULL

-- name: consent_current^
SELECT * FROM consents WHERE person_id = :person_id AND kind = :kind AND withdrawn_at IS NULL

-- name: consents_of
SELECT * FROM consents WHERE person_id = :person_id ORDER BY id

-- name: attempt_running^
SELECT * FROM quiz_attempts WHERE person_id = :person_id AND status = 'running'

-- name: attempt_by_token^
SELECT * FROM quiz_attempts WHERE token = :token AND person_id = :person_id

-- name: attempt_by_id^
SELECT * FROM quiz_attempts WHERE id = :id

-- name: attempt_latest_finished^
SELECT * FROM quiz_attempts WHERE person_id = :person_id AND status = 'finished' ORDER BY finished_at DESC, id DESC LIMIT 1

-- name: attempts_of
SELECT * FROM quiz_attempts WHERE person_id = :person_id ORDER BY id

-- name: attempt_add^
INSERT INTO quiz_attempts (token, person_id, status, body, asked_at, started_at)
VALUES (:token, :person_id, 'running', :body, :now, :now) RETURNING id

-- name: attempt_save!
UPDATE quiz_attempts SET status = :status, body = :body, result = :result, asked_at = :asked_at,
                         finished_at = :finished_at
WHERE id = :id AND status = 'running'

-- name: attempts_scrub!
UPDATE quiz_attempts SET status = CASE WHEN status = 'running' THEN 'abandoned' ELSE status END WHERE person_id = :person_id

-- name: activity_add!
INSERT INTO activity (at, verb, actor_id, person_id, lead_id, facts)
VALUES (:now, :verb, :actor_id, :person_id, :lead_id, :facts)

-- name: activity_of_person
SELECT * FROM activity WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit

-- name: activity_of_lead
SELECT * FROM activity WHERE lead_id = :lead_id ORDER BY id DESC LIMIT :limit

-- name: activity_scrub!
-- The fact that something happened stays for the counts; what was said goes.
UPDATE activity SET facts = '{}' WHERE person_id = :person_id
