-- name: inbox_claimable
SELECT i.id, CASE WHEN i.attempts > 0 AND i.error IS NULL THEN 1 ELSE 0 END AS suspect FROM inbox i
WHERE i.state = 'pending' AND (i.next_try_at <= :now OR i.next_try_at > :absurd) AND NOT EXISTS (
  SELECT 1 FROM inbox e WHERE e.chat_key = i.chat_key AND e.state IN ('pending', 'working')
                          AND (e.update_id < i.update_id OR e.state = 'working'))
ORDER BY i.next_try_at, i.update_id LIMIT :limit
FOR UPDATE SKIP LOCKED
