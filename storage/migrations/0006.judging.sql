-- Two numbers instead of one, the chance a learned score sees, and what those who work the lead were told already.
ALTER TABLE leads ADD COLUMN fit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN engagement INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN chance INTEGER;                       -- percent
ALTER TABLE leads ADD COLUMN judged_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE leads ADD COLUMN told TEXT;                            -- the hottest temperature they heard of
ALTER TABLE leads ADD COLUMN noticed_at INTEGER;
UPDATE leads SET told = temperature, noticed_at = created_at;
CREATE INDEX leads_judged ON leads (judged_at) WHERE closed_at IS NULL;

-- Each deed fades from its own moment: the latest few of every signal.
CREATE TABLE signal_moments (
  person_id INTEGER NOT NULL REFERENCES people (id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX signal_moments_person ON signal_moments (person_id, key, at);
INSERT INTO signal_moments (person_id, key, at) SELECT person_id, key, last_at FROM signals;
INSERT INTO signal_moments (person_id, key, at) SELECT person_id, key, first_at FROM signals WHERE count > 1;
