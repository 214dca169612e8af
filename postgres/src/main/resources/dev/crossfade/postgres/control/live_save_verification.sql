INSERT INTO crossfade.live_verifications
  (id, migration, started_at, finished_at, rows_compared, differences, version, details, scope)
VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS json), ?)
ON CONFLICT (id) DO UPDATE SET
  migration = excluded.migration,
  started_at = excluded.started_at,
  finished_at = excluded.finished_at,
  rows_compared = excluded.rows_compared,
  differences = excluded.differences,
  version = excluded.version,
  details = excluded.details,
  scope = excluded.scope
