-- One person's way through one product's presentation.
CREATE TABLE deck_readings (
  person_id INTEGER NOT NULL REFERENCES people (id),
  product TEXT NOT NULL,
  slides TEXT NOT NULL,                       -- codes in the order this person gets them, as JSON
  slide TEXT NOT NULL,                        -- where they are
  opened_at INTEGER NOT NULL,
  shown_at INTEGER,                           -- since when that slide is open; empty once its time was counted
  PRIMARY KEY (person_id, product)
);

-- How often each slide was shown to them, and for how long altogether.
CREATE TABLE slide_views (
  person_id INTEGER NOT NULL REFERENCES people (id),
  product TEXT NOT NULL,
  slide TEXT NOT NULL,
  views INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, product, slide)
);
