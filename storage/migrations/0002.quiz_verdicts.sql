-- What people say of their result: the top three and, among them unmarked, a decoy from the lower half of the ranking.
CREATE TABLE quiz_verdicts (
  attempt_id INTEGER NOT NULL REFERENCES quiz_attempts (id),
  profession TEXT NOT NULL,
  rank INTEGER NOT NULL,                      -- place in the ranking, from 1
  is_decoy INTEGER NOT NULL,
  position INTEGER NOT NULL,                  -- place on the screen, from 1
  liked INTEGER NOT NULL,
  is_flat INTEGER NOT NULL DEFAULT 0,         -- no verdict was given
  is_careless INTEGER NOT NULL DEFAULT 0,     -- the answers came too fast; statistics leave both out
  at INTEGER NOT NULL,
  PRIMARY KEY (attempt_id, profession)
);

-- What a person thought of a profession after a small task of it, and what they struck out themselves.
CREATE TABLE tastes (
  person_id INTEGER NOT NULL REFERENCES people (id),
  profession TEXT NOT NULL,
  taste TEXT NOT NULL,                        -- liked, disliked or struck
  at INTEGER NOT NULL,
  PRIMARY KEY (person_id, profession)
);

-- To find a person's own referral link.
CREATE INDEX links_by_maker ON links (created_by) WHERE created_by IS NOT NULL;
