SELECT key, column_name, code, accepted
FROM crossfade.live_dead_keys
WHERE migration = ? AND table_name = ?
ORDER BY key
LIMIT ?
