-- name: media_file_id^
SELECT file_id FROM media WHERE bot_id = :bot_id AND path = :path AND kind = :kind AND digest = :digest

-- name: media_remember!
INSERT INTO media (bot_id, path, kind, digest, file_id, uploaded_at)
VALUES (:bot_id, :path, :kind, :digest, :file_id, :now)
ON CONFLICT (bot_id, path, kind) DO UPDATE
SET digest = excluded.digest, file_id = excluded.file_id, uploaded_at = excluded.uploaded_at

-- name: media_forget!
-- Only the file_id that was refused: somebody may have uploaded the file anew meanwhile.
DELETE FROM media WHERE bot_id = :bot_id AND path = :path AND kind = :kind AND file_id = :file_id
