CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, flag INTEGER
  DEFAULT 0 CHECK (flag IN (0, 1)), at TEXT DEFAULT (datetime('now')), data TEXT, bytes BLOB, ratio REAL);
CREATE TABLE children (parent INTEGER REFERENCES parents (id) ON DELETE CASCADE, line INTEGER,
  PRIMARY KEY (parent, line)) WITHOUT ROWID;
CREATE INDEX parents_by_time ON parents (at) WHERE flag = 1;
CREATE VIEW flagged AS SELECT p.name, count(*) AS lines FROM parents p JOIN children c
  ON c.parent = p.id GROUP BY p.name;
INSERT INTO parents VALUES (1, 'one', 1, '2020-01-01 00:00:00', '{"a": 1}', x'01', 1.5),
  (2, 'two', 0, '2020-01-02 00:00:00', '[true]', NULL, 2.25);
INSERT INTO children VALUES (1, 1), (1, 2), (2, 1);
