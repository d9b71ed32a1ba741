-- name: person_by_telegram_id^
SELECT p.*, s.role, s.on_duty FROM people p LEFT JOIN staff s ON s.person_id = p.id AND s.removed_at IS NULL
WHERE p.telegram_id = :telegram_id

-- name: person_by_id^
SELECT p.*, s.role, s.on_duty FROM people p LEFT JOIN staff s ON s.person_id = p.id AND s.removed_at IS NULL
WHERE p.id = :id

-- name: person_add^
INSERT INTO people (telegram_id, first_name, last_name, username, language, created_at, seen_at)
VALUES (:telegram_id, :first_name, :last_name, :username, :language, :now, :now)
ON CONFLICT (telegram_id) DO NOTHING
RETURNING id

-- name: person_refresh!
UPDATE people SET first_name = :first_name, last_name = :last_name, username = :username, seen_at = :now,
                  unreachable_at = NULL
WHERE id = :id

-- name: person_set_state!
UPDATE people SET state = :state, state_data = :state_data WHERE id = :id

-- name: person_set_language!
UPDATE people SET language = :language, language_chosen = 1 WHERE id = :id

-- name: person_set_phone!
UPDATE people SET phone = :phone, phone_at = :now WHERE id = :id

-- name: person_set_stopped!
UPDATE people SET stopped_at = :stopped_at WHERE id = :id

-- name: person_set_touched!
UPDATE people SET touched_at = :now WHERE id = :id

-- name: person_set_album!
UPDATE people SET last_album = :album WHERE id = :id

-- name: person_unreachable!
UPDATE people SET unreachable_at = :now WHERE telegram_id = :telegram_id AND unreachable_at IS NULL

-- name: person_reachable!
UPDATE people SET unreachable_at = NULL WHERE telegram_id = :telegram_id

-- name: person_erase!
-- Pseudonym: the row stays for the orders that must be kept, nothing in it says who it was.
UPDATE people SET telegram_id = NULL, first_name = '', last_name = '', username = '', phone = '', phone_at = NULL,
                  timezone = '', state = NULL, state_data = NULL, last_album = '', erased_at = :now
WHERE id = :id

-- name: person_scrub_inbox!
-- What they wrote, and the update being handled now; what still waits is worked off first.
UPDATE inbox SET body = '{}', sender_id = NULL WHERE sender_id = :telegram_id AND state <> 'pending'

-- name: erasure_add!
INSERT INTO erasures (id_hash, erased_at) VALUES (:id_hash, :now)
ON CONFLICT (id_hash) DO UPDATE SET erased_at = excluded.erased_at

-- name: staff_set!
INSERT INTO staff (person_id, role, on_duty, since, removed_at) VALUES (:person_id, :role, 1, :now, NULL)
ON CONFLICT (person_id) DO UPDATE SET role = excluded.role, removed_at = NULL,
  on_duty = CASE WHEN staff.removed_at IS NULL THEN staff.on_duty ELSE 1 END

-- name: staff_remove!
UPDATE staff SET removed_at = :now, on_duty = 0 WHERE person_id = :person_id AND removed_at IS NULL

-- name: staff_set_duty!
UPDATE staff SET on_duty = :on_duty WHERE person_id = :person_id AND removed_at IS NULL

-- name: staff_all
SELECT p.*, s.role, s.on_duty FROM staff s JOIN people p ON p.id = s.person_id
WHERE s.removed_at IS NULL ORDER BY s.since, p.id

-- name: invite_add!
INSERT INTO invites (code_hash, role, created_by, created_at, expires_at)
VALUES (:code_hash, :role, :created_by, :now, :expires_at)

-- name: invite_use^
-- Single use: whoever comes second changes nothing.
UPDATE invites SET used_by = :person_id, used_at = :now
WHERE code_hash = :code_hash AND used_at IS NULL AND expires_at > :now
RETURNING role, created_by
