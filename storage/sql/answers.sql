-- name: answer_search_table!
-- The words themselves are in answer_phrases; this is SQLite's index over them.
CREATE VIRTUAL TABLE IF NOT EXISTS answer_search USING fts5(
  stems, content = 'answer_phrases', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 0"
)

-- name: answer_search_refill!
INSERT INTO answer_search (answer_search) VALUES ('rebuild')

-- name: answer_phrases_clear!
DELETE FROM answer_phrases

-- name: answer_stems_clear!
DELETE FROM answer_stems

-- name: answer_phrase_add!
INSERT INTO answer_phrases (answer, stems) VALUES (:answer, :stems)

-- name: answer_stem_add!
INSERT INTO answer_stems (stem, answer) VALUES (:stem, :answer) ON CONFLICT (stem, answer) DO NOTHING

-- name: answer_phrases_like
SELECT p.answer, p.stems FROM answer_search s JOIN answer_phrases p ON p.id = s.rowid
WHERE answer_search MATCH :query ORDER BY bm25(answer_search), p.id LIMIT :limit

-- name: answer_homes
SELECT stem, answer FROM answer_stems

-- name: question_add!
INSERT INTO asked_questions (token, person_id, text, product, slide, answer, is_objection, handed_at, asked_at)
VALUES (:token, :person_id, :text, :product, :slide, :answer, :is_objection, :handed_at, :now)

-- name: question_by_token^
SELECT * FROM asked_questions WHERE token = :token AND person_id = :person_id

-- name: question_judge!
UPDATE asked_questions SET helped = :helped WHERE id = :id

-- name: question_hand!
UPDATE asked_questions SET handed_at = :now WHERE id = :id AND handed_at IS NULL

-- name: questions_of
SELECT * FROM asked_questions WHERE person_id = :person_id ORDER BY id

-- name: question_totals
SELECT answer, COUNT(*) AS given, SUM(CASE WHEN helped = 1 THEN 1 ELSE 0 END) AS helped,
       SUM(CASE WHEN helped = 0 THEN 1 ELSE 0 END) AS not_helped
FROM asked_questions WHERE answer IS NOT NULL GROUP BY answer ORDER BY COUNT(*) DESC, answer

-- name: questions_unanswered
SELECT * FROM asked_questions WHERE answer IS NULL AND text <> '' ORDER BY id DESC LIMIT :limit

-- name: question_objection^
SELECT answer FROM asked_questions WHERE person_id = :person_id AND is_objection = 1 ORDER BY id DESC LIMIT 1

-- name: questions_scrub!
-- That something was asked and whether the answer helped stays for the counts; the words go.
UPDATE asked_questions SET text = '' WHERE person_id = :person_id
