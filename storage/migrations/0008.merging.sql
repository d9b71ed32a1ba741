-- One person may come twice: by two accounts, or in a partner's file and then by themselves. Their leads become one.
-- speaker_id: whom to write to, where it is another account than the one the lead began with.
ALTER TABLE leads ADD COLUMN speaker_id INTEGER REFERENCES people (id);
CREATE INDEX leads_person ON leads (person_id);

-- Which lead became part of which: a tree, read upwards from a person's own lead to the one that is worked.
CREATE TABLE lead_merges (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  kept_id INTEGER NOT NULL REFERENCES leads (id),
  joined_id INTEGER NOT NULL REFERENCES leads (id),
  state TEXT NOT NULL,                        -- asked, merged, undone, apart, ended
  own TEXT NOT NULL,                          -- what the kept lead wanted by itself, as JSON
  tasks TEXT NOT NULL,                        -- whose tasks came over: [[task, salesperson]]
  at INTEGER NOT NULL,
  settled_at INTEGER
);
CREATE UNIQUE INDEX lead_merges_joined ON lead_merges (joined_id) WHERE state = 'merged';
CREATE UNIQUE INDEX lead_merges_asked ON lead_merges (kept_id, joined_id) WHERE state = 'asked';
CREATE INDEX lead_merges_kept ON lead_merges (kept_id);
