INSERT INTO crossfade.live_dead_keys
  (migration, table_name, key_hash, key, encoding_version, column_name, code)
VALUES (?, ?, sha256(?), ?, ?, ?, ?)
ON CONFLICT (migration, table_name, key_hash) DO UPDATE SET
  column_name = excluded.column_name, code = excluded.code, met_at = clock_timestamp(),
  accepted = false
