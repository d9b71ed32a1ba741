-- name: deck_reading^
SELECT * FROM deck_readings WHERE person_id = :person_id AND product = :product

-- name: deck_readings_of
SELECT * FROM deck_readings WHERE person_id = :person_id ORDER BY opened_at DESC, product

-- name: deck_reading_keep!
INSERT INTO deck_readings (person_id, product, slides, slide, opened_at, shown_at)
VALUES (:person_id, :product, :slides, :slide, :opened_at, :shown_at)
ON CONFLICT (person_id, product) DO UPDATE SET slides = excluded.slides, slide = excluded.slide,
                                               opened_at = excluded.opened_at, shown_at = excluded.shown_at

-- name: slide_saw!
INSERT INTO slide_views (person_id, product, slide, views, milliseconds, last_at)
VALUES (:person_id, :product, :slide, 1, 0, :now)
ON CONFLICT (person_id, product, slide) DO UPDATE SET views = slide_views.views + 1, last_at = excluded.last_at

-- name: slide_lasted!
UPDATE slide_views SET milliseconds = milliseconds + :milliseconds
WHERE person_id = :person_id AND product = :product AND slide = :slide

-- name: slide_views_of
SELECT * FROM slide_views WHERE person_id = :person_id ORDER BY last_at, product, slide

-- name: deck_readings_scrub!
DELETE FROM deck_readings WHERE person_id = :person_id

-- name: slide_views_scrub!
DELETE FROM slide_views WHERE person_id = :person_id
