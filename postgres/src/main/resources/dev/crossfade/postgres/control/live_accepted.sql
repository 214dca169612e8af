SELECT table_name, key, reason, actor
FROM crossfade.live_accepted_keys
WHERE migration = ?
ORDER BY table_name, accepted_at, key_hash
