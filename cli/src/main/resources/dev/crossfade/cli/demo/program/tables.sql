PRAGMA journal_mode = WAL;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  owner TEXT NOT NULL UNIQUE,
  balance INTEGER NOT NULL
);
CREATE TABLE transfers (
  id TEXT NOT NULL PRIMARY KEY,
  payer INTEGER NOT NULL REFERENCES accounts (id),
  payee INTEGER NOT NULL REFERENCES accounts (id),
  amount INTEGER NOT NULL CHECK (amount > 0)
);
CREATE INDEX transfers_payer ON transfers (payer);
CREATE TABLE notes (
  writer INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body TEXT,
  score REAL NOT NULL,
  PRIMARY KEY (writer, number)
) WITHOUT ROWID;
CREATE TABLE labels (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  shape BLOB NOT NULL
);
CREATE TABLE progress (
  writer INTEGER PRIMARY KEY,
  last_done INTEGER NOT NULL
);
