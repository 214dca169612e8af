SELECT table_name, key, column_name, code, met_at
FROM crossfade.live_dead_keys
WHERE migration = ?
ORDER BY met_at, table_name, key_hash
LIMIT ?
