CREATE TABLE crossfade_control(
  migration TEXT NOT NULL,
  destination TEXT NOT NULL,
  open INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  promise INTEGER NOT NULL,
  ballot INTEGER NOT NULL,
  version INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  last_pass TEXT,
  confirmed TEXT,
  synced INTEGER NOT NULL,
  format INTEGER NOT NULL
);
-- The fence's flag, and the mark under which a pass may write through the closed fence.
CREATE TABLE crossfade_fence(open INTEGER NOT NULL, pass INTEGER NOT NULL);
CREATE TABLE crossfade_followed(t INTEGER PRIMARY KEY, name TEXT NOT NULL, columns TEXT NOT NULL, plan TEXT NOT NULL);
-- Followed tables whose keys are still to be entered, after a change of the schema.
CREATE TABLE crossfade_pending(t INTEGER PRIMARY KEY);
-- Passes that were prepared and are not confirmed yet.
CREATE TABLE crossfade_prepared(id INTEGER PRIMARY KEY, pass TEXT NOT NULL);
-- Keys whose value in the open store this file could not hold.
CREATE TABLE crossfade_dead(t INTEGER NOT NULL, key BLOB NOT NULL, field TEXT, code TEXT NOT NULL, PRIMARY KEY(t, key)) WITHOUT ROWID;
-- Keys that came since they were verified, while the file is closed.
CREATE TABLE crossfade_changed(t INTEGER NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL, PRIMARY KEY(t, key)) WITHOUT ROWID;
-- The program's triggers while the file is closed.
CREATE TABLE crossfade_parked(id INTEGER PRIMARY KEY, name TEXT NOT NULL, sql TEXT NOT NULL);
-- The schema as it was installed into.
CREATE TABLE crossfade_schema(type TEXT NOT NULL, name TEXT NOT NULL, tbl_name TEXT NOT NULL, sql TEXT)
