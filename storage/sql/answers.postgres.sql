-- name: answer_search_table!
-- The stems are ready-made, the same as on SQLite, so both databases find the same: hence 'simple'.
CREATE INDEX IF NOT EXISTS answer_search ON answer_phrases USING gin (to_tsvector('simple', stems))

-- name: answer_search_refill!
SELECT 1

-- name: answer_phrases_like
SELECT answer, stems FROM answer_phrases, to_tsquery('simple', :query) AS wanted
WHERE to_tsvector('simple', stems) @@ wanted
ORDER BY ts_rank(to_tsvector('simple', stems), wanted) DESC, id LIMIT :limit
