-- What was known of a lead before anybody worked it: all that a learned score may learn from.
CREATE TABLE lead_snapshots (
  lead_id INTEGER PRIMARY KEY REFERENCES leads (id),
  version INTEGER NOT NULL,                   -- of the list of facts
  facts TEXT NOT NULL,                        -- {"goal": "change"}
  rule_score INTEGER NOT NULL,                -- what the rules said at that moment
  at INTEGER NOT NULL
);

-- Closed leads from elsewhere. No name and no number: to learn from them nobody need know who they were.
CREATE TABLE past_leads (
  id INTEGER PRIMARY KEY,
  external_id TEXT NOT NULL UNIQUE,
  won INTEGER NOT NULL,
  lost_reason TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  partner TEXT NOT NULL DEFAULT '',
  product TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL,
  facts TEXT NOT NULL,
  rule_score INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  imported_at INTEGER NOT NULL
);
CREATE INDEX past_leads_age ON past_leads (created_at);

-- Open leads from elsewhere, so that the same file twice brings nothing new.
CREATE TABLE imported_leads (
  external_id TEXT PRIMARY KEY,
  lead_id INTEGER NOT NULL REFERENCES leads (id)
);
CREATE INDEX imported_leads_lead ON imported_leads (lead_id);

-- Each time a score was learned, with its report. The one in use is named in meta.
CREATE TABLE score_models (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,                        -- asked, ready, refused
  asked_by INTEGER NOT NULL REFERENCES people (id),
  asked_at INTEGER NOT NULL,
  finished_at INTEGER,
  version INTEGER NOT NULL,
  body TEXT,
  report TEXT
);
CREATE UNIQUE INDEX score_models_asked ON score_models (state) WHERE state = 'asked';

CREATE INDEX people_phone ON people (phone) WHERE phone <> '';
CREATE INDEX leads_closed ON leads (created_at) WHERE closed_at IS NOT NULL;
