-- The playbook's answers as they are searched: written anew whenever they change (storage/answers.py).
CREATE TABLE answer_phrases (
  id INTEGER PRIMARY KEY,
  answer TEXT NOT NULL,
  stems TEXT NOT NULL                         -- separated by spaces
);
CREATE TABLE answer_stems (
  stem TEXT NOT NULL,
  answer TEXT NOT NULL,                       -- '': the stem says nothing about what is asked
  PRIMARY KEY (stem, answer)
);

-- What people asked, what they were told, and whether it helped.
CREATE TABLE asked_questions (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES people (id),
  text TEXT NOT NULL,
  product TEXT NOT NULL,
  slide TEXT NOT NULL,
  answer TEXT,                                -- NULL: nothing fitted
  is_objection INTEGER NOT NULL,
  helped INTEGER,
  handed_at INTEGER,                          -- since when a person has it
  asked_at INTEGER NOT NULL
);
CREATE INDEX asked_questions_person ON asked_questions (person_id, id);
CREATE INDEX asked_questions_answer ON asked_questions (answer, helped);
CREATE INDEX asked_questions_open ON asked_questions (id) WHERE answer IS NULL;
