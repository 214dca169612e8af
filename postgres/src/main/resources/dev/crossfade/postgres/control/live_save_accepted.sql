INSERT INTO crossfade.live_accepted_keys
  (migration, table_name, key_hash, key, encoding_version, reason, actor)
VALUES (?, ?, sha256(?), ?, ?, ?, ?)
ON CONFLICT (migration, table_name, key_hash) DO UPDATE SET
  reason = excluded.reason, actor = excluded.actor, accepted_at = clock_timestamp()
