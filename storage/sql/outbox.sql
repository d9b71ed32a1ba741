-- name: outbox_add^
INSERT INTO outbox (chat_id, lane, when_unknown, method, payload, template, params, language, edit_of, about,
                    dedupe_key, not_before, expires_at, created_at, resend_of)
VALUES (:chat_id, :lane, :when_unknown, :method, :payload, :template, :params, :language, :edit_of, :about,
        :dedupe_key, :not_before, :expires_at, :created_at, :resend_of)
ON CONFLICT (dedupe_key) DO NOTHING
RETURNING id

-- name: outbox_waiting
-- Who is next: lane, then age. `after` lets the sender read on past what it already holds.
SELECT * FROM outbox
WHERE state = 'pending' AND not_before <= :now AND (lane, id) > (:after_lane, :after_id)
ORDER BY lane, id LIMIT :limit

-- name: outbox_next_due^
SELECT MIN(not_before) AS due FROM outbox WHERE state = 'pending' AND not_before > :now

-- name: outbox_start!
-- The commit right before the call. Fenced: whoever else took the row, or withdrew it, wins.
-- A row of our own that is `calling` was never called: the answer to its COMMIT was lost.
UPDATE outbox SET state = 'calling', owner = :owner, lease_until = :lease_until, attempts = attempts + 1
WHERE id = :id AND (state = 'pending' OR (state = 'calling' AND owner = :owner))

-- name: outbox_leader^
SELECT value FROM meta WHERE key = 'leader'

-- name: outbox_finish!
UPDATE outbox SET state = :state, message_id = :message_id, error_code = :error_code, reason = :reason,
                  finished_at = :now, lease_until = NULL
WHERE id = :id AND state = 'calling' AND owner = :owner

-- name: outbox_back!
-- Surely not sent: wait and try again. A refusal for flooding does not count as an attempt.
UPDATE outbox SET state = 'pending', owner = NULL, lease_until = NULL, not_before = :not_before,
                  attempts = attempts - :forgiven, chat_id = COALESCE(:chat_id, chat_id)
WHERE id = :id AND state = 'calling' AND owner = :owner

-- name: outbox_by_id^
SELECT * FROM outbox WHERE id = :id

-- name: outbox_by_dedupe_key^
SELECT id FROM outbox WHERE dedupe_key = :dedupe_key

-- name: outbox_later_edits
-- What was meant to change or delete messages of this chat after a given row; repeats count as what they repeat.
SELECT edit_of, payload FROM outbox
WHERE id > :first_id AND chat_id = :chat_id AND resend_of IS NULL
  AND (edit_of IS NOT NULL OR SUBSTR(method, 1, 4) = 'edit' OR method = 'deleteMessage')
  AND state IN ('pending', 'calling', 'sent', 'unknown')

-- name: outbox_stranded
-- Calls whose process is gone: nobody can tell whether Telegram took them.
SELECT * FROM outbox WHERE state = 'calling' AND (owner <> :owner OR lease_until < :now) ORDER BY id LIMIT 500

-- name: outbox_mark_unknown!
UPDATE outbox SET state = 'unknown', reason = :reason, finished_at = :now, lease_until = NULL
WHERE id = :id AND state = 'calling'

-- name: outbox_spoken_since
SELECT chat_id, method, edit_of, finished_at FROM outbox
WHERE state IN ('sent', 'skipped') AND finished_at > :since AND owner IS NOT NULL
ORDER BY finished_at DESC LIMIT :limit

-- name: outbox_sent_about
SELECT * FROM outbox WHERE about = :about AND edit_of IS NULL AND state IN ('pending', 'calling', 'sent', 'unknown')
ORDER BY id

-- name: outbox_about_of^
SELECT about FROM outbox WHERE chat_id = :chat_id AND message_id = :message_id AND about IS NOT NULL
ORDER BY id DESC LIMIT 1

-- name: outbox_trouble
SELECT state, method, template, reason, finished_at FROM outbox WHERE state IN ('failed', 'unknown')
ORDER BY finished_at DESC LIMIT :limit

-- name: outbox_skip_about!
UPDATE outbox SET state = 'skipped', reason = :reason, finished_at = :now WHERE about = :about AND state = 'pending'

-- name: outbox_skip!
UPDATE outbox SET state = 'skipped', reason = :reason, finished_at = :now WHERE id = :id AND state = 'pending'

-- name: outbox_skip_chat!
UPDATE outbox SET state = 'skipped', reason = :reason, finished_at = :now
WHERE chat_id = :chat_id AND state = 'pending' AND lane >= :from_lane

-- name: outbox_scrub_chat!
-- That something was said stays for the counts; the words go.
UPDATE outbox SET payload = NULL, params = NULL WHERE chat_id = :chat_id AND state NOT IN ('pending', 'calling')

-- name: outbox_scrub_about!
UPDATE outbox SET payload = NULL, params = NULL
WHERE state NOT IN ('pending', 'calling')
  AND (about = :about OR edit_of IN (SELECT id FROM outbox WHERE about = :about))

-- name: outbox_move_chat!
UPDATE outbox SET chat_id = :new_id WHERE chat_id = :old_id AND state = 'pending'

-- name: outbox_counts
SELECT state, COUNT(*) AS total FROM outbox WHERE state IN ('pending', 'calling', 'failed', 'unknown') GROUP BY state

-- name: outbox_purge!
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE state IN ('sent', 'skipped') AND finished_at < :before AND about IS NULL LIMIT 1000)

-- name: halt_set!
INSERT INTO halts (scope, until) VALUES (:scope, :until)
ON CONFLICT (scope) DO UPDATE SET until = excluded.until WHERE excluded.until > halts.until

-- name: halts_active
SELECT scope, until FROM halts WHERE until > :now

-- name: halts_clear!
DELETE FROM halts WHERE until <= :now
