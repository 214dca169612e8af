UPDATE crossfade.live_dead_keys SET accepted = ?
WHERE migration = ? AND table_name = ? AND key_hash = sha256(?)
