-- Files of the playbook that Telegram already has: by this bot's file_id they go again without an upload.
CREATE TABLE media (
  bot_id INTEGER NOT NULL,
  path TEXT NOT NULL,                         -- below the media folder
  kind TEXT NOT NULL,                         -- photo, video, document: a file_id is bound to it
  digest TEXT NOT NULL,                       -- of the content that was uploaded
  file_id TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL,
  PRIMARY KEY (bot_id, path, kind)
);
