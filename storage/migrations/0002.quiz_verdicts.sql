-- What people say of their result: the top three and, among them unmarked, a decoy from the lower half of the ranking.
CREATE TABLE quiz_verdicts (
  attempt_id INTEGER NOT NULL REFERENCES quiz_attempts (id),
  profession TEXT NOT NULL,
  rank INTEGER NOT NULL,                      -- place in the ranking, from 1
  is_decoy INTEGER NOT NULL,
  position INTEGER NOT NULL,                  -- place on the screen, from 1
  liked INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (attempt_id, profession)
);
