-- name: inbox_add!
INSERT INTO inbox (bot_id, update_id, chat_key, sender_id, body, received_at, next_try_at)
VALUES (:bot_id, :update_id, :chat_key, :sender_id, :body, :now, :now)
ON CONFLICT (bot_id, update_id) DO NOTHING

-- name: inbox_claimable
-- The oldest open update of each chat: one at a time per chat, in update_id order, many chats at once.
SELECT i.id, CASE WHEN i.attempts > 0 AND i.error IS NULL THEN 1 ELSE 0 END AS suspect FROM inbox i
WHERE i.state = 'pending' AND (i.next_try_at <= :now OR i.next_try_at > :absurd) AND NOT EXISTS (
  SELECT 1 FROM inbox e WHERE e.chat_key = i.chat_key AND e.state IN ('pending', 'working')
                          AND (e.update_id < i.update_id OR e.state = 'working'))
ORDER BY i.next_try_at, i.update_id LIMIT :limit

-- name: inbox_suspects_at_work^
SELECT COUNT(*) AS total FROM inbox WHERE state = 'working' AND owner = :owner AND attempts > 1 AND error IS NULL

-- name: inbox_claim^
-- Counted before the attempt, so that a handler that kills the process cannot do so forever.
UPDATE inbox SET state = 'working', owner = :owner, lease_until = :lease_until, attempts = attempts + 1
WHERE id = :id AND state = 'pending'
RETURNING *

-- name: inbox_any_pending^
SELECT 1 AS found FROM inbox WHERE state = 'pending' LIMIT 1

-- name: inbox_done!
UPDATE inbox SET state = 'done', finished_at = :now, lease_until = NULL WHERE id = :id AND state = 'working'

-- name: inbox_retry!
UPDATE inbox SET state = 'pending', owner = NULL, lease_until = NULL, next_try_at = :next_try_at, error = :error
WHERE id = :id AND state = 'working'

-- name: inbox_dead!
UPDATE inbox SET state = 'dead', finished_at = :now, lease_until = NULL, error = :error
WHERE id = :id AND state = 'working'

-- name: inbox_reclaim!
-- Updates whose worker is gone. No error: nobody knows which of them took it down.
UPDATE inbox SET state = 'pending', owner = NULL, lease_until = NULL, error = NULL
WHERE state = 'working' AND owner <> :owner AND (lease_until < :now OR :every = 1)

-- name: inbox_overdue
SELECT id FROM inbox WHERE state = 'working' AND owner = :owner AND lease_until < :now

-- name: inbox_next_due^
SELECT MIN(next_try_at) AS due FROM inbox WHERE state = 'pending' AND next_try_at > :now

-- name: inbox_dead_letters
SELECT id, update_id, chat_key, sender_id, attempts, error, finished_at FROM inbox WHERE state = 'dead'
ORDER BY finished_at DESC LIMIT :limit

-- name: inbox_counts
SELECT state, COUNT(*) AS total FROM inbox WHERE state IN ('pending', 'working', 'dead') GROUP BY state

-- name: inbox_purge!
DELETE FROM inbox WHERE id IN (
  SELECT id FROM inbox WHERE received_at < :before AND state IN ('done', 'dead') LIMIT 1000)
