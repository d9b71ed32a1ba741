-- name: verdict_set!
INSERT INTO quiz_verdicts (attempt_id, profession, rank, is_decoy, position, liked, is_flat, is_careless, at)
VALUES (:attempt_id, :profession, :rank, :is_decoy, :position, :liked, :is_flat, :is_careless, :now)
ON CONFLICT (attempt_id, profession) DO UPDATE SET liked = excluded.liked, at = excluded.at

-- name: verdicts_of
SELECT profession, liked FROM quiz_verdicts WHERE attempt_id = :attempt_id ORDER BY position

-- name: taste_set!
INSERT INTO tastes (person_id, profession, taste, at) VALUES (:person_id, :profession, :taste, :now)
ON CONFLICT (person_id, profession) DO UPDATE SET taste = excluded.taste, at = excluded.at

-- name: taste_drop!
DELETE FROM tastes WHERE person_id = :person_id AND profession = :profession

-- name: tastes_of
SELECT profession, taste FROM tastes WHERE person_id = :person_id ORDER BY at, profession

-- name: tastes_scrub!
DELETE FROM tastes WHERE person_id = :person_id
