-- Times are UTC milliseconds, money is minor units, flags are 0/1. INTEGER PRIMARY KEY and INTEGER are read by
-- PostgreSQL as BIGINT (storage/migrations.py); everything else is plain SQL for both.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
INSERT INTO meta (key, value) VALUES ('durable_commits', '0');

-- Updates as Telegram delivered them. The unique key makes a redelivery do nothing.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  bot_id INTEGER NOT NULL,
  update_id INTEGER NOT NULL,
  chat_key INTEGER NOT NULL,
  sender_id INTEGER,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',      -- pending, working, done, dead
  attempts INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  lease_until INTEGER,
  next_try_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  finished_at INTEGER,
  error TEXT,
  UNIQUE (bot_id, update_id)
);
CREATE INDEX inbox_open ON inbox (chat_key, update_id) WHERE state IN ('pending', 'working');
CREATE INDEX inbox_due ON inbox (next_try_at) WHERE state = 'pending';
CREATE INDEX inbox_dead ON inbox (finished_at) WHERE state = 'dead';
CREATE INDEX inbox_old ON inbox (received_at);

-- Every message to a person is a row before it is a call.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  chat_id INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  when_unknown TEXT NOT NULL,                 -- resend, leave
  method TEXT NOT NULL,
  payload TEXT,
  template TEXT,
  params TEXT,
  language TEXT NOT NULL,
  edit_of INTEGER,
  about TEXT,
  dedupe_key TEXT UNIQUE,
  state TEXT NOT NULL DEFAULT 'pending',      -- pending, calling, sent, failed, unknown, skipped
  owner TEXT,
  lease_until INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  expires_at INTEGER,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  message_id INTEGER,
  error_code INTEGER,
  reason TEXT,
  resend_of INTEGER
);
CREATE INDEX outbox_waiting ON outbox (lane, id) WHERE state = 'pending';
CREATE INDEX outbox_calling ON outbox (lease_until) WHERE state = 'calling';
CREATE INDEX outbox_trouble ON outbox (finished_at) WHERE state IN ('failed', 'unknown');
CREATE INDEX outbox_about ON outbox (about) WHERE about IS NOT NULL;
CREATE INDEX outbox_replied ON outbox (chat_id, message_id) WHERE about IS NOT NULL;
CREATE INDEX outbox_waiting_chat ON outbox (chat_id) WHERE state = 'pending';
CREATE INDEX outbox_old ON outbox (finished_at) WHERE state IN ('sent', 'skipped');

-- A 429 stops lanes until then, also across a restart.
CREATE TABLE halts (
  scope TEXT PRIMARY KEY,                     -- 'bot' or a chat id
  until INTEGER NOT NULL
);

CREATE TABLE timers (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,                      -- what a cancel names: "lead:7", "quiz:12"
  person_id INTEGER,                          -- who would be written to, for the one contact budget
  params TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  expires_at INTEGER,
  dedupe_key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'open',         -- open, done, cancelled, skipped
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
);
CREATE INDEX timers_due ON timers (due_at) WHERE state = 'open';
CREATE INDEX timers_subject ON timers (subject) WHERE state = 'open';
CREATE INDEX timers_person ON timers (person_id, due_at) WHERE state = 'open';
CREATE INDEX timers_old ON timers (finished_at) WHERE state <> 'open';

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  telegram_id INTEGER UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL DEFAULT '',
  username TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL,
  language_chosen INTEGER NOT NULL DEFAULT 0,
  timezone TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  phone_at INTEGER,
  first_touch_id INTEGER,
  last_touch_id INTEGER,
  state TEXT,
  state_data TEXT,
  last_album TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  touched_at INTEGER,                         -- last message we started, for the contact budget
  stopped_at INTEGER,
  unreachable_at INTEGER,
  erased_at INTEGER
);

CREATE TABLE staff (
  person_id INTEGER PRIMARY KEY REFERENCES people (id),
  role TEXT NOT NULL,                         -- salesperson, admin
  on_duty INTEGER NOT NULL DEFAULT 1,
  since INTEGER NOT NULL,
  removed_at INTEGER
);

CREATE TABLE invites (
  id INTEGER PRIMARY KEY,
  code_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES people (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_by INTEGER,
  used_at INTEGER
);

CREATE TABLE links (
  code TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  medium TEXT NOT NULL DEFAULT '',
  campaign TEXT NOT NULL DEFAULT '',
  content TEXT NOT NULL DEFAULT '',
  created_by INTEGER,
  created_at INTEGER NOT NULL
);

CREATE TABLE touches (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id),
  code TEXT NOT NULL REFERENCES links (code),
  at INTEGER NOT NULL
);
CREATE INDEX touches_person ON touches (person_id);

CREATE TABLE consents (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL,                         -- data, ads
  version TEXT NOT NULL,
  language TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  withdrawn_at INTEGER
);
CREATE UNIQUE INDEX consents_one ON consents (person_id, kind) WHERE withdrawn_at IS NULL;

CREATE TABLE quiz_attempts (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES people (id),
  status TEXT NOT NULL,                       -- running, finished, abandoned
  body TEXT NOT NULL,                         -- sales.quiz.attempt.Attempt as JSON
  result TEXT,
  asked_at INTEGER,
  started_at INTEGER NOT NULL,
  finished_at INTEGER
);
CREATE UNIQUE INDEX quiz_attempts_running ON quiz_attempts (person_id) WHERE status = 'running';
CREATE INDEX quiz_attempts_person ON quiz_attempts (person_id, started_at);

CREATE TABLE leads (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES people (id),
  stage TEXT NOT NULL,                        -- new, claimed, won, lost
  temperature TEXT NOT NULL,                  -- hot, warm, cold
  score INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  wish TEXT NOT NULL,                         -- call, chat, question
  product TEXT,
  quiz_attempt_id INTEGER,
  result TEXT,
  source TEXT NOT NULL DEFAULT '',
  owner_id INTEGER REFERENCES people (id),
  claimed_at INTEGER,
  first_reply_at INTEGER,
  lost_reason TEXT,
  created_at INTEGER NOT NULL,
  closed_at INTEGER
);
CREATE UNIQUE INDEX leads_open ON leads (person_id) WHERE closed_at IS NULL;
CREATE INDEX leads_owner ON leads (owner_id) WHERE closed_at IS NULL;

CREATE TABLE signals (
  person_id INTEGER NOT NULL REFERENCES people (id),
  key TEXT NOT NULL,                          -- what qualification rules read: "opened_product"
  value TEXT NOT NULL DEFAULT '',             -- the answer, where the signal has one
  count INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, key)
);

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  lead_id INTEGER NOT NULL REFERENCES leads (id),
  staff_id INTEGER NOT NULL REFERENCES people (id),
  key TEXT NOT NULL,                          -- which step of the cadence, or "bad_checkin"
  urgent INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  status TEXT NOT NULL,                       -- open, done, cancelled
  created_at INTEGER NOT NULL,
  finished_at INTEGER
);
CREATE INDEX tasks_open ON tasks (staff_id, due_at) WHERE status = 'open';
CREATE INDEX tasks_lead ON tasks (lead_id) WHERE status = 'open';

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  lead_id INTEGER NOT NULL UNIQUE REFERENCES leads (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  product TEXT NOT NULL,
  amount INTEGER NOT NULL,
  currency TEXT NOT NULL,
  sold_by INTEGER NOT NULL REFERENCES people (id),
  sold_at INTEGER NOT NULL
);

CREATE TABLE check_ins (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  person_id INTEGER NOT NULL REFERENCES people (id),
  code TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  asked_at INTEGER,
  answer INTEGER,
  answered_at INTEGER,
  UNIQUE (order_id, code)
);

-- Who did what, when, about whom: the timeline on the lead card, the audit and every report read it.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  verb TEXT NOT NULL,
  actor_id INTEGER,
  person_id INTEGER,
  lead_id INTEGER,
  facts TEXT NOT NULL
);
CREATE INDEX activity_person ON activity (person_id, id);
CREATE INDEX activity_lead ON activity (lead_id, id) WHERE lead_id IS NOT NULL;

-- Who asked to be forgotten: a salted hash, so that an import or an old backup cannot bring them back unnoticed.
CREATE TABLE erasures (
  id_hash TEXT PRIMARY KEY,
  erased_at INTEGER NOT NULL
);
