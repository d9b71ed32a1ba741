-- name: outbox_leader^
-- Locked: who takes over waits for this transaction, and then finds the calls it began.
SELECT value FROM meta WHERE key = 'leader' FOR SHARE
