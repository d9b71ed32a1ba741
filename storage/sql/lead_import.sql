-- name: staged_leads_table!
-- Of this connection only, gone with it: nothing of the running bot is locked while a file is read.
CREATE TEMP TABLE staged_leads (
  line INTEGER NOT NULL PRIMARY KEY,
  external_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  closed_at BIGINT,
  lost_reason TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  phone_hash TEXT NOT NULL,
  source TEXT NOT NULL,
  partner TEXT NOT NULL,
  product TEXT NOT NULL,
  wish TEXT NOT NULL,
  facts TEXT NOT NULL,
  score INTEGER NOT NULL,
  fit INTEGER NOT NULL,
  engagement INTEGER NOT NULL,
  temperature TEXT NOT NULL,
  reasons TEXT NOT NULL,
  token TEXT NOT NULL,
  verdict TEXT NOT NULL DEFAULT 'new'
)

-- name: staged_signals_table!
CREATE TEMP TABLE staged_signals (
  line INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  count INTEGER NOT NULL
)

-- name: staged_add*!
INSERT INTO staged_leads (line, external_id, outcome, created_at, closed_at, lost_reason, name, phone, phone_hash,
  source, partner, product, wish, facts, score, fit, engagement, temperature, reasons, token)
VALUES (:line, :external_id, :outcome, :created_at, :closed_at, :lost_reason, :name, :phone, :phone_hash,
  :source, :partner, :product, :wish, :facts, :score, :fit, :engagement, :temperature, :reasons, :token)

-- name: staged_signal_add*!
INSERT INTO staged_signals (line, key, value, count) VALUES (:line, :key, :value, :count)

-- name: staged_ids_index!
CREATE INDEX staged_ids ON staged_leads (external_id, line)

-- name: staged_phones_index!
CREATE INDEX staged_phones ON staged_leads (phone, line) WHERE outcome = 'open'

-- name: staged_same_id!
UPDATE staged_leads SET verdict = 'same_id' WHERE EXISTS (
  SELECT 1 FROM staged_leads e WHERE e.external_id = staged_leads.external_id AND e.line < staged_leads.line)

-- name: staged_imported!
UPDATE staged_leads SET verdict = 'imported' WHERE verdict = 'new' AND (
  EXISTS (SELECT 1 FROM past_leads p WHERE p.external_id = staged_leads.external_id)
  OR EXISTS (SELECT 1 FROM imported_leads i WHERE i.external_id = staged_leads.external_id))

-- name: staged_erased!
UPDATE staged_leads SET verdict = 'erased' WHERE verdict IN ('new', 'joins') AND outcome = 'open'
  AND EXISTS (SELECT 1 FROM erasures e WHERE e.id_hash = staged_leads.phone_hash)

-- name: staged_known!
-- Who works here is left out; another's lead will be joined with the one of whoever has the phone.
UPDATE staged_leads SET verdict = CASE WHEN EXISTS (
    SELECT 1 FROM people p JOIN staff s ON s.person_id = p.id AND s.removed_at IS NULL WHERE p.phone = staged_leads.phone)
  THEN 'known' ELSE 'joins' END
WHERE verdict = 'new' AND outcome = 'open'
  AND EXISTS (SELECT 1 FROM people p WHERE p.phone = staged_leads.phone AND p.phone <> '')

-- name: staged_same_phone!
UPDATE staged_leads SET verdict = 'same_phone' WHERE verdict IN ('new', 'joins') AND outcome = 'open' AND EXISTS (
  SELECT 1 FROM staged_leads e WHERE e.outcome = 'open' AND e.phone = staged_leads.phone
    AND e.verdict IN ('new', 'joins') AND e.line < staged_leads.line)

-- name: staged_counts
SELECT verdict, outcome, COUNT(*) AS total FROM staged_leads GROUP BY verdict, outcome

-- name: staged_examples
SELECT line, external_id FROM staged_leads WHERE verdict = :verdict ORDER BY line LIMIT :limit

-- name: import_past!
INSERT INTO past_leads (external_id, won, lost_reason, source, partner, product, version, facts, rule_score, created_at,
                        closed_at, imported_at)
SELECT external_id, CASE WHEN outcome = 'won' THEN 1 ELSE 0 END, lost_reason, source, partner, product, :version, facts,
       score, created_at, closed_at, :now
FROM staged_leads WHERE verdict = 'new' AND outcome <> 'open' ORDER BY line
ON CONFLICT (external_id) DO NOTHING

-- name: import_people!
INSERT INTO people (first_name, language, phone, phone_at, created_at, seen_at)
SELECT name, :language, phone, :now, created_at, created_at FROM staged_leads
WHERE verdict IN ('new', 'joins') AND outcome = 'open' ORDER BY line

-- name: import_open!
-- `told`: those who work leads hear of all of them in one message, and never of each, however a later score sees them.
INSERT INTO leads (token, person_id, stage, temperature, score, fit, engagement, reasons, wish, product, source,
                   created_at, told, noticed_at)
SELECT s.token, p.id, 'new', s.temperature, s.score, s.fit, s.engagement, s.reasons, s.wish,
       CASE WHEN s.product = '' THEN NULL ELSE s.product END, s.source, s.created_at, 'hot', :now
FROM staged_leads s JOIN people p ON p.phone = s.phone AND p.telegram_id IS NULL AND p.erased_at IS NULL AND p.id > :last_id
WHERE s.verdict IN ('new', 'joins') AND s.outcome = 'open' ORDER BY s.line

-- name: import_ids!
INSERT INTO imported_leads (external_id, lead_id)
SELECT s.external_id, l.id FROM staged_leads s JOIN leads l ON l.token = s.token
WHERE s.verdict IN ('new', 'joins') AND s.outcome = 'open'

-- name: import_snapshots!
INSERT INTO lead_snapshots (lead_id, version, facts, rule_score, at)
SELECT l.id, :version, s.facts, s.score, :now FROM staged_leads s JOIN leads l ON l.token = s.token
WHERE s.verdict IN ('new', 'joins') AND s.outcome = 'open'

-- name: import_signals!
INSERT INTO signals (person_id, key, value, count, first_at, last_at)
SELECT l.person_id, g.key, g.value, g.count, s.created_at, s.created_at
FROM staged_signals g JOIN staged_leads s ON s.line = g.line JOIN leads l ON l.token = s.token
WHERE s.verdict IN ('new', 'joins') AND s.outcome = 'open'

-- name: imported_by_phone
SELECT id FROM people WHERE phone = :phone AND phone <> '' AND telegram_id IS NULL AND erased_at IS NULL

-- name: import_facts!
INSERT INTO activity (at, verb, person_id, lead_id, facts)
SELECT s.created_at, 'lead_created', l.person_id, l.id, '{}' FROM staged_leads s JOIN leads l ON l.token = s.token
WHERE s.verdict IN ('new', 'joins') AND s.outcome = 'open'

-- name: import_last_person^
SELECT COALESCE(MAX(id), 0) AS id FROM people

-- name: import_joining
SELECT s.line, l.id FROM staged_leads s JOIN leads l ON l.token = s.token
WHERE s.verdict = 'joins' AND s.line > :after ORDER BY s.line LIMIT :limit
