-- What is known of followed files of a foreign program: snapshot-tables.sql is there too.
CREATE TABLE crossfade_files(
  trouble TEXT,
  trouble_at INTEGER,
  told INTEGER NOT NULL,
  alarm TEXT,
  alarm_at INTEGER,
  alarmed TEXT,
  seen TEXT
);
INSERT INTO crossfade_files VALUES (NULL, NULL, 0, NULL, NULL, NULL, NULL);
-- Files and folders that are read-only while they are closed, and the permissions to be given back.
CREATE TABLE crossfade_readonly(path TEXT PRIMARY KEY, permissions TEXT NOT NULL) WITHOUT ROWID
