-- What is known of the followed file, in a file of ours: side-tables.sql is there too.
CREATE TABLE crossfade_snapshot(
  application INTEGER,
  fingerprint TEXT,
  looked_at INTEGER,
  copy_micros INTEGER NOT NULL,
  compare_micros INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  base TEXT NOT NULL
);
-- Tables whose digests do not count: all rows are dirty. Under which number they were read last.
CREATE TABLE crossfade_digested(t INTEGER PRIMARY KEY, ordered INTEGER NOT NULL, whole INTEGER NOT NULL, pending INTEGER)
